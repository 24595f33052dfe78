"""The pages of access: who sees which, and what can be done on them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from habeas.access import actions
from habeas.access.models import (
    AccountReset,
    Appointment,
    Approval,
    EmergencyAccess,
    Grant,
    Notice,
    Organisation,
    Unit,
    User,
)
from habeas.core.audit import AuditRow
from habeas.core.errors import NotVisible
from habeas.core.packs.manifest import folder_of
from tests.shelf import actions as shelf

REASON = "A threat against the witness tonight"


@pytest.fixture
def browser(world):
    """A browser in which a person has signed in a moment ago."""

    def open_for(name):
        client = Client()
        client.force_login(world.people[name])
        session = client.session
        session["account_authentication_methods_user"] = str(world.people[name].pk)
        session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
        session.save()
        return client

    return open_for


def url(name, *args):
    return reverse(f"access:{name}", args=args)


OPEN_TO_ALL = ["account", "preferences", "organisations", "units", "roles", "compartments", "emergencies",
               "approvals", "confirmations", "notices"]  # fmt: skip


@pytest.mark.parametrize("name", OPEN_TO_ALL)
def test_pages_ask_for_a_sign_in(client, db, name):
    answer = client.get(url(name))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/")


@pytest.mark.parametrize("name", OPEN_TO_ALL)
@pytest.mark.parametrize("person", ["monitor", "administrator", "auditor"])
def test_everybody_who_signs_in_opens_them(browser, monitor, administrator, auditor, name, person):
    assert browser(person).get(url(name)).status_code == 200


@pytest.mark.parametrize("name", ["people", "person-new"])
def test_accounts_are_for_administrators(browser, monitor, director, administrator, auditor, name):
    told = {
        p: browser(p).get(url(name)).status_code for p in ("monitor", "director", "auditor", "administrator")
    }
    assert told == {"monitor": 404, "director": 404, "auditor": 404, "administrator": 200}


def test_an_administrator_makes_an_account_gives_a_role_and_a_link(browser, administrator, world):
    admin = browser("administrator")
    admin.post(
        url("person-new"), {"username": "arta", "full_name": "Arta Example", "email": "", "language": "sq"}
    )
    arta = User.objects.get(username="arta")
    given = {"role": world.roles["monitor"].pk, "organisation": world.mission.pk}
    assert admin.post(url("appoint", arta.pk), given).status_code == 302
    page = admin.post(url("person-link", arta.pk)).content.decode()
    link = page.split("http://testserver")[1].split("<")[0]
    new = Client()
    words = {"password": "seven quiet horses at noon", "again": "seven quiet horses at noon"}
    assert new.get(link).status_code == 200
    assert new.post(link, {**words, "again": "other"}).status_code == 200
    assert new.post(link, words).status_code == 302
    assert new.get(link).status_code == 404
    assert new.post("/account/login/", {"login": "arta", "password": words["password"]}).status_code == 302
    assert "Arta Example" in new.get(url("account")).content.decode()


def test_a_made_up_link_is_a_404(client, db):
    assert client.get("/account/password/link/nonsense/").status_code == 404


def test_an_error_stands_beside_its_field_and_nothing_is_lost(browser, administrator, world):
    world.person("arta")
    answer = browser("administrator").post(
        url("person-new"), {"username": "arta", "full_name": "Second Arta", "email": "", "language": ""}
    )
    assert answer.status_code == 422
    assert "taken" in answer.content.decode()
    assert "Second Arta" in answer.content.decode()


def test_the_own_account_cannot_be_closed_on_its_page(browser, administrator, world):
    me = world.people["administrator"]
    answer = browser("administrator").post(url("person-close", me.pk), {"reason": "x"})
    assert answer.status_code == 403
    assert User.objects.get(pk=me.pk).is_active


def test_an_administrator_sees_no_compartment(browser, administrator, world):
    admin = browser("administrator")
    assert admin.get(url("compartment", world.north.pk)).status_code == 404
    assert "North (invented)" not in admin.get(url("compartments")).content.decode()


def test_an_owner_lets_somebody_in_and_ends_it(browser, director, world):
    arta = world.person("arta", "monitor")
    owner = browser("director")
    given = {"user": arta.pk, "verbs": ["read", "work"], "reason": "joins"}
    assert owner.post(url("grant-new", world.north.pk), given).status_code == 302
    page = owner.get(url("compartment", world.north.pk)).content.decode()
    assert "Arta" in page and "joins" in page
    made = Grant.objects.visible_to(director).get(user=arta)
    assert owner.post(url("grant-end", made.pk), {"reason": "left"}).status_code == 302
    assert Grant.objects.visible_to(director).get(pk=made.pk).ended_at is not None


def test_a_reader_sees_the_own_grant_only(browser, director, world):
    world.person("arta", "monitor", world.north, verbs=("read",))
    page = browser("arta").get(url("compartment", world.north.pk)).content.decode()
    assert "Director" not in page
    assert browser("arta").get(url("grant-new", world.north.pk)).status_code == 404


@pytest.mark.parametrize("name", ["compartment", "grant-new", "compartment-close"])
def test_a_stranger_finds_no_compartment(browser, stranger, world, name):
    assert browser("stranger").get(url(name, world.north.pk)).status_code == 404


def test_a_director_makes_a_compartment_on_its_page(browser, director, world):
    given = {
        "code": "returns",
        "name_en": "Returns",
        "organisation": world.mission.pk,
        "kind": "case",
        "owner": world.people["director"].pk,
    }
    assert browser("director").post(url("compartment-new"), given).status_code == 302
    assert "Returns" in browser("director").get(url("compartments")).content.decode()


def test_an_emergency_is_opened_the_owner_told_and_closed(browser, world, director, again):
    world.person("ana", "analyst")
    ana, owner = browser("ana"), browser("director")
    given = {"compartment": world.north.pk, "reason": REASON, "hours": 2}
    assert ana.post(url("emergency-new"), given).status_code == 302
    assert REASON in ana.get(url("emergencies")).content.decode()
    home = owner.get(url("notices")).content.decode()
    assert REASON in home and 'class="count">1<' in home
    notice = Notice.objects.visible_to(again("director")).get()
    assert owner.post(url("notice-seen", notice.pk))["Location"] == url("emergencies")
    opened = EmergencyAccess.objects.visible_to(again("director")).get()
    assert owner.post(url("emergency-close", opened.pk)).status_code == 302
    assert not again("ana").holds("read", world.north.pk)


def test_a_notice_belongs_to_one_person(browser, world, director, monitor, again):
    world.person("ana", "analyst")
    actions.open_emergency(again("ana"), world.north, reason=REASON)
    notice = Notice.objects.visible_to(again("director")).get()
    assert browser("monitor").post(url("notice-seen", notice.pk)).status_code == 404
    assert REASON not in browser("monitor").get(url("notices")).content.decode()


def test_the_emergency_form_offers_no_foreign_compartment(browser, world, director):
    world.person("ana", "analyst")
    page = browser("ana").get(url("emergency-new")).content.decode()
    assert "North (invented)" in page
    assert "South (invented)" not in page


def test_a_question_is_answered_on_its_page(browser, world, monitor, director):
    box = shelf.make_box(monitor, world.north, label="draft")
    question = actions.ask_approval(monitor, box, kind="clearance", reason="ready to go")
    asker, owner = browser("monitor"), browser("director")
    assert asker.get(url("approval", question.pk)).status_code == 404
    assert "ready to go" in owner.get(url("approvals")).content.decode()
    answer = owner.post(url("approval", question.pk), {"note": "", "decline": "1"})
    assert answer.status_code == 422
    assert owner.post(url("approval", question.pk), {"note": "fine", "agree": "1"}).status_code == 302
    assert Approval.objects.visible_to(director).get().state == "approved"


def test_a_question_is_taken_back(browser, world, monitor, director):
    box = shelf.make_box(monitor, world.north, label="draft")
    question = actions.ask_approval(monitor, box, kind="clearance", reason="ready to go")
    assert browser("director").post(url("approval-withdraw", question.pk)).status_code == 404
    assert browser("monitor").post(url("approval-withdraw", question.pk)).status_code == 302
    assert Approval.objects.visible_to(monitor).get().state == "withdrawn"


def test_an_owner_confirms_an_appointment_on_the_page(browser, world, administrator, director, team, again):
    actions.grant(
        director, world.north, unit=team, role=world.roles["monitor"], verbs=["read"], reason="the team"
    )
    puppet = world.person("puppet")
    made = actions.appoint(
        administrator, puppet, role=world.roles["monitor"], organisation=world.mission, unit=team
    )
    assert "Puppet" in browser("director").get(url("confirmations")).content.decode()
    assert "Puppet" not in browser("administrator").get(url("confirmations")).content.decode()
    assert (
        browser("administrator").post(url("appointment-answer", made.pk), {"agree": "1"}).status_code == 403
    )
    browser("director").post(url("appointment-answer", made.pk), {"agree": "1"})
    assert again("puppet").holds("read", world.north.pk)


def test_a_reset_is_confirmed_and_its_link_made(browser, world, administrator, director, monitor):
    admin, owner = browser("administrator"), browser("director")
    admin.post(url("person-reset", world.people["monitor"].pk), {"reason": "forgot"})
    asked = AccountReset.objects.visible_to(administrator).get()
    assert admin.post(url("reset-link", asked.pk)).status_code == 409
    assert browser("monitor").post(url("reset-answer", asked.pk), {"agree": "1"}).status_code == 404
    assert owner.post(url("reset-answer", asked.pk), {"agree": "1"}).status_code == 302
    assert "/account/password/link/" in admin.post(url("reset-link", asked.pk)).content.decode()


def test_preferences_are_chosen(browser, monitor, world):
    given = {"language": "sq", "place_order": "sr-sq", "place_script": "Cyrl", "theme": "dark"}
    assert browser("monitor").post(url("preferences"), given).status_code == 302
    user = User.objects.get(username="monitor")
    assert [getattr(user, name) for name in given] == list(given.values())


def test_an_ended_appointment_is_ended_by_its_administrator_only(browser, world, administrator, monitor):
    held = Appointment.objects.get(user=world.people["monitor"])
    assert browser("monitor").post(url("appointment-end", held.pk)).status_code == 404
    assert browser("administrator").post(url("appointment-end", held.pk)).status_code == 302


@pytest.fixture
def pack(kosovo, db):
    assert folder_of("kosovo")
    return kosovo


def test_a_mission_shows_its_chain_its_units_and_its_staff(pack, browser, monitor):
    mission = Organisation.objects.get(code="osce-mik")
    page = browser("monitor").get(url("organisation", mission.pk)).content.decode()
    for said in (
        "OSCE Kosovo Verification Mission",
        "OSCE Task Force for Kosovo",
        "Democratization department",
        "director approves",
        "Field team PR-1 (invented)",
        "Five regional centres and over 30 field teams",
    ):
        assert said in page


def test_a_unit_shows_who_was_there_before(pack, browser, monitor):
    section = Unit.objects.get(code="unmik-hrs")
    page = browser("monitor").get(url("unit", section.pk)).content.decode()
    assert "Stand-alone OHCHR office in Kosovo" in page
    assert "its functions moved" in page
    assert "T11j" in page


def test_organisations_are_found_by_any_name_and_day(pack, browser, monitor):
    client = browser("monitor")

    def found(**asked):
        return client.get(url("organisations"), asked).content.decode()

    assert "OSCE Mission in Kosovo" in found(q="OSBE")
    old = found(on_day="1998-11-15", kind="mission")
    assert "OSCE Kosovo Verification Mission" in old
    assert "OSCE Mission in Kosovo" not in old


def test_lists_ask_the_same_number_of_questions_for_many_rows(
    pack, browser, monitor, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = browser("monitor")
    client.get(url("units"))
    counts = []
    for asked in ({"q": "PR-1"}, {"q": "field"}):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url("units"), asked)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_roles_say_what_they_may(pack, browser, monitor):
    page = browser("monitor").get(url("roles")).content.decode()
    assert "read the audit trail" in page
    assert "Public information officer" in page


def test_the_auditor_reads_the_trail_and_no_case_data(browser, world, monitor, auditor):
    shelf.make_box(monitor, world.north, label="canary label", secret="canary secret")
    client = browser("auditor")
    trail = client.get(url("audit")).content.decode()
    assert "shelf.box" in trail and "monitor" in trail
    numbers = AuditRow.objects.visible_to(auditor).values_list("seq", flat=True)
    shown = "".join(client.get(url("audit-row", number)).content.decode() for number in numbers)
    assert "label, secret" in shown
    assert "canary" not in trail + shown


def test_a_refused_attempt_is_found_by_its_outcome(browser, world, monitor, stranger, auditor):
    box = shelf.make_box(monitor, world.north, label="box")
    with pytest.raises(NotVisible):
        shelf.relabel(stranger, box, label="taken")
    page = (
        browser("auditor").get(url("audit"), {"outcome": "refused", "since": "2020-01-01"}).content.decode()
    )
    assert "shelf.relabel" in page and "stranger" in page
    assert (page.count("badge-bad"), page.count("badge-ok")) == (1, 0)


@pytest.mark.parametrize("person", ["monitor", "director", "administrator"])
def test_nobody_else_reads_the_trail(browser, world, monitor, director, administrator, person):
    assert browser(person).get(url("audit")).status_code == 404
    assert browser(person).get(url("audit-row", 1)).status_code == 404
