"""Exports: a day's measure, and a second person for what is large or names people."""

import re

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from habeas.access import actions, exporting
from habeas.access.actors import actor_for
from habeas.access.models import Appointment, ExportRequest, Grant, Notice, User
from habeas.core.audit import AuditRow
from habeas.core.errors import Invalid, Refused
from habeas.core.listing import Column, Table, list_page
from habeas.core.listing.exports import export_list, rows_by_compartment
from habeas.core.listing.query import ListQuery
from habeas.core.listing.tables import TABLES
from habeas.core.vault.recordkeys import Erased, is_erased
from tests.shelf import actions as shelf
from tests.shelf.models import Paper

REASON = "For the report on Trillua; the drafting group; destroyed in May"


class Papers(Table):
    key = "export-papers"
    model = Paper
    title = "Papers"
    columns = (Column("text", "Text", sort="text"),)


@pytest.fixture(autouse=True)
def limits(settings, monkeypatch):
    """A small measure, so that four papers are a large export; `export` signs in a moment ago."""
    monkeypatch.setitem(TABLES, Papers.key, Papers)
    settings.EXPORT_BULK_ROWS, settings.EXPORT_DAILY_ROWS, settings.EXPORT_DAILY_NUMBER = 3, 12, 4


@pytest.fixture
def papers(world, monitor):
    """Four papers in the north, one more than goes out without a second person."""
    box = shelf.make_box(monitor, world.north, label="north")
    return [shelf.file_paper(monitor, box, text=f"paper {number}") for number in range(4)]


@pytest.fixture
def analyst(world):
    return world.actor("shpresa", "analyst", world.north, verbs=("read", "export"))


def signed_in(user):
    """What a session holds after a sign-in a moment ago."""
    method = {"method": "password", "at": timezone.now().timestamp()}
    return {"account_authentication_methods_user": str(user), "account_authentication_methods": [method]}


@pytest.fixture
def browser(world):
    def open_for(name):
        client = Client()
        client.force_login(world.people[name])
        session = client.session
        session.update(signed_in(world.people[name].pk))
        session.save()
        return client

    return open_for


def query(actor, asked="export=csv"):
    request = RequestFactory().get(f"/papers/?{asked}")
    request.actor = actor
    return ListQuery(Papers(), request)


def export(actor, asked="export=csv"):
    """What the list answers when its reader asks for a file."""
    request = RequestFactory().post(f"/papers/?{asked}")
    request.actor, request.user, request.session = actor, User.objects.get(pk=actor.id), signed_in(actor.id)
    return list_page(request, Papers)


def collect(actor, part, asked="export=csv"):
    content = actions.collect_export(actor, part, query=query(actor, asked))
    return re.findall(r"paper \d+", content.decode())


def test_a_small_export_goes_at_once_and_counts_for_the_day(papers, analyst):
    answer = export(analyst, "export=csv&q=3")
    assert answer["Content-Type"].startswith("text/csv")
    assert exporting.taken_today(analyst) == exporting.Taken(rows=1, exports=1, alone=1)


def test_a_large_export_is_sent_to_ask_a_second_person(papers, analyst):
    answer = export(analyst)
    assert (answer.status_code, answer["Location"]) == (302, "/access/exports/new/export-papers/?export=csv")
    assert exporting.taken_today(analyst) == exporting.Taken()


def test_an_export_that_names_people_needs_a_second_person_whatever_its_size(papers, analyst, monkeypatch):
    monkeypatch.setattr(Papers, "identities", True)
    assert export(analyst, "export=csv&q=3").status_code == 302


def test_what_was_to_go_out_is_forgotten_once_it_was_declined(papers, analyst, director, world):
    (declined,) = actions.ask_export(analyst, None, query=query(analyst, "export=csv&q=paper"), reason=REASON)
    actions.answer_approval(director, declined.approval, agreed=False, note="too much")
    (waiting,) = actions.ask_export(analyst, None, query=query(analyst), reason=REASON)
    assert is_erased(declined.compartment, declined.pk)
    assert not is_erased(waiting.compartment, waiting.pk)
    with pytest.raises(Erased):
        actions.reopen_export(analyst, ExportRequest.objects.visible_to(analyst).get(pk=declined.pk))


