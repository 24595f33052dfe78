"""Filling in a questionnaire, section by section, and completing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.monitoring import errors
from habeas.monitoring.choices import SheetState
from habeas.monitoring.models import Answer, AnswerChoice, SectionScore, Sheet, Visit
from habeas.monitoring.queries import answers_of
from habeas.monitoring.questionnaires import newest
from habeas.monitoring.questionnaires.definition import Kind, Question, score_of, scores_of
from habeas.monitoring.rules import can_fill_in, can_observe

COLUMNS = {
    Kind.YES_NO: "yes_no",
    Kind.CHOICE: "code",
    Kind.NUMBER: "number",
    Kind.TEXT: "text",
    Kind.DAY: "day",
}
"""The column that holds the answer to each kind of question; several choices have rows of their own."""


@action("sheet.begin", rule=can_observe)
def begin_sheet(actor: Actor, visit: Visit, *, questionnaire: str) -> Sheet:
    """Begin a questionnaire at a visit, in its newest version."""
    found = newest(questionnaire)
    if found is None:
        raise errors.no_such_questionnaire(questionnaire)
    if visit.sheets.filter(questionnaire=questionnaire).exists():
        raise errors.questionnaire_twice(found.title)
    return Sheet.objects.create(
        compartment=visit.compartment,
        visit=visit,
        site=visit.site,
        questionnaire=found.code,
        form_version=found.version,
        day=visit.day,
    )


@action("sheet.answer", rule=can_fill_in)
def answer_section(actor: Actor, sheet: Sheet, *, section: str, answers: Mapping[str, Any]) -> Sheet:
    """Keep the answers of one section; an empty one takes an earlier answer away."""
    form = sheet.form
    asked = form.section(section) if form else None
    if asked is None:
        raise errors.no_such_section(section)
    kept = {row.question: row for row in sheet.answers.all()}
    for question in asked.questions:
        _keep(sheet, question, kept.get(question.code), answers.get(question.code))
    return sheet


def _keep(sheet: Sheet, question: Question, row: Answer | None, value: Any) -> None:
    if value in (None, "", []):
        if row is not None:
            row.delete()
        return
    row = row or Answer(compartment=sheet.compartment, sheet=sheet, question=question.code)
    if question.kind is Kind.MANY:
        _choose(row, question, value)
        return
    if question.kind is Kind.CHOICE and value not in {option.code for option in question.options}:
        raise errors.no_such_answer(value, question)
    setattr(row, COLUMNS[question.kind], value)
    row.save()


def _choose(row: Answer, question: Question, codes: list[str]) -> None:
    allowed = {option.code for option in question.options}
    if stray := set(codes) - allowed:
        raise errors.no_such_answer(sorted(stray)[0], question)
    row.save()
    row.chosen.all().delete()
    for code in codes:
        AnswerChoice.objects.create(compartment=row.compartment, answer=row, code=code)


@action("sheet.complete", rule=can_fill_in)
def complete_sheet(actor: Actor, sheet: Sheet) -> Sheet:
    """Complete a sheet: what must be answered is answered; scores are computed and kept."""
    form = sheet.form
    if form is None:
        raise errors.no_such_questionnaire(sheet.questionnaire)
    answers = answers_of(sheet)
    lacking = [
        question for question in form.questions() if question.required and question.code not in answers
    ]
    if lacking:
        raise errors.questions_open([question.text for question in lacking])
    sheet.state, sheet.score = SheetState.DONE, score_of(form.questions(), answers)
    sheet.save()
    for section, score in scores_of(form, answers).items():
        SectionScore.objects.create(compartment=sheet.compartment, sheet=sheet, section=section, score=score)
    return sheet
