"""The shapes of input of imports."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habeas.core.files.forms import UploadField
from habeas.core.imports.dates import DAY_FIRST, MONTH_FIRST
from habeas.core.imports.kinds import Importer
from habeas.core.imports.readers import Column, is_date

ENCODINGS = (
    ("", _("found out from the file")),
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1250", _("Windows, Central Europe (1250)")),
    ("cp1251", _("Windows, Cyrillic (1251)")),
    ("cp1254", _("Windows, Turkish (1254)")),
)
ORDERS = (
    ("", _("as the column shows")),
    (DAY_FIRST, _("day first: 4/3 is 4 March")),
    (MONTH_FIRST, _("month first: 4/3 is 3 April")),
)
LEFT_OUT = ("", _("leave out"))


class UploadForm(forms.Form):
    """A list and where it comes from; the importer's own questions stand between."""

    file = UploadField(
        label=_("file"),
        help_text=_("A spreadsheet (.xlsx, .xls, .ods) or a table as text (CSV), at most 50 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt,.tsv"}),
    )

    def __init__(
        self,
        *args: Any,
        importer: Importer,
        homes: Sequence[tuple[str, str]],
        sources: Sequence[str],
        actor: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        asked = importer.options_form
        prepared = asked.for_actor(actor) if hasattr(asked, "for_actor") else asked()
        self.option_names = list(prepared.fields)
        if importer.asks_source:
            self.fields["source"] = forms.CharField(
                label=_("source"),
                max_length=120,
                help_text=_("Under this name the choice of columns is kept for the next file."),
                widget=forms.TextInput(attrs={"list": "known-sources", "autocomplete": "off"}),
            )
        self.fields.update(prepared.fields)
        if importer.asks_compartment:
            self.fields["compartment"] = forms.ChoiceField(label=_("compartment"), choices=homes)
        if importer.asks_compartment and len(homes) == 1:
            self.fields["compartment"].initial = homes[0][0]
            self.fields["compartment"].widget = forms.HiddenInput()
        self.sources = sources

    def options(self) -> dict[str, Any]:
        """The answers to the importer's own questions, as keys and short words."""
        told = {name: self.cleaned_data.get(name) for name in self.option_names}
        return {
            name: str(getattr(value, "pk", value)) for name, value in told.items() if value not in (None, "")
        }


class SheetForm(forms.Form):
    """Which sheet, which row holds the header, and how a text was written; asked again with GET."""

    sheet = forms.ChoiceField(label=_("sheet"), required=False)
    header_row = forms.IntegerField(label=_("row of the header"), min_value=1, max_value=1000)
    encoding = forms.ChoiceField(label=_("encoding"), choices=ENCODINGS, required=False)

    def __init__(self, *args: Any, names: Sequence[str], is_text: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        if len(names) < 2:
            self.fields["sheet"].widget = forms.HiddenInput()
        if not is_text:
            self.fields["encoding"].widget = forms.HiddenInput()


class ColumnsForm(forms.Form):
    """For every column the field that it fills, and how its dates are ordered."""

    def __init__(
        self,
        *args: Any,
        importer: Importer,
        headers: Sequence[str],
        samples: Sequence[Sequence[str]],
        chosen: Mapping[int, Mapping[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.headers, self.samples = headers, samples
        fields = [LEFT_OUT, *((one.name, _with_mark(one)) for one in importer.targets)]
        for number, header in enumerate(headers):
            was = chosen.get(number, {})
            self.fields[f"field_{number}"] = forms.ChoiceField(
                label=header, choices=fields, required=False, initial=was.get("field", "")
            )
            self.fields[f"order_{number}"] = forms.ChoiceField(
                label=_("order of dates"), choices=ORDERS, required=False, initial=was.get("order", "")
            )
        self.dates = {one.name for one in importer.targets if is_date(one.read)}

    def lines(self) -> list[dict[str, Any]]:
        """What the page shows: header, samples, and the two choices of each column."""
        return [
            {
                "header": header,
                "samples": self.samples[number],
                "field": self[f"field_{number}"],
                "order": self[f"order_{number}"],
                "is_date": self[f"field_{number}"].value() in self.dates,
            }
            for number, header in enumerate(self.headers)
        ]

    def chosen(self) -> dict[str, dict[str, str]]:
        """Column number to field and order, for the action."""
        found = {}
        for number in range(len(self.headers)):
            name = self.cleaned_data.get(f"field_{number}")
            if name:
                found[str(number)] = {"field": name, "order": self.cleaned_data.get(f"order_{number}", "")}
        return found


def _with_mark(target: Any) -> str:
    return f"{target.label} *" if target.required else str(target.label)


class RowForm(forms.Form):
    """The cells of a row that was set aside, one control a column; those of the columns `wrong` stand first."""

    def __init__(
        self,
        *args: Any,
        columns: Sequence[Column],
        labels: Mapping[str, str],
        wrong: Collection[int | None] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for column in sorted(columns, key=lambda one: one.number not in wrong):
            name = f"cell_{column.number}"
            has_lines = "\n" in self.initial.get(name, "")
            self.fields[name] = forms.CharField(
                label=labels[column.field],
                help_text=column.header,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}) if has_lines else forms.TextInput(),
            )

    def cells(self, stored: Sequence[Any]) -> list[Any]:
        """The row with what was written; a cell that was left as it was keeps its kind (a number, a day)."""
        width = max([len(stored), *(int(name[5:]) + 1 for name in self.fields)])
        row = [*stored, *[""] * (width - len(stored))]
        for name, value in self.cleaned_data.items():
            number = int(name[5:])
            if value != str(row[number] if row[number] is not None else ""):
                row[number] = value
        return row


class DropForm(forms.Form):
    """Why a row is left out."""

    reason = forms.CharField(label=_("reason"), max_length=200)