def test_an_owner_agrees_and_the_asker_collects_once(papers, analyst, director):
    (part,) = actions.ask_export(analyst, None, query=query(analyst), reason=REASON)
    with pytest.raises(Refused, match="second person"):
        collect(analyst, part)
    assert Notice.objects.visible_to(director).get().subject == "Papers: 4 rows"
    actions.answer_approval(director, part.approval, agreed=True)
    assert sorted(collect(analyst, part)) == [f"paper {number}" for number in range(4)]
    assert exporting.taken_today(analyst) == exporting.Taken(rows=4, exports=1)
    assert is_erased(part.compartment, part.pk)
    with pytest.raises(Invalid, match="downloaded already"):
        collect(analyst, part)


def test_the_one_who_asked_does_not_agree(papers, director, world):
    world.person("other-owner", "director", world.north)
    (part,) = actions.ask_export(director, None, query=query(director), reason=REASON)
    with pytest.raises(Refused, match="cannot answer"):
        actions.answer_approval(director, part.approval, agreed=True)


def test_without_another_owner_there_is_nobody_to_ask(papers, director):
    with pytest.raises(Invalid, match="Nobody but you owns") as refused:
        actions.ask_export(director, None, query=query(director), reason=REASON)
    assert refused.value.remedy
    assert ExportRequest.objects.visible_to(director).count() == 0


def test_a_colleague_can_neither_agree_nor_collect(papers, analyst, director, world):
    colleague = world.actor("colleague", "analyst", world.north, verbs=("read", "export"))
    (part,) = actions.ask_export(analyst, None, query=query(analyst), reason=REASON)
    with pytest.raises(Refused):
        actions.answer_approval(colleague, part.approval, agreed=True)
    actions.answer_approval(director, part.approval, agreed=True)
    with pytest.raises(Refused, match="Only the one who asked"):
        collect(colleague, part)


def test_what_was_agreed_is_made_of_what_the_asker_may_export_now(papers, analyst, director, staging, world):
    """Between the yes and the download the right to export ended: nothing is left of it."""
    (part,) = actions.ask_export(analyst, None, query=query(analyst), reason=REASON)
    actions.answer_approval(director, part.approval, agreed=True)
    with staging():
        Grant.objects.filter(user=analyst.id).update(can_export=False)
    assert collect(actor_for(world.people["shpresa"]), part) == []


def test_of_two_compartments_only_what_is_still_reached_goes_out(papers, analyst, director, staging, world):
    zef = world.actor("zef", "director", world.south)
    box = shelf.make_box(zef, world.south, label="south")
    shelf.file_paper(zef, box, text="paper 9")
    with staging():
        grant = Grant.objects.create(
            compartment=world.south, user_id=analyst.id, can_read=True, can_export=True, reason="test"
        )
    analyst = actor_for(world.people["shpresa"])
    parts = actions.ask_export(analyst, None, query=query(analyst), reason=REASON)
    owners = {world.north.pk: director, world.south.pk: zef}
    for part in parts:
        actions.answer_approval(owners[part.compartment], part.approval, agreed=True)
    with staging():
        Grant.objects.filter(pk=grant.pk).update(ended_at=timezone.now())
    north = next(part for part in parts if part.compartment == world.north.pk)
    assert "paper 9" not in collect(actor_for(world.people["shpresa"]), north)


