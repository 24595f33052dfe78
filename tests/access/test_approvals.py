"""A second person agrees; never the one who asked."""

import pytest

from habeas.access import actions
from habeas.access.models import Appointment, Approval, Unit
from habeas.core.errors import Invalid, NotVisible, Refused
from tests.shelf import actions as shelf


@pytest.fixture
def box(monitor, world):
    return shelf.make_box(monitor, world.north, label="draft")


def ask(actor, box, kind="clearance", **given):
    return actions.ask_approval(actor, box, kind=kind, reason="ready", **given)


def test_a_director_clears_and_the_asker_uses_it_once(world, monitor, director, box):
    question = ask(monitor, box)
    actions.answer_approval(director, question, agreed=True)
    assert actions.take_approval(monitor, box, kind="clearance").state == "used"
    with pytest.raises(Refused, match="second person"):
        actions.take_approval(monitor, box, kind="clearance")


def test_the_asker_does_not_answer(world, box):
    drita = world.actor("drita", "director", world.north)
    question = ask(drita, box)
    with pytest.raises(Refused, match="cannot answer"):
        actions.answer_approval(drita, question, agreed=True)
    assert Approval.objects.visible_to(drita).get().state == "asked"


def test_the_database_refuses_an_answer_by_the_asker(world, monitor, box, staging):
    from django.db import IntegrityError, transaction

    question = ask(monitor, box)
    with staging(), pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(pk=question.pk).update(answered_by=question.asked_by)


def test_who_may_not_clear_does_not_answer(world, monitor, box):
    question = ask(monitor, box)
    besa = world.actor("besa", "monitor", world.north)
    with pytest.raises(Refused):
        actions.answer_approval(besa, question, agreed=True)


def test_a_stranger_knows_of_no_question(world, monitor, stranger, box):
    question = ask(monitor, box)
    assert Approval.objects.visible_to(stranger).count() == 0
    with pytest.raises(NotVisible):
        actions.answer_approval(stranger, question, agreed=True)


def test_an_approval_counts_for_the_version_that_was_approved(world, monitor, director, box):
    actions.answer_approval(director, ask(monitor, box), agreed=True)
    shelf.relabel(monitor, box, label="changed since")
    with pytest.raises(Refused):
        actions.take_approval(monitor, box, kind="clearance")


def test_declining_needs_a_word(world, monitor, director, box):
    question = ask(monitor, box)
    with pytest.raises(Invalid, match="why"):
        actions.answer_approval(director, question, agreed=False)
    actions.answer_approval(director, question, agreed=False, note="one source only")
    with pytest.raises(Refused):
        actions.take_approval(monitor, box, kind="clearance")


def test_a_question_taken_back_cannot_be_answered(world, monitor, director, box):
    question = ask(monitor, box)
    actions.withdraw_approval(monitor, question)
    with pytest.raises(Invalid):
        actions.answer_approval(director, question, agreed=True)


def test_a_department_is_answered_for_by_its_director(world, staging, monitor, box, again):
    with staging():
        rights = Unit.objects.create(
            code="rights", organisation=world.mission, kind="department", is_approver=True, area="T11j"
        )
    world.person("other", "director", world.north)
    dardan = world.person("dardan", None, world.north)
    with staging():
        Appointment.objects.create(
            user=dardan, role=world.roles["director"], organisation=world.mission, unit=rights
        )
    question = ask(monitor, box, unit=rights)
    with pytest.raises(Refused, match="director"):
        actions.answer_approval(again("other"), question, agreed=True)
    actions.answer_approval(again("dardan"), question, agreed=True)
    assert actions.take_approval(monitor, box, kind="clearance").answered_by_id == dardan.pk


def test_bulk_export_needs_an_owner(world, director, box):
    shpresa = world.actor("shpresa", "analyst", world.north)
    colleague = world.actor("colleague", "analyst", world.north)
    question = ask(shpresa, box, kind="bulk_export")
    with pytest.raises(Refused):
        actions.answer_approval(colleague, question, agreed=True)
    actions.answer_approval(director, question, agreed=True)
    assert actions.take_approval(shpresa, box, kind="bulk_export").pk == question.pk


def test_an_unknown_kind_is_named(world, monitor, box):
    with pytest.raises(Invalid, match="nonsense"):
        ask(monitor, box, kind="nonsense")
