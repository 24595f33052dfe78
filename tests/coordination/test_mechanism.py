"""A neutral chair, equal delegations: who writes what, who sees what."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from habeas.access.actions.shares import share_record
from habeas.access.actors import actor_for
from habeas.coordination import actions
from habeas.coordination.models import Body, Paper, Request, Session
from habeas.core.errors import Invalid, NotVisible, Refused

SOON = timezone.localdate() + timedelta(days=20)


def test_a_body_has_several_names_and_shows_the_readers(body, mechanism):
    row = Body.objects.visible_to(mechanism.eastern).get()
    assert str(row) == "Invented Working Group"
    with translation.override("sq"):
        assert str(row) == "Grupi i shpikur"
    assert row.names.count() == 3


def test_both_delegations_read_the_session_and_neither_changes_it(session, mechanism):
    for delegate in (mechanism.eastern, mechanism.western):
        assert Session.objects.visible_to(delegate).get().place == "Demotown"
        with pytest.raises(Refused):
            actions.write_minutes(delegate, session, minutes="ours")


def test_a_delegate_with_too_much_access_still_does_not_write_the_chairs_list(session, mechanism, staging):
    from habeas.access.models import Grant, User

    with staging():
        user = User.objects.get(username="eda")
        Grant.objects.create(
            compartment=mechanism.list, user=user, reason="mistake", can_read=True, can_work=True
        )
    with pytest.raises(Refused, match="are the chair's"):
        actions.write_minutes(actor_for(user), session, minutes="ours")


def test_agreed_minutes_stand(session, mechanism):
    actions.write_minutes(mechanism.chair, session, minutes="Both sides spoke.")
    actions.agree_minutes(mechanism.chair, session, on=date(2005, 12, 1))
    with pytest.raises(Invalid, match="were agreed"):
        actions.write_minutes(mechanism.chair, session, minutes="Otherwise.")


def test_no_minutes_of_a_session_to_come(body, mechanism):
    later = actions.call_session(mechanism.chair, body, number=9, day=SOON, place="Demotown")
    with pytest.raises(Invalid, match="has not taken place"):
        actions.write_minutes(mechanism.chair, later, minutes="x")


def test_a_number_is_given_once(session, body, mechanism):
    with pytest.raises(Invalid, match="already"):
        actions.call_session(mechanism.chair, body, number=4, day=SOON, place="x")


def test_agenda_decisions_and_action_items_are_numbered_and_dated(session, mechanism):
    first = actions.add_to_agenda(mechanism.chair, session, title="List")
    actions.add_to_agenda(mechanism.chair, session, title="Sites")
    decision = actions.record_decision(mechanism.chair, session, text="Agreed.", item=first)
    item = actions.add_action_item(
        mechanism.chair, session, organisation=mechanism.east, text="Search.", due_on=date(2005, 11, 1)
    )
    assert [str(one) for one in session.agenda.all()] == ["1. List", "2. Sites"]
    assert (decision.number, item.is_overdue()) == (1, True)
    actions.finish_action_item(mechanism.chair, item, done_on=date(2005, 10, 20), outcome="Searched.")
    assert not item.is_overdue()


def ask(mechanism, **changes):
    details = {
        "asked_by": mechanism.east,
        "asked_of": mechanism.west,
        "subject": "Archive of an invented unit",
        "question": "What does it hold?",
        "due_on": SOON,
        **changes,
    }
    return actions.make_request(mechanism.eastern, mechanism.exchange, **details)


def test_one_side_asks_and_only_the_other_answers(mechanism, body):
    request = ask(mechanism)
    for wrong in (mechanism.eastern, mechanism.chair):
        with pytest.raises(Refused, match="that was asked"):
            actions.answer_request(wrong, request, answer="x")
    actions.answer_request(mechanism.western, request, answer="Three folders.")
    seen = Request.objects.visible_to(mechanism.chair).get()
    assert (seen.state, seen.answer, seen.answered_on) == ("answered", "Three folders.", timezone.localdate())


def test_nobody_asks_for_the_other_side(mechanism, body):
    with pytest.raises(Invalid, match="do not speak"):
        ask(mechanism, asked_by=mechanism.west, asked_of=mechanism.east)


def test_own_papers_stay_with_their_side_until_shared(mechanism, body):
    paper = actions.write_paper(
        mechanism.eastern,
        mechanism.east_papers,
        organisation=mechanism.east,
        title="Our view",
        dated=date(2005, 1, 1),
    )
    assert list(Paper.objects.visible_to(mechanism.western)) == []
    assert list(Paper.objects.visible_to(mechanism.chair)) == []
    actions.share_paper(mechanism.eastern, paper, compartment=mechanism.exchange)
    assert [p.title for p in Paper.objects.visible_to(mechanism.western)] == ["Our view"]
    with pytest.raises(Refused, match="was shared"):
        actions.edit_paper(mechanism.eastern, paper, title="Another view")


def test_a_delegate_does_not_learn_of_the_other_sides_paper(mechanism, body):
    paper = actions.write_paper(
        mechanism.eastern,
        mechanism.east_papers,
        organisation=mechanism.east,
        title="Our view",
        dated=date(2005, 1, 1),
    )
    with pytest.raises(NotVisible):
        actions.edit_paper(mechanism.western, paper, title="x")


@pytest.fixture
def secret(mechanism, world):
    """A record of the analysts' own compartment, which no delegation reads."""
    from habeas.access.models import Grant, User

    with world.staging():
        Grant.objects.create(
            compartment=world.north,
            user=User.objects.get(username="mio"),
            reason="test",
            can_read=True,
            can_work=True,
            can_share=True,
        )
    analyst = world.actor("mio")
    paper = actions.write_paper(
        analyst, world.north, organisation=world.mission, title="Analysis", dated=date(2005, 1, 1)
    )
    return analyst, paper


