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


def test_a_basis_that_nobody_can_check_shares_nothing(world, box):
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
