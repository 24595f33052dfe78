"""Filters of a list: a form whose fields say which lookup they mean."""

from __future__ import annotations

from typing import Any

from django import forms

from habeas.core.actors import Actor


class FilterForm(forms.Form):
    """`lookups` maps a field to a lookup (`"since": "date__gte"`) or to a function (queryset, value) → queryset.

    The form is given the reader, so that choices name only what the reader may see.
    """

    lookups: Any = {}

    def __init__(self, data: Any = None, *, actor: Actor, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.actor = actor
        for field in self.fields.values():
            field.required = False
        self.prepare(actor)

    def prepare(self, actor: Actor) -> None:
        """Fill choices that depend on the reader."""

    def apply(self, queryset: Any) -> Any:
        """The rows that pass; what is not understood is shown as an error and filters nothing."""
        self.is_valid()
        for name, value in self.cleaned_data.items():
            if value in (None, "", [], ()):
                continue
            lookup = self.lookups.get(name, name)
            queryset = lookup(queryset, value) if callable(lookup) else queryset.filter(**{lookup: value})
        return queryset

    def in_use(self) -> list[tuple[str, Any, str]]:
        """(name, label, shown value) of the filters that are set."""
        found = []
        for name, value in getattr(self, "cleaned_data", {}).items():
            if value not in (None, "", [], ()):
                found.append((name, self.fields[name].label or name, self._shown(name, value)))
        return found

    def _shown(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            values = value if isinstance(value, list) else [value]
            labels = {str(key): str(label) for key, label in _flat(field.choices)}
            return ", ".join(labels.get(str(one), str(one)) for one in values)
        return str(value)


def _flat(choices: Any) -> Any:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label