def share(secret, decision, target):
    analyst, paper = secret
    share_record(analyst, paper, target=target, basis="decision", basis_id=decision.pk, reason="decided so")


def test_a_decision_carries_a_share_until_it_is_revoked(mechanism, session, secret):
    decision = actions.record_decision(mechanism.chair, session, text="Share.", allows_sharing=True)
    share(secret, decision, mechanism.east_papers)
    assert [p.title for p in Paper.objects.visible_to(mechanism.world.actor("eda"))] == ["Analysis"]
    assert list(Paper.objects.visible_to(mechanism.world.actor("wim"))) == []
    actions.revoke_decision(mechanism.chair, decision)
    assert list(Paper.objects.visible_to(mechanism.world.actor("eda"))) == []


def test_a_decision_that_does_not_say_so_carries_nothing(mechanism, session, secret):
    decision = actions.record_decision(mechanism.chair, session, text="Noted.")
    with pytest.raises(Invalid, match="no such decision"):
        share(secret, decision, mechanism.east_papers)


def test_a_closed_session_shares_with_parties_only(mechanism, session, secret, world):
    decision = actions.record_decision(mechanism.chair, session, text="Share.", allows_sharing=True)
    with pytest.raises(Invalid, match="closed session"):
        share(secret, decision, world.south)


def test_a_session_to_come_is_prepared_and_moved_and_nothing_of_it_recorded(body, mechanism):
    later = actions.call_session(mechanism.chair, body, number=9, day=SOON, place="Demotown")
    point = actions.add_to_agenda(mechanism.chair, later, title="List")
    actions.edit_point(mechanism.chair, point, title="The list", note="Brought forward.")
    for early in (
        lambda: actions.record_decision(mechanism.chair, later, text="Agreed."),
        lambda: actions.add_action_item(
            mechanism.chair, later, organisation=mechanism.east, text="x", due_on=SOON
        ),
    ):
        with pytest.raises(Refused, match="still to come"):
            early()
    actions.move_session(mechanism.chair, later, day=timezone.localdate(), place="Otherplace")
    actions.record_decision(mechanism.chair, later, text="Agreed.")
    actions.write_minutes(mechanism.chair, later, minutes="Both sides spoke.")
    with pytest.raises(Refused, match="not planned any more"):
        actions.move_session(mechanism.chair, later, day=SOON)
    actions.agree_minutes(mechanism.chair, later)
    with pytest.raises(Invalid, match="were agreed"):
        actions.edit_point(mechanism.chair, point, title="Otherwise")
    with pytest.raises(Refused):
        actions.edit_point(mechanism.eastern, point, title="Ours")
