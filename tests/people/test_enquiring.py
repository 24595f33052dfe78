"""Questions of families: sealed on receipt, read by those who may open identities."""

import pytest

from habeas.core.actors import system_actor
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.people import actions
from habeas.people.models import Enquiry
from tests.people.test_registering import every_value


@pytest.fixture
def enquiry(world):
    portal = system_actor("take an enquiry in a test")
    return actions.take_enquiry(
        portal, world.north, question="Where is he?", asker="Mother Inventedaj", about="Son Inventedaj"
    )


def test_nothing_that_was_asked_lies_in_clear(enquiry):
    stored = every_value()
    assert b"Inventedaj" not in stored
    assert b"Where is he" not in stored


def test_whoever_opens_identities_reads_it(enquiry, caseworker):
    found = Enquiry.objects.visible_to(caseworker).get(code=enquiry.code)
    told = actions.open_enquiry(caseworker, found, reason="answer the family")
    assert (told.question, told.asker, told.contact) == ("Where is he?", "Mother Inventedaj", "")
    assert Enquiry.objects.visible_to(caseworker).get().state == "taken"


def test_others_do_not(enquiry, reader, stranger):
    with pytest.raises(Refused):
        actions.open_enquiry(reader, enquiry, reason="curious about it")
    with pytest.raises(NotVisible):
        actions.open_enquiry(stranger, enquiry, reason="curious about it")


def test_an_empty_question_is_none(world, caseworker):
    with pytest.raises(Invalid):
        actions.take_enquiry(caseworker, world.north, question="  ")
