"""A field that holds the code of a term: `kind = TermField("detention_place_type")`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from habeas.core.errors import Invalid
from habeas.core.terms import lookup

USES: list[tuple[type[models.Model], str, str]] = []
"""Every field that keeps codes: model, field name, vocabulary."""


class TermChoiceField(forms.ChoiceField):
    """Offers the current terms of a list in the reader's language; a retired one stays if it was chosen before."""

    def __init__(self, *, vocabulary: str, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        kwargs.pop("max_length", None)
        kwargs.pop("empty_value", None)
        super().__init__(choices=self._offered, **kwargs)

    def _offered(self, keep: str = "") -> list[tuple[str, str]]:
        return [("", "—"), *lookup.choices(self.vocabulary, keep)]

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        keep = form.get_initial_for_field(self, field_name) or ""
        if keep:
            self.choices = self._offered(keep)
        return super().get_bound_field(form, field_name)

    def validate(self, value: Any) -> None:
        """Refuse a code that is none; for one that left the list, say what to use instead."""
        found = lookup.term(self.vocabulary, str(value)) if value else None
        if found is not None and found.is_retired and not super().valid_value(value):
            try:
                lookup.require(self.vocabulary, str(value))
            except Invalid as retired:
                raise forms.ValidationError(str(retired), code="retired") from None
        super().validate(value)

    def valid_value(self, value: Any) -> bool:
        found = lookup.term(self.vocabulary, str(value))
        return found is not None and (not found.is_retired or super().valid_value(value))


class TermField(models.CharField):
    """The code of a term of one vocabulary; `get_<name>_display()` is its label, `<name>_term` the term."""

    def __init__(self, vocabulary: str, verbose_name: Any = None, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        kwargs.setdefault("max_length", 30)
        super().__init__(verbose_name, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.vocabulary, *args], kwargs

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract and cls.__module__ != "__fake__":
            USES.append((cls, name, self.vocabulary))
        setattr(cls, f"get_{name}_display", lambda row: self.label_of(row))
        setattr(cls, f"{name}_term", property(lambda row: lookup.term(self.vocabulary, getattr(row, name))))

    def label_of(self, row: Any) -> str:
        """The label of the code that a row holds; empty when it holds none."""
        code = getattr(row, self.attname)
        return lookup.label(self.vocabulary, code) if code else ""

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", TermChoiceField)
        return super().formfield(*args, vocabulary=self.vocabulary, **kwargs)
