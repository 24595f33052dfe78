"""Forms take labels, help and limits from the model's fields, without asking the database as a ModelForm would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models
from django.forms.models import fields_for_model


def day_input(**attrs: Any) -> forms.DateInput:
    """The browser's own picker of a day."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})


class LookUpInput(forms.TextInput):
    """Words to look for, and the button that sends the form to be offered more (`core.editing.LOOK_UP`)."""

    template_name = "core/components/look_up.html"


def _field(db_field: models.Field, **kwargs: Any) -> Any:
    if isinstance(db_field, models.DateField):
        kwargs["widget"] = day_input()
    if isinstance(db_field, models.TextField):
        kwargs["widget"] = forms.Textarea(attrs={"rows": 5})
    return db_field.formfield(**kwargs)


def with_fields(
    model: type[models.Model], *names: str, required: tuple[str, ...] = ()
) -> Callable[[type[forms.Form]], type[forms.Form]]:
    """Class decorator: put the model's fields before the form's own, in the given order; a parent's come first."""

    def add(form: type[forms.Form]) -> type[forms.Form]:
        found = fields_for_model(model, fields=names, formfield_callback=_field)
        for name in required:
            found[name].required = True
        parents = [vars(base).get("base_fields", {}) for base in reversed(form.__mro__[1:])]
        inherited = {name: field for fields in parents for name, field in fields.items()}
        form.base_fields = {**inherited, **found, **form.base_fields}
        return form

    return add
