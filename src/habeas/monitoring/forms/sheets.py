"""The form of one section of a questionnaire, made from its declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from habeas.core.forms import day_input
from habeas.monitoring.choices import YesNo
from habeas.monitoring.questionnaires.definition import Kind, Question, Section


def section_form(section: Section) -> type[forms.Form]:
    """A form class with a field for each question of a section; nothing must be answered before completion."""
    fields = {
        question.code: FIELDS[question.kind](question, _about(question)) for question in section.questions
    }
    return type("SectionForm", (forms.Form,), fields)


def _about(question: Question) -> dict[str, Any]:
    return {"label": question.text, "required": False, "help_text": question.help}


def _yes_no(question: Question, about: Mapping[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=YesNo.choices, widget=forms.RadioSelect, **about)


def _choice(question: Question, about: Mapping[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=_options(question), widget=forms.RadioSelect, **about)


def _many(question: Question, about: Mapping[str, Any]) -> forms.Field:
    return forms.MultipleChoiceField(choices=_options(question), widget=forms.CheckboxSelectMultiple, **about)


def _options(question: Question) -> list[tuple[str, Any]]:
    return [(option.code, option.label) for option in question.options]


def _number(question: Question, about: Mapping[str, Any]) -> forms.Field:
    return forms.DecimalField(min_value=0, max_digits=10, decimal_places=2, **about)


def _text(question: Question, about: Mapping[str, Any]) -> forms.Field:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **about)


def _day(question: Question, about: Mapping[str, Any]) -> forms.Field:
    return forms.DateField(widget=day_input(), **about)


FIELDS: dict[Kind, Callable[[Question, Mapping[str, Any]], forms.Field]] = {
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.MANY: _many,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
    Kind.DAY: _day,
}


class BeginForm(forms.Form):
    """Choosing a questionnaire."""

    questionnaire = forms.ChoiceField(choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, offered: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questionnaire"].choices = offered  # type: ignore[attr-defined]
