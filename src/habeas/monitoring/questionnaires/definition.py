"""What a questionnaire is made of, how an answer counts, and the digest by which a published version is held.

A questionnaire is a file `<code>_v<version>.py` that holds one `QUESTIONNAIRE`. Nothing of it is kept in the database:
rows name code, version and question.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

Answers = Mapping[str, Any]
"""What was answered by the code of the question; a question left out was not answered."""


class Kind(StrEnum):
    """Each kind has a column of its own in an answer."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    MANY = "many"
    NUMBER = "number"
    TEXT = "text"
    DAY = "day"


@dataclass(frozen=True)
class Option:
    """One answer that may be chosen; `points` from 0 to 1, None when it does not count."""

    code: str
    label: Any
    points: float | None = None


@dataclass(frozen=True)
class Question:
    """One question. `good` is the yes or no that gives the point; `at_least` and `at_most` do so for numbers."""

    code: str
    text: Any
    kind: Kind
    options: tuple[Option, ...] = ()
    good: str = ""
    at_least: float | None = None
    at_most: float | None = None
    weight: float = 1.0
    required: bool = False
    help: Any = ""

    @property
    def is_scored(self) -> bool:
        counts = any(option.points is not None for option in self.options)
        return bool(self.good) or counts or self.at_least is not None or self.at_most is not None

    def points(self, value: Any) -> float | None:
        """What an answer is worth, 0 to 1; None when it does not count."""
        if value in (None, "", []) or not self.is_scored:
            return None
        if self.kind is Kind.YES_NO:
            return float(value == self.good) if value in ("yes", "no") else None
        if self.kind is Kind.NUMBER:
            enough = self.at_least is None or float(value) >= self.at_least
            return float(enough and (self.at_most is None or float(value) <= self.at_most))
        return next((option.points for option in self.options if option.code == value), None)

    def label_of(self, value: Any) -> str:
        """An option's label in the reader's language; the value itself when it is none."""
        return str(next((option.label for option in self.options if option.code == value), value))


@dataclass(frozen=True)
class Section:
    """A part of a questionnaire that is filled in on one page."""

    code: str
    title: Any
    questions: tuple[Question, ...]
    help: Any = ""

    @property
    def is_scored(self) -> bool:
        return any(question.is_scored for question in self.questions)


@dataclass(frozen=True)
class Questionnaire:
    """A published version. `site_kinds` and `strands` say where it is offered; `basis` what it was made after."""

    code: str
    version: int
    title: Any
    basis: Any
    sections: tuple[Section, ...]
    site_kinds: tuple[str, ...] = ()
    strands: tuple[str, ...] = ()

    def questions(self) -> Iterator[Question]:
        """Every question in its order."""
        for section in self.sections:
            yield from section.questions

    def section(self, code: str) -> Section | None:
        """A section by its code; None when there is none."""
        return next((section for section in self.sections if section.code == code), None)

    def suits(self, site_kind: str, strand: str) -> bool:
        """Whether it is offered at a site of this kind, or for a visit of this strand."""
        return site_kind in self.site_kinds or strand in self.strands


def yes_no(code: str, text: Any, *, good: str = "", **more: Any) -> Question:
    """A question that is answered with yes, no, not known or does not apply."""
    return Question(code, text, Kind.YES_NO, good=good, **more)


def choice(code: str, text: Any, *options: Option, **more: Any) -> Question:
    """A question with one answer out of several."""
    return Question(code, text, Kind.CHOICE, options=options, **more)


def many(code: str, text: Any, *options: Option, **more: Any) -> Question:
    """A question to which several answers may be true."""
    return Question(code, text, Kind.MANY, options=options, **more)


def number(code: str, text: Any, **more: Any) -> Question:
    """A number, not below nought."""
    return Question(code, text, Kind.NUMBER, **more)


def text(code: str, words: Any, **more: Any) -> Question:
    """Some sentences, without names of persons."""
    return Question(code, words, Kind.TEXT, **more)


def rating(code: str, words: Any, **more: Any) -> Question:
    """A judgement in three steps, each of which counts."""
    return choice(code, words, *RATINGS, **more)


RATINGS = (
    Option("good", _("good"), 1.0),
    Option("fair", _("acceptable"), 0.5),
    Option("poor", _("poor"), 0.0),
    Option("na", _("does not apply")),
)


def score_of(questions: Iterator[Question] | tuple[Question, ...], answers: Answers) -> Decimal | None:
    """The weighted share of points reached, 0 to 100 with one decimal; None when nothing counts."""
    reached = weights = 0.0
    for question in questions:
        points = question.points(answers.get(question.code))
        if points is not None:
            reached += points * question.weight
            weights += question.weight
    if not weights:
        return None
    return Decimal(100 * reached / weights).quantize(Decimal("0.1"), ROUND_HALF_UP)


def scores_of(questionnaire: Questionnaire, answers: Answers) -> dict[str, Decimal]:
    """The score of each section in which something counts."""
    found = {section.code: score_of(section.questions, answers) for section in questionnaire.sections}
    return {code: score for code, score in found.items() if score is not None}


def digest_of(questionnaire: Questionnaire) -> str:
    """SHA-256 of all that makes the version: codes, order, English wording, options, points and weights."""
    with override(None):
        told = json.dumps(_plain(questionnaire), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _plain(part: Any) -> Any:
    if hasattr(part, "__dataclass_fields__"):
        return {name: _plain(getattr(part, name)) for name in part.__dataclass_fields__}
    if isinstance(part, tuple):
        return [_plain(one) for one in part]
    return part if isinstance(part, (int, float)) or part is None else str(part)
