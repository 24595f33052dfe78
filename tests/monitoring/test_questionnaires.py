"""What holds for every questionnaire, and how answers count."""

import string
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habeas.monitoring import questionnaires
from habeas.monitoring.questionnaires.definition import (
    Kind,
    Option,
    choice,
    number,
    score_of,
    text,
    yes_no,
)

EVERY = sorted(questionnaires.published().values(), key=lambda made: (made.code, made.version))
TESTS = Path(__file__).parent / "questionnaires"


@pytest.mark.parametrize("made", EVERY, ids=lambda made: f"{made.code}_v{made.version}")
def test_every_version_has_a_test_that_holds_it(made):
    told = (TESTS / f"test_{made.code}_v{made.version}.py").read_text()
    assert "digest_of" in told


@pytest.mark.parametrize("made", EVERY, ids=lambda made: f"{made.code}_v{made.version}")
def test_codes_are_unique_and_fit_their_columns(made):
    codes = [question.code for question in made.questions()]
    sections = [section.code for section in made.sections]
    options = [option.code for question in made.questions() for option in question.options]
    assert len(set(codes)) == len(codes)
    assert len(set(sections)) == len(sections)
    assert max(map(len, codes + sections)) <= 40
    assert all(set(code) <= set(string.ascii_lowercase + "_") for code in codes + sections + options)
    assert all(
        option.points is None or 0 <= option.points <= 1 for q in made.questions() for option in q.options
    )


@pytest.mark.parametrize("made", EVERY, ids=lambda made: f"{made.code}_v{made.version}")
def test_every_questionnaire_is_offered_somewhere_and_scores_something(made):
    from habeas.monitoring.choices import Strand
    from habeas.places.choices import SiteKind

    assert set(made.site_kinds) <= set(SiteKind.values)
    assert set(made.strands) <= set(Strand.values)
    assert made.site_kinds or made.strands
    assert any(section.is_scored for section in made.sections)


def test_the_seven_are_there():
    assert set(questionnaires.latest()) == {
        *("detention", "entry_point", "municipal_office", "return_site", "school", "shelter", "trial")
    }


@pytest.mark.parametrize(
    ("question", "value", "points"),
    [
        (yes_no("a", "?", good="yes"), "yes", 1.0),
        (yes_no("a", "?", good="yes"), "no", 0.0),
        (yes_no("a", "?", good="no"), "no", 1.0),
        (yes_no("a", "?", good="no"), "unknown", None),
        (yes_no("a", "?", good="no"), "na", None),
        (yes_no("a", "?"), "yes", None),
        (number("a", "?", at_least=4), Decimal("3.99"), 0.0),
        (number("a", "?", at_least=4), Decimal(4), 1.0),
        (number("a", "?", at_most=0), Decimal(0), 1.0),
        (number("a", "?"), Decimal(9), None),
        (choice("a", "?", Option("x", "x", 0.5), Option("y", "y")), "x", 0.5),
        (choice("a", "?", Option("x", "x", 0.5), Option("y", "y")), "y", None),
        (text("a", "?"), "words", None),
    ],
)
def test_what_an_answer_is_worth(question, value, points):
    assert question.points(value) == points


def test_weights_count():
    asked = (yes_no("a", "?", good="yes", weight=3), yes_no("b", "?", good="yes"))
    assert score_of(asked, {"a": "yes", "b": "no"}) == Decimal("75.0")
    assert score_of(asked, {"a": "na", "b": "na"}) is None


def values_for(question):
    return {
        Kind.YES_NO: st.sampled_from(["yes", "no", "unknown", "na"]),
        Kind.CHOICE: st.sampled_from([option.code for option in question.options] or [""]),
        Kind.NUMBER: st.decimals(0, 10**6, places=2),
        Kind.MANY: st.lists(st.sampled_from([option.code for option in question.options] or [""])),
        Kind.TEXT: st.just("words"),
        Kind.DAY: st.just(None),
    }[question.kind]


@settings(suppress_health_check=[HealthCheck.too_slow])  # a loaded machine is slow, not wrong
@given(st.data())
def test_scores_stay_between_nought_and_a_hundred(data):
    made = data.draw(st.sampled_from(EVERY))
    asked = [question for question in made.questions() if data.draw(st.booleans())]
    score = score_of(tuple(made.questions()), {q.code: data.draw(values_for(q)) for q in asked})
    assert score is None or 0 <= score <= 100
