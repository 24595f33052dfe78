"""One record shown to another compartment lives as long as its basis."""

from uuid import uuid4

import pytest
from django.utils import timezone

from habeas.access import actions
from habeas.access.bases import register_basis
from habeas.access.models import Share
from habeas.core.errors import Invalid, NotVisible, Refused
from tests.shelf import actions as shelf
from tests.shelf.models import Box

CONSENT = uuid4()


@pytest.fixture
def consent():
    """A register of consents in which one is valid."""

    def check(actor, basis_id, *, row, target):
        if basis_id != CONSENT:
            raise Invalid("This consent was revoked.", field="basis_id")
        return

    restore = register_basis("consent", check)
    yield CONSENT
    restore()


@pytest.fixture
def box(monitor, world):
    return shelf.make_box(monitor, world.north, label="lent")


def share(actor, row, world, **changes):
    given = {"target": world.south, "basis": "consent", "basis_id": CONSENT, "reason": "referral"}
    return actions.share_record(actor, row, **{**given, **changes})


def test_a_share_shows_one_record_until_the_consent_is_revoked(world, box, consent, staging, again, stranger):
    sharer = world.actor("shpresa", "analyst", world.north)
    share(sharer, box, world)
    assert [b.label for b in Box.objects.visible_to(again("stranger"))] == ["lent"]
    ended = actions.end_shares_of_basis("consent", consent, why="consent revoked")
    assert [row.record for row in ended] == [box.pk]
    assert Box.objects.visible_to(again("stranger")).count() == 0


def test_a_revoked_consent_shares_nothing(world, box, consent, stranger):
    sharer = world.actor("shpresa", "analyst", world.north)
    with pytest.raises(Invalid, match="revoked"):
        share(sharer, box, world, basis_id=uuid4())
    assert Share.objects.visible_to(sharer).count() == 0


def test_a_basis_that_nobody_can_check_shares_nothing(world, box, monkeypatch):
    from habeas.access import bases

    monkeypatch.delitem(bases._checkers, "decision", raising=False)
    sharer = world.actor("shpresa", "analyst", world.north)
    with pytest.raises(Invalid, match="check this basis"):
        share(sharer, box, world, basis="decision")


def test_who_may_not_share_does_not(world, box, consent, stranger):
    reader = world.actor("rea", "monitor", world.north)
    with pytest.raises(Refused):
        share(reader, box, world)
    with pytest.raises(NotVisible):
        share(stranger, box, world)


def test_a_share_ends_with_the_basis_or_earlier(world, box, consent, again, stranger):
    sharer = world.actor("shpresa", "analyst", world.north)
    given = share(sharer, box, world, expires_at=timezone.now() + timezone.timedelta(hours=1))
    actions.end_share(sharer, given, reason="a mistake")
    assert Box.objects.visible_to(again("stranger")).count() == 0


def test_who_received_a_share_cannot_pass_it_on(world, box, consent, again, staging):
    sharer = world.actor("shpresa", "analyst", world.north)
    receiver = world.actor("sanja", "analyst", world.south)
    share(sharer, box, world)
    with pytest.raises(Refused):
        share(again("sanja"), Box.objects.visible_to(again("sanja")).get(), world)
    assert receiver


ADDRESS = "/access/share/shelf.box/{}/"


@pytest.fixture
def offered(consent):
    """The one valid consent is offered for every record."""
    from habeas.access import bases

    bases._offers["consent"] = lambda actor, row: [(CONSENT, "consent, level 3 · Legal aid (invented)")]
    yield
    from habeas.people.sharing import offer_consents

    bases._offers["consent"] = offer_consents


@pytest.fixture
def shpresa(world, client):
    """May share in the north; signed in a moment ago."""
    world.actor("shpresa", "analyst", world.north)
    client.force_login(world.people["shpresa"])
    session = client.session
    session["account_authentication_methods_user"] = str(world.people["shpresa"].pk)
    session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
    session.save()
    return client


def test_the_page_shares_one_record_with_a_compartment_named_by_its_code(
    world, box, offered, shpresa, again, stranger
):
    page = shpresa.get(ADDRESS.format(box.pk)).content.decode()
    assert "consent, level 3 · Legal aid (invented)" in page
    assert "South" not in page
    told = {"code": "south", "basis": f"consent:{CONSENT}", "reason": "referral"}
    assert shpresa.post(ADDRESS.format(box.pk), told).status_code == 302
    assert [b.label for b in Box.objects.visible_to(again("stranger"))] == ["lent"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "nowhere"}, "no open compartment with the code “nowhere”"),
        ({"code": "north"}, "cannot be shared with"),
        ({"basis": f"consent:{uuid4()}"}, "Select a valid choice"),
        ({"basis": "consent:x"}, "Select a valid choice"),
        ({"basis": ""}, "This field is required"),
        ({"reason": " "}, "This field is required"),
    ],
)
def test_the_page_says_what_to_correct(box, offered, shpresa, changed, said):
    told = {"code": "south", "basis": f"consent:{CONSENT}", "reason": "referral"} | changed
    answer = shpresa.post(ADDRESS.format(box.pk), told)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_who_may_not_share_does_not_start_one(world, box, offered, client, stranger):
    world.person("besa", "monitor", world.north, verbs=("read", "work"))
    for name, status in (("besa", 403), ("stranger", 404)):
        client.force_login(world.people[name])
        session = client.session
        session["account_authentication_methods_user"] = str(world.people[name].pk)
        session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
        session.save()
        assert client.get(ADDRESS.format(box.pk)).status_code == status
    assert Share.objects.visible_to(world.actor("director", "director", world.north)).count() == 0


def test_the_panel_names_those_who_see_a_record(world, box, consent, rf):
    from habeas.access.panels import shares_panel

    sharer, reader = (
        world.actor("shpresa", "analyst", world.north),
        world.actor("besa", "monitor", world.north),
    )
    request = rf.get("/")
    request.actor = sharer
    assert shares_panel(request, box)["count"] == 0
    share(sharer, box, world)
    panel = shares_panel(request, box)
    assert [(str(target), active) for _share, target, active in panel["shares"]] == [
        ("South (invented)", True)
    ]
    request.actor = reader
    assert shares_panel(request, box) is None
