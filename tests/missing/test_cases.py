"""A case closes only when the person is found alive, or identified, signed by two and handed over."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from habeas.core.dates import UncertainDate
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.missing import actions
from habeas.missing.models import FamilyContact, SitePosition
from habeas.missing.queries.cases import contacts_of, entered_twice, positions, touched_by
from habeas.missing.scope import scope_of

REPORT = {
    "remains": "R-1",
    "method": "dna",
    "laboratory": "Invented laboratory",
    "report": "L-7",
    "reported_on": date(2006, 1, 1),
}


@pytest.mark.parametrize(
    ("told", "scope"),
    [
        ("27.4.1999", "in"),
        ("1998", "in"),
        ("31.12.2000", "in"),
        ("1.1.2001", "out"),
        ("1997", "out"),
        ("1997-12/1998-02", "maybe"),
        ("~2000", "in"),
    ],
)
def test_the_mechanism_takes_cases_of_1998_to_2000(kosovo, db, told, scope):
    assert scope_of(UncertainDate.parse(told)) == scope


def test_a_case_out_of_scope_is_kept_and_flagged(person_of):
    case = person_of("CHAIR", disappeared=UncertainDate.year(1996)).case
    assert (case.status, case.scope) == ("NEW", "out")


def test_found_alive_closes_a_case(case, analyst):
    actions.found_alive(analyst, case, on=date(2005, 1, 1), reason="Met in person.")
    assert (case.is_resolved, case.closed_on) == (True, date(2005, 1, 1))
    with pytest.raises(Refused, match="is closed"):
        actions.record_identification(analyst, case, **REPORT)


def test_a_courts_declaration_does_not_close_a_case(case, analyst):
    actions.record_declaration(analyst, case, court="Invented court", on=date(2005, 5, 5))
    assert (case.is_open, case.status, case.declared_dead_on) == (True, "NEW", date(2005, 5, 5))


def test_an_identification_closes_only_when_it_is_complete(case, analyst, colleague):
    identification = actions.record_identification(analyst, case, **REPORT)
    assert case.is_open
    with pytest.raises(Refused, match="signed by two"):
        actions.hand_over(analyst, identification, on=date(2006, 3, 1), place="Demotown", to="sister")
    actions.sign_identification(analyst, identification, capacity="pathologist", on=date(2006, 1, 5))
    with pytest.raises(Refused, match="signed already"):
        actions.sign_identification(analyst, identification, capacity="again")
    actions.sign_identification(colleague, identification, capacity="geneticist", on=date(2006, 1, 9))
    case.refresh_from_db()
    assert (case.status, case.is_open) == ("IDNHO", True)
    identification.refresh_from_db()
    actions.hand_over(analyst, identification, on=date(2006, 3, 1), place="Demotown", to="sister")
    case.refresh_from_db()
    assert (case.status, case.is_resolved, case.closed_on) == ("IDENT", True, date(2006, 3, 1))


@pytest.fixture
def identified(case, analyst, colleague):
    made = actions.record_identification(analyst, case, **REPORT)
    actions.sign_identification(analyst, made, capacity="pathologist", on=date(2006, 1, 5))
    actions.sign_identification(colleague, made, capacity="geneticist", on=date(2006, 1, 9))
    made.refresh_from_db()
    actions.hand_over(analyst, made, on=date(2006, 3, 1), place="Demotown", to="sister")
    return made


def test_a_misidentification_opens_the_case_again_and_tells_whom_it_touches(identified, analyst, person_of):
    other = person_of("NGO").case
    actions.record_identification(analyst, other, **{**REPORT, "report": "L-9"})
    touched = actions.withdraw_identification(
        analyst, identified, on=date(2007, 1, 1), why="Two persons' remains were one set."
    )
    case = identified.case
    case.refresh_from_db()
    assert (case.status, case.is_open, case.closed_on) == ("MISID", True, None)
    assert [one.reference for one in touched] == [other.reference]
    actions.record_identification(analyst, case, **{**REPORT, "report": "L-10"})


def test_one_identification_stands_at_a_time(case, analyst):
    actions.record_identification(analyst, case, **REPORT)
    with pytest.raises(Invalid, match="in force"):
        actions.record_identification(analyst, case, **REPORT)


def test_an_administrative_closure_never_counts_as_resolved_and_is_taken_back(case, analyst, colleague):
    closure = {"why": "withdrawn", "on": date(2005, 1, 1), "reason": "The body ruled so."}
    with pytest.raises(Refused, match="may not clear"):
        actions.close_administratively(
            colleague.__class__(**{**vars(colleague), "reach": without(colleague, "clear")}), case, **closure
        )
    actions.close_administratively(analyst, case, **closure)
    assert (case.is_open, case.is_resolved, case.administrative_reason) == (False, False, "withdrawn")
    actions.reopen_case(analyst, case, on=date(2005, 2, 1), reason="Ruled again.")
    assert (case.is_open, case.closed_on, case.administrative_reason) == (True, None, "")


def without(actor, verb):
    return {name: held for name, held in actor.reach.items() if name != verb}


def test_the_history_keeps_every_step_in_order(case, analyst):
    actions.take_up(analyst, case, on=date(2004, 5, 1))
    with pytest.raises(Invalid, match="recorded last"):
        actions.found_alive(analyst, case, on=date(2004, 4, 1), reason="x")
    actions.found_alive(analyst, case, on=date(2005, 1, 1), reason="Met in person.")
    assert [(step.before, step.after) for step in case.history.all()] == [
        ("OPEN", "ALIVE"),
        ("NEW", "OPEN"),
        ("", "NEW"),
    ]


def test_relatives_are_sealed_and_opened_with_a_reason(case, analyst, world, staging):
    actions.record_family_contact(
        analyst,
        world.north,
        case=case,
        name="Motra e Shpikur",
        contact="+000",
        relation="sister",
        language="sq",
    )
    reader = world.actor("rea", "monitor", world.north, verbs=["read"])
    assert list(contacts_of(reader, case)) == []
    assert "Motra" not in str(vars(FamilyContact.objects.visible_to(analyst).get()))
    opened = actions.open_family_contacts(analyst, world.north.pk, case=case, reason="Hand-over of news")
    assert [(name, contact) for _row, name, contact in opened] == [("Motra e Shpikur", "+000")]
    with pytest.raises(Invalid, match="reason"):
        actions.open_family_contacts(analyst, world.north.pk, case=case, reason="")
    with pytest.raises(Refused):
        actions.open_family_contacts(reader, world.north.pk, case=case, reason="Curious enough")


def test_where_a_site_lies_is_known_only_in_the_stricter_compartment(analyst, world, stranger, staging):
    from habeas.access.models import Grant, User
    from habeas.places.models import Municipality

    site = actions.register_site(
        analyst, world.north, name="Invented slope", municipality=Municipality.objects.first(), invented=True
    )
    with staging():
        Grant.objects.create(
            compartment=world.south,
            user=User.objects.get(username="mio"),
            reason="test",
            can_read=True,
            can_work=True,
            can_identify=True,
        )
    analyst = world.actor("mio")
    made = actions.record_position(analyst, world.south, site=site, position="42.6, 20.9")
    assert actions.open_position(analyst, made, reason="Excavation planned") == "42.6, 20.9"
    local = world.actor("rea", "monitor", world.north)
    assert list(positions(local).filter(site=site.pk)) == []
    with pytest.raises(NotVisible):
        actions.open_position(local, SitePosition.objects.visible_to(analyst).get(), reason="Curious enough")
    with pytest.raises(Invalid, match="no position"):
        actions.record_position(analyst, world.south, site=site, position="north of the mill")


def test_a_site_goes_from_suspected_to_its_result(analyst, world):
    from habeas.places.models import Municipality

    site = actions.register_site(
        analyst, world.north, name="Invented slope", municipality=Municipality.objects.first(), invented=True
    )
    actions.record_step(analyst, site, kind="radar", on=date(2018, 5, 1), text="Disturbed soil.")
    assert site.state == "assessed"
    actions.record_step(analyst, site, kind="excavation", on=date(2018, 9, 1), text="Opened.")
    actions.record_result(
        analyst, site, state="ruled_out", on=date(2018, 9, 3), text="Nothing.", remains_found=0
    )
    assert (site.state, site.steps.count()) == ("ruled_out", 3)


def test_found_alive_by_mistake_is_taken_back(case, analyst):
    actions.found_alive(analyst, case, on=date(2005, 1, 1), reason="Met in person.")
    actions.reopen_case(analyst, case, on=date(2005, 2, 1), reason="Another man of that name.")
    assert (case.status, case.closed_on) == ("OPEN", None)


def test_an_identified_case_is_not_reopened_but_the_identification_withdrawn(identified, analyst):
    case = identified.case
    case.refresh_from_db()
    with pytest.raises(Refused, match="withdraw the identification"):
        actions.reopen_case(analyst, case, on=date(2007, 1, 1), reason="x")
    actions.withdraw_identification(analyst, identified, on=date(2007, 1, 1), why="Mixed.")


def test_a_signed_case_taken_back_waits_for_the_hand_over_again(case, analyst, colleague):
    made = actions.record_identification(analyst, case, **REPORT)
    actions.sign_identification(analyst, made, capacity="pathologist", on=date(2006, 1, 5))
    actions.sign_identification(colleague, made, capacity="geneticist", on=date(2006, 1, 9))
    case.refresh_from_db()
    actions.found_alive(analyst, case, on=date(2006, 2, 1), reason="Met in person.")
    actions.reopen_case(analyst, case, on=date(2006, 2, 2), reason="Another man.")
    assert case.status == "IDNHO"


@pytest.mark.parametrize("close", ["alive", "administratively"])
def test_a_closed_case_is_neither_signed_nor_handed_over(case, analyst, colleague, close):
    made = actions.record_identification(analyst, case, **REPORT)
    actions.sign_identification(analyst, made, capacity="pathologist", on=date(2006, 1, 5))
    if close == "alive":
        actions.found_alive(analyst, case, on=date(2006, 1, 6), reason="Met in person.")
    else:
        actions.close_administratively(analyst, case, why="scope", on=date(2006, 1, 6), reason="Ruled.")
    made.refresh_from_db()
    with pytest.raises(Refused, match="case is closed"):
        actions.sign_identification(colleague, made, capacity="geneticist", on=date(2006, 1, 9))
    with pytest.raises(Refused, match="wait for a hand-over"):
        actions.hand_over(analyst, made, on=date(2006, 3, 1), place="Demotown", to="sister")


def test_a_second_hand_over_is_refused_with_a_word(identified, analyst):
    identified.refresh_from_db()
    with pytest.raises(Refused, match="wait for a hand-over"):
        actions.hand_over(analyst, identified, on=date(2006, 3, 1), place="Demotown", to="sister")


def test_nothing_is_recorded_before_it_happened(case, analyst, colleague):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Invalid, match="still to come"):
        actions.found_alive(analyst, case, on=tomorrow, reason="x")
    with pytest.raises(Invalid, match="still to come"):
        actions.record_identification(analyst, case, **{**REPORT, "reported_on": tomorrow})
    made = actions.record_identification(analyst, case, **REPORT)
    with pytest.raises(Invalid, match="still to come"):
        actions.sign_identification(analyst, made, capacity="pathologist", on=tomorrow)
    actions.sign_identification(analyst, made, capacity="pathologist")
    actions.sign_identification(colleague, made, capacity="geneticist")
    made.refresh_from_db()
    with pytest.raises(Invalid, match="still to come"):
        actions.hand_over(analyst, made, on=tomorrow, place="Demotown", to="sister")


def test_one_human_is_counted_once_after_a_merge(person_of, analyst):
    """The absorbed person was found alive: their case says more, so it is the one that stays."""
    open_one, found = person_of("CHAIR"), person_of("NGO")
    actions.found_alive(analyst, found.case, on=date(2005, 1, 1), reason="Met in person.")
    with pytest.raises(Invalid, match="other way round"):
        actions.merge_persons(analyst, open_one, absorbed=found, reason="Same man")
    merge = actions.merge_persons(analyst, found, absorbed=open_one, reason="Same man")
    cases = [one.refresh_from_db() or one for one in (found.case, open_one.case)]
    assert [one.status for one in cases] == ["ALIVE", "ADMIN"]
    with pytest.raises(Invalid, match="Undo the merge"):
        actions.reopen_case(analyst, cases[1], on=date(2026, 1, 1), reason="x")
    actions.undo_merge(analyst, merge, why="Two brothers")
    cases[1].refresh_from_db()
    assert cases[1].status == "NEW"


def test_of_two_found_alive_one_counts_and_undoing_gives_the_day_back(person_of, analyst):
    one, other = person_of("CHAIR"), person_of("NGO")
    for person in (one, other):
        actions.found_alive(analyst, person.case, on=date(2005, 1, 1), reason="Met in person.")
    merge = actions.merge_persons(analyst, one, absorbed=other, reason="Same man")
    other.case.refresh_from_db()
    assert (other.case.status, other.case.is_resolved) == ("ADMIN", False)
    actions.undo_merge(analyst, merge, why="Two brothers")
    other.case.refresh_from_db()
    assert (other.case.status, other.case.closed_on) == ("ALIVE", date(2005, 1, 1))


def test_a_case_closed_by_hand_before_the_merge_stays_closed(person_of, analyst):
    one, other = person_of("CHAIR"), person_of("NGO")
    actions.close_administratively(
        analyst, other.case, why="duplicate", on=date(2005, 1, 1), reason="Ruled so."
    )
    merge = actions.merge_persons(analyst, one, absorbed=other, reason="Same man")
    actions.undo_merge(analyst, merge, why="Two brothers")
    other.case.refresh_from_db()
    assert (other.case.status, other.case.administrative_reason) == ("ADMIN", "duplicate")


def test_whoever_is_identified_is_kept_in_a_merge(case, person_of, analyst):
    """Two collected signatures would stop at a case closed as entered twice."""
    newer = person_of("NGO")
    actions.record_identification(analyst, newer.case, **REPORT)
    with pytest.raises(Invalid, match="says more"):
        actions.merge_persons(analyst, case.person, absorbed=newer, reason="Same man")
    actions.merge_persons(analyst, newer, absorbed=case.person, reason="Same man")
    assert list(entered_twice(analyst, newer.case)) == [case]


def test_no_report_is_older_than_the_disappearance_and_no_signature_than_the_report(case, analyst):
    with pytest.raises(Invalid, match="older than the disappearance"):
        actions.record_identification(analyst, case, **{**REPORT, "reported_on": date(1999, 4, 26)})
    made = actions.record_identification(analyst, case, **REPORT)
    with pytest.raises(Invalid, match="lies before"):
        actions.sign_identification(
            analyst, made, capacity="pathologist", on=REPORT["reported_on"] - timedelta(days=1)
        )


def test_what_is_not_seen_yet_is_not_recorded_of_a_site(analyst, world):
    from habeas.places.models import Municipality

    site = actions.register_site(
        analyst, world.north, name="Invented slope", municipality=Municipality.objects.first(), invented=True
    )
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Invalid, match="still to come"):
        actions.record_step(analyst, site, kind="radar", on=tomorrow, text="x")
    with pytest.raises(Invalid, match="still to come"):
        actions.record_result(analyst, site, state="confirmed", on=tomorrow, text="x")
    with pytest.raises(Invalid, match="not ruled out"):
        actions.record_result(
            analyst, site, state="ruled_out", on=date(2018, 9, 3), text="x", remains_found=2
        )
    with pytest.raises(Invalid, match="beside it"):
        actions.record_position(analyst, world.north, site=site, position="42.6, 20.9")


def test_remains_are_the_same_however_their_label_is_written(identified, analyst, person_of):
    other = person_of("NGO").case
    label = REPORT["remains"].lower()
    actions.record_identification(analyst, other, **{**REPORT, "remains": f" {label} ", "report": "L-9"})
    assert list(touched_by(analyst, identified)) == [other]
