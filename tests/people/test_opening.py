"""Identities are opened for a reason, by those who may, and written down."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.access.actions.approvals import ask_approval
from habeas.core.audit import AuditRow
from habeas.core.dates import UncertainDate
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.people import actions
from tests.people.conftest import ARTA_CYRILLIC, ARTA_LATIN


def trail(auditor, code="identity.open"):
    rows = AuditRow.objects.visible_to(auditor).filter(action=code).order_by("seq")
    return [(row.outcome, json.loads(row.detail)) for row in rows]


def test_the_caseworker_opens_the_own_client_with_a_reason(arta, caseworker, auditor):
    opened = actions.open_identity(caseworker, arta, reason="call back about the hearing")
    assert opened.names == (ARTA_LATIN, ARTA_CYRILLIC)
    assert opened.birth_date == UncertainDate.parse("~1961")
    assert opened.birth_place == "Fshati i Trilluar"
    assert [(c.value, c.safe_use, c.how) for c in opened.contacts] == [
        ("+000 111", "limited", "after dark only")
    ]
    outcome, detail = trail(auditor)[-1]
    assert (outcome, detail["reason"]) == ("read", "call back about the hearing")
    assert {change[0] for change in detail["changes"]} == {
        "people.identity",
        "people.personname",
        "people.contact",
    }


def test_the_trail_tells_who_was_opened_by_code_alone(arta, caseworker, auditor):
    actions.open_identity(caseworker, arta, reason="call back about the hearing")
    everything = json.dumps(trail(auditor), ensure_ascii=False)
    assert not [word for word in ("Arta", "Testaj", "Арта", "+000", "Trilluar") if word in everything]


def test_without_a_reason_it_stays_closed(arta, caseworker):
    with pytest.raises(Invalid) as refusal:
        actions.open_identity(caseworker, arta, reason="  x ")
    assert refusal.value.field == "reason"


@pytest.mark.parametrize("reason", ["Arta must be called", "call TESTAJ at home", "Тестај звати данас"])
def test_a_reason_that_names_the_person_is_refused(arta, caseworker, auditor, reason):
    with pytest.raises(Invalid, match="names the person"):
        actions.open_identity(caseworker, arta, reason=reason)
    assert trail(auditor) == []


def test_a_colleague_without_that_right_is_told_whom_to_ask(arta, reader, auditor):
    with pytest.raises(Refused) as refusal:
        actions.open_identity(reader, arta, reason="curious about this")
    assert str(refusal.value) == (
        "You may not open identities in this compartment. Ask the owner of the compartment for access."
    )
    assert [outcome for outcome, _detail in trail(auditor)] == ["refused"]


def test_strangers_administrators_and_auditors_open_nothing(arta, stranger, administrator, auditor):
    for outsider in (stranger, administrator, auditor):
        with pytest.raises(NotVisible):
            actions.open_identity(outsider, arta, reason="looking for something")


def test_a_witness_needs_a_second_person(witness, caseworker, agree):
    with pytest.raises(Refused, match="second person"):
        actions.open_identity(caseworker, witness, reason="prepare the protection visit")
    agree(witness, "unmask")
    opened = actions.open_identity(caseworker, witness, reason="prepare the protection visit")
    assert opened.names[0].family == "Izmišljenović"


def test_an_agreement_serves_once(witness, caseworker, agree):
    agree(witness, "unmask")
    actions.open_identity(caseworker, witness, reason="prepare the protection visit")
    with pytest.raises(Refused):
        actions.open_identity(caseworker, witness, reason="prepare the protection visit")


def test_a_question_or_a_no_is_no_agreement(witness, caseworker, agree):
    agree(witness, "unmask", agreed=False)
    ask_approval(caseworker, witness, kind="unmask", reason="prepare a visit")
    with pytest.raises(Refused):
        actions.open_identity(caseworker, witness, reason="prepare the protection visit")


def test_an_agreement_runs_out(witness, caseworker, agree, staging):
    given = agree(witness, "unmask")
    with staging():
        given.expires_at = timezone.now() - timedelta(minutes=1)
        given.save()
    with pytest.raises(Refused):
        actions.open_identity(caseworker, witness, reason="prepare the protection visit")


def test_an_agreement_for_one_colleague_serves_no_other(world, witness, agree):
    agree(witness, "unmask")
    colleague = world.actor("colleague", "monitor", world.north)
    with pytest.raises(Refused):
        actions.open_identity(colleague, witness, reason="prepare the protection visit")


def test_an_agreement_for_another_person_opens_nothing(arta, witness, caseworker, agree):
    agree(arta, "unmask")
    with pytest.raises(Refused):
        actions.open_identity(caseworker, witness, reason="prepare the protection visit")


def test_what_was_opened_prints_as_dots(arta, caseworker):
    opened = actions.open_identity(caseworker, arta, reason="call back about the hearing")
    assert repr(opened) == f"OpenedIdentity({arta.code} •••)"
    assert (repr(opened.names[0]), repr(opened.contacts[0])) == ("NameTold(•••)", "ContactTold(•••)")