def test_one_owner_of_two_is_not_enough(papers, analyst, director, staging, world):
    zef = world.actor("zef", "director", world.south)
    shelf.file_paper(zef, shelf.make_box(zef, world.south, label="south"), text="paper 9")
    with staging():
        Grant.objects.create(
            compartment=world.south, user_id=analyst.id, can_read=True, can_export=True, reason="test"
        )
    analyst = actor_for(world.people["shpresa"])
    parts = actions.ask_export(analyst, None, query=query(analyst), reason=REASON)
    north = next(part for part in parts if part.compartment == world.north.pk)
    actions.answer_approval(director, north.approval, agreed=True)
    with pytest.raises(Refused, match="second person"):
        collect(analyst, north)


def test_a_list_that_grew_since_is_asked_for_again(papers, analyst, director, monitor):
    (part,) = actions.ask_export(analyst, None, query=query(analyst), reason=REASON)
    actions.answer_approval(director, part.approval, agreed=True)
    shelf.file_paper(monitor, papers[0].box, text="paper 8")
    with pytest.raises(Refused, match="grown from 4 to 5"):
        collect(analyst, part)
    assert ExportRequest.objects.visible_to(analyst).get().collected_at is None


def test_a_yes_ends_after_its_hours(papers, analyst, director, monkeypatch):
    (part,) = actions.ask_export(analyst, None, query=query(analyst), reason=REASON)
    actions.answer_approval(director, part.approval, agreed=True)
    later = timezone.now() + timezone.timedelta(hours=5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with pytest.raises(Refused, match="second person"):
        collect(analyst, part)


def test_the_days_rows_are_bounded(papers, analyst, settings):
    settings.EXPORT_BULK_ROWS = 100
    for _ in range(3):
        export(analyst)
    with pytest.raises(Refused, match="This export has 4 rows, and 0 are left to you today") as refused:
        export(analyst)
    assert refused.value.remedy


def test_many_small_exports_are_a_large_one(papers, analyst, director, world):
    """Four papers one by one go out no more easily than four at once; a colleague begins anew."""
    for number in range(3):
        assert export(analyst, f"export=csv&q={number}").status_code == 200
    assert export(analyst, "export=csv&q=3").status_code == 302
    assert export(world.actor("besa", "analyst", world.north), "export=csv&q=3").status_code == 200
    (part,) = actions.ask_export(analyst, None, query=query(analyst, "export=csv&q=3"), reason=REASON)
    actions.answer_approval(director, part.approval, agreed=True)
    assert collect(analyst, part, "export=csv&q=3") == ["paper 3"]


def test_what_the_page_let_pass_is_counted_again_by_the_export_itself(papers, analyst, auditor, monkeypatch):
    """Two requests at the same moment both see an empty day; the second to be made finds it full."""
    asked = [query(analyst, f"export=csv&q={number}") for number in range(4)]
    assert [exporting.limit(one, rows_by_compartment(one)) for one in asked] == [""] * 4
    for one in asked[:3]:
        export_list(analyst, None, query=one, kind="csv")
    with pytest.raises(Refused, match="second person"):
        export_list(analyst, None, query=asked[3], kind="csv")
    monkeypatch.setattr(Papers, "identities", True)
    with pytest.raises(Refused, match="second person"):
        export_list(analyst, None, query=asked[3], kind="csv")
    trail = AuditRow.objects.visible_to(auditor).filter(action="list.export", outcome="refused")
    assert trail.count() == 2


def test_what_a_page_refuses_is_written_down_once(analyst, auditor, world, browser, settings):
    settings.EXPORT_DAILY_NUMBER = 0
    world.person("reader", "analyst", world.north, verbs=("read", "work"))
    for name in ("shpresa", "reader"):
        assert browser(name).post(reverse("people:people") + "?export=csv").status_code == 403
    refused = AuditRow.objects.visible_to(auditor).filter(outcome="refused")
    assert [(row.action, row.label) for row in refused] == [
        ("page.refused", "shpresa"),
        ("page.refused", "reader"),
    ]
    assert "export.quota" in refused[0].detail


def test_the_days_exports_are_bounded_and_another_persons_are_not(papers, analyst, world, settings):
    settings.EXPORT_BULK_ROWS = 100
    for _ in range(4):
        export(analyst, "export=csv&q=3")
    with pytest.raises(Refused, match="4 exports today"):
        export(analyst, "export=csv&q=3")
    besa = world.actor("besa", "analyst", world.north)
    assert export(besa, "export=csv&q=3").status_code == 200


def test_what_an_approval_allows_counts_for_the_day_too(papers, analyst, director, settings):
    (part,) = actions.ask_export(analyst, None, query=query(analyst), reason=REASON)
    actions.answer_approval(director, part.approval, agreed=True)
    settings.EXPORT_DAILY_ROWS = 3
    with pytest.raises(Refused, match="0 are left|3 are left"):
        collect(analyst, part)


def test_everything_is_written_down(papers, analyst, director, auditor):
    (part,) = actions.ask_export(analyst, None, query=query(analyst), reason=REASON)
    actions.answer_approval(director, part.approval, agreed=True)
    collect(analyst, part)
    trail = AuditRow.objects.visible_to(auditor).order_by("seq").values_list("action", flat=True)
    assert [code for code in trail if code.startswith(("export.", "approval."))] == [
        "approval.ask",
        "export.ask",
        "approval.answer",
        "approval.use",
        "export.collect",
    ]


def test_the_pages_from_the_question_to_the_file(papers, analyst, director, browser):
    shpresa, drita = browser("shpresa"), browser("director")
    asking = "/access/exports/new/export-papers/?export=csv"
    page = shpresa.get(asking).content.decode()
    assert "Papers. Rows: 4" in page
    assert shpresa.post(asking, {"reason": REASON}).status_code == 302
    assert "waiting" in shpresa.get("/access/exports/").content.decode()
    waiting = drita.get("/access/approvals/").content.decode()
    assert "Papers: 4 rows" in waiting
    address = re.search(r'"(/access/approvals/[0-9a-f-]{36}/)"', waiting)[1]
    assert f"Asked by Shpresa: {REASON}" in drita.get(address).content.decode()
    assert drita.post(address, {"agree": "1"}).status_code == 302
    ready = shpresa.get("/access/exports/").content.decode()
    collecting = re.search(r'"(/access/exports/[0-9a-f-]{36}/)"', ready)[1]
    assert drita.post(collecting).status_code == 404
    file = shpresa.post(collecting)
    assert file["Content-Disposition"].startswith('attachment; filename="export-papers-')
    assert file.content.decode().count("paper ") == 4
    assert "downloaded" in shpresa.get("/access/exports/").content.decode()


def test_an_old_sign_in_is_asked_again_before_the_file(papers, analyst, director, browser, settings):
    (part,) = actions.ask_export(analyst, None, query=query(analyst), reason=REASON)
    actions.answer_approval(director, part.approval, agreed=True)
    shpresa = browser("shpresa")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    answer = shpresa.post(f"/access/exports/{part.pk}/")
    assert answer["Location"].startswith("/account/reauthenticate/")


def test_the_page_of_exports_asks_as_much_of_the_database_for_one_as_for_three(
    papers, analyst, director, browser, django_assert_num_queries, settings
):
    settings.EXPORT_DAILY_NUMBER = 100
    shpresa, counts = browser("shpresa"), []
    for _ in range(3):
        actions.ask_export(analyst, None, query=query(analyst), reason=REASON)
        counts.append(_queries_of(shpresa, "/access/exports/"))
    assert counts[0] == counts[2]
    drita = browser("director")
    few = _queries_of(drita, "/access/approvals/")
    actions.ask_export(analyst, None, query=query(analyst), reason=REASON)
    assert _queries_of(drita, "/access/approvals/") == few


def _queries_of(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_reference_lists_are_not_bounded(world, analyst, settings, browser):
    settings.EXPORT_DAILY_NUMBER = 0
    assert browser("shpresa").post("/access/organisations/?export=csv").status_code == 200
    assert Appointment.objects.filter(user=analyst.id).exists()
