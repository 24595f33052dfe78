"""The review queue: kept places, verdicts sent twice or at once, and pairs that are one person already."""

from datetime import date

import pytest
from django.urls import reverse

from habeas.core.errors import Invalid
from habeas.missing import actions
from habeas.missing.linking import Scored
from habeas.missing.models import Decision, Suggestion
from habeas.missing.queries import matching
from habeas.missing.queries.persons import entries_of
from tests.missing.test_pages import browser

LISTS = ("CHAIR", "NGO", "FAMILIES")


@pytest.fixture
def people(person_of):
    return [person_of(code) for code in LISTS]


@pytest.fixture
def pairs(people, analyst, world):
    """Three pairs of three entries, the surest first: 0 and 1, 0 and 2, 1 and 2."""
    rows = [entries_of(analyst, one)[0] for one in people]
    scored = [
        Scored(rows[one].pk, rows[other].pk, score, ())
        for one, other, score in ((0, 1, 9.0), (0, 2, 8.0), (1, 2, 7.0))
    ]
    actions.suggest_matches(
        analyst, world.north, homes={row.pk: row.compartment for row in rows}, scored=scored
    )
    return list(Suggestion.objects.visible_to(analyst).order_by("-score"))


def address(pair):
    return reverse("missing:pair", args=[pair.pk])


def decide(name, pair, verdict, **told):
    return browser(name).post(address(pair), {"verdict": verdict, **told})


def test_the_place_in_the_queue_is_kept(pairs, analyst):
    first, second, third = pairs
    shown = browser("mio").get(address(second))
    assert (shown.context["count"], shown.context["position"]) == (3, 2)
    assert (shown.context["previous"], shown.context["following"]) == (address(first), address(third))
    assert decide("mio", second, "unsure").url == address(third), "not back to the first, which was skipped"
    assert [row.score for row in matching.queue(analyst)] == [9.0, 7.0, 8.0]
    assert browser("mio").get(reverse("missing:review")).context["today"] == 1


def test_after_the_last_pair_the_first_comes_again(pairs):
    assert decide("mio", pairs[2], "unsure").url == address(pairs[0])


def test_entries_that_became_one_person_wait_for_nobody(pairs, analyst):
    decide("mio", pairs[0], "same")
    assert list(matching.queue(analyst)) == pairs[1:]
    decide("mio", pairs[1], "same")
    assert list(matching.queue(analyst)) == []
    with pytest.raises(Invalid, match="Undo the merge"):
        actions.decide_match(analyst, pairs[2], verdict="different")


def test_a_colleague_who_decides_first_is_told_of_and_nothing_is_lost(pairs, analyst, colleague):
    decide("ana", pairs[0], "different")
    late = decide("mio", pairs[0], "same", reason="Same father")
    assert late.status_code == 409
    assert "A colleague decided this pair meanwhile: two persons." in late.content.decode()
    assert late.context["following"] == address(pairs[1])
    assert [row.verdict for row in Decision.objects.visible_to(analyst)] == ["different"]


def test_a_verdict_sent_twice_counts_once(pairs, analyst):
    for _again in range(2):
        assert decide("mio", pairs[0], "different").url == address(pairs[1])
    assert Decision.objects.visible_to(analyst).count() == 1


def test_a_verdict_on_what_has_changed_since_is_not_kept(pairs, people, analyst):
    seen = browser("mio").get(address(pairs[0])).context["seen"]
    entry = entries_of(analyst, people[0])[0]
    edition = actions.open_edition(analyst, entry.source, label="second", dated=date(2002, 1, 1))
    row = actions.RowTold(key="1", raw={"no": "1"}, family_name="Shpikuri", fathers_name="Izmet")
    actions.receive_rows(analyst, edition, rows=[row])
    late = decide("mio", pairs[0], "same", seen=seen)
    assert late.status_code == 409
    assert "changed while you looked" in late.content.decode()
    assert not Decision.objects.visible_to(analyst).exists()
