"""A new list is compared with what is known, with the weights that the last whole comparison learned."""

from datetime import timedelta

import pytest

from habeas.core.dates import UncertainDate
from habeas.missing import actions, kept_weights
from habeas.missing.actions import matching
from habeas.missing.linking import score_pairs
from habeas.missing.models import Suggestion

BAJRAM = {"family_name": "Shpikuri", "given_name": "Bajram", "fathers_name": "Xhemajl", "sex": "M"}


@pytest.fixture
def compared(monkeypatch):
    """How many entries were fresh in each comparison; None where all were compared."""
    asked = []

    def noted(entries, *, fresh=None, **told):
        asked.append(None if fresh is None else len(fresh))
        return score_pairs(entries, fresh=fresh, **told)

    monkeypatch.setattr(matching, "score_pairs", noted)
    monkeypatch.setattr(matching, "LATE", timedelta(0))
    return asked


@pytest.fixture
def look(analyst, world, django_capture_on_commit_callbacks):
    """Look for matches; returns how many suggestions are new."""

    def one(whole=False):
        with django_capture_on_commit_callbacks(execute=True):
            return actions.find_matches(analyst, world.north, whole=whole)

    yield one
    kept_weights.path_of(world.north.pk).unlink(missing_ok=True)


@pytest.fixture
def known(receive, look, compared):
    """Bajram on two lists, compared as a whole because nothing was learned yet; four strangers beside him."""
    year = UncertainDate.parse("1961-04-27")
    receive("CHAIR", "1", born=year, **BAJRAM)
    receive("NGO", "1", born=year, **BAJRAM)
    for number, name in enumerate(("Izmet", "Teuta", "Goran", "Mirsad"), start=2):
        receive("CHAIR", str(number), given_name=name, family_name=f"Fiktivi{name}")
    assert look() == 1
    assert compared == [None]


def test_only_what_came_since_is_compared_with_what_is_known(known, receive, look, compared, analyst):
    new = receive("FAMILIES", "1", born=UncertainDate.parse("1961-04-27"), **BAJRAM)
    assert look() == 2
    assert compared[1:] == [1]
    found = Suggestion.objects.visible_to(analyst).exclude(entry=new.pk).exclude(other=new.pk)
    assert found.count() == 1
    assert look() == 0
    assert compared[2:] == [0]


def test_a_decision_of_reviewers_stands_when_a_list_comes_later(known, receive, look, analyst):
    pair = Suggestion.objects.visible_to(analyst).get()
    actions.decide_match(analyst, pair, verdict="different", reason="Two men, both known")
    receive("FAMILIES", "1", born=UncertainDate.parse("1961-04-27"), **BAJRAM)
    look()
    look(whole=True)
    decided = Suggestion.objects.visible_to(analyst).get(pk=pair.pk)
    assert (decided.state, decided.score) == (pair.state, pair.score)


def test_the_whole_is_compared_when_it_is_asked_for_or_has_outgrown_the_weights(
    known, receive, look, compared
):
    look(whole=True)
    for number in range(5):
        receive("FAMILIES", str(number), given_name=f"Emri{number}", family_name=f"Mbiemri{number}")
    look()
    assert compared[1:] == [None, None]


def test_weights_of_other_compartments_are_not_used(known, world, analyst):
    mine = analyst.compartments("work")
    assert kept_weights.kept_for(world.north.pk, mine) is not None
    assert kept_weights.kept_for(world.north.pk, {*mine, world.south.pk}) is None
    kept_weights.path_of(world.north.pk).write_bytes(b"damaged")
    assert kept_weights.kept_for(world.north.pk, mine) is None
