"""Choices are drawn as Django draws them."""

import re

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import DjangoTemplates

from habeas.core.renderer import QuickRenderer

EVIL = '<b onload="x">&'
CHOICES = [
    ("", "any"),
    ("a", "A & B"),
    (EVIL, EVIL),
    (3, "three"),
    (EVIL, [("n", "north"), ("s", EVIL)]),
]


@pytest.mark.parametrize("value", ["", "a", 3, EVIL, ["n", "s"], None])
@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple])
@pytest.mark.parametrize(
    "attrs", [{}, {"id": EVIL, "required": True, "disabled": False, "size": 4, "data-x": None}]
)
def test_the_html_is_the_same(kind, value, attrs):
    widget = kind(attrs=attrs, choices=CHOICES)
    quick, plain = (widget.render("place", value, renderer=one()) for one in (QuickRenderer, DjangoTemplates))
    assert without_gaps(quick) == without_gaps(plain)


@pytest.mark.parametrize("value", ["", "a", 3, EVIL, None, True])
@pytest.mark.parametrize(
    "kind",
    [
        forms.TextInput,
        forms.NumberInput,
        forms.DateInput,
        forms.EmailInput,
        forms.URLInput,
        forms.SearchInput,
        forms.HiddenInput,
        forms.CheckboxInput,
    ],
)
@pytest.mark.parametrize("attrs", [{}, {"id": EVIL, "required": True, "disabled": False, "size": 4}])
def test_a_control_is_the_same_to_the_letter(kind, value, attrs):
    quick, plain = (
        kind(attrs=attrs).render("place", value, renderer=one()) for one in (QuickRenderer, DjangoTemplates)
    )
    assert quick.strip() == plain.strip()


def without_gaps(html):
    return re.sub(r">\s+<", "><", html)


def test_everything_else_is_left_to_the_templates():
    widget = forms.Textarea()
    assert widget.render("text", EVIL, renderer=QuickRenderer()) == widget.render(
        "text", EVIL, renderer=DjangoTemplates()
    )


def test_nothing_chosen_looks_the_same_in_every_list():
    widget = forms.Select(choices=[*BLANK_CHOICE_DASH, ("a", "A")])
    assert '<option value="">—</option>' in widget.render("place", "a", renderer=QuickRenderer())
