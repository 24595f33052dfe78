"""The shape of what is entered about places; the actions check its meaning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habeas.core.terms.fields import TermChoiceField
from habeas.core.terms.lookup import choices as term_choices
from habeas.places import queries
from habeas.places.choices import Precision, SiteKind
from habeas.places.fields import MunicipalityField


class LocatedForm(forms.Form):
    """Where something lies."""

    latitude = forms.DecimalField(
        label=_("Latitude"), required=False, max_digits=9, decimal_places=6, min_value=-90, max_value=90
    )
    longitude = forms.DecimalField(
        label=_("Longitude"), required=False, max_digits=9, decimal_places=6, min_value=-180, max_value=180
    )


class SettlementForm(LocatedForm):
    municipality = MunicipalityField()
    name_sq = forms.CharField(label=_("Albanian name"), required=False, max_length=100)
    name_sr = forms.CharField(label=_("Serbian name in Cyrillic"), required=False, max_length=100)
    other_names = forms.CharField(
        label=_("Other names"), required=False, max_length=300, help_text=_("Separated by semicolons.")
    )
    communities = forms.MultipleChoiceField(
        label=_("Communities living there"),
        required=False,
        choices=lambda: list(term_choices("community")),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("municipality", "name_sq", "name_sr", "other_names", "communities")


class SiteForm(LocatedForm):
    name_en = forms.CharField(label=_("Name"), max_length=200)
    name_sq = forms.CharField(label=_("Albanian name"), required=False, max_length=200)
    name_sr = forms.CharField(label=_("Serbian name in Cyrillic"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind of site"), choices=SiteKind.choices)
    detention_kind = TermChoiceField(
        vocabulary="detention_place_type",
        label=_("Kind of place of deprivation of liberty"),
        required=False,
    )
    authority = forms.ModelChoiceField(None, label=_("Responsible authority"), required=False)
    capacity = forms.IntegerField(label=_("Capacity in persons"), required=False, min_value=0)
    municipality = MunicipalityField()
    settlement = forms.ModelChoiceField(None, label=_("Settlement"), required=False)
    address = forms.CharField(label=_("Address"), required=False, max_length=250)
    precision = forms.ChoiceField(
        label=_("Precision of the location"),
        required=False,
        choices=[("", "—"), *Precision.choices],
        help_text=_("Pages, maps and exports show the place no more precisely than this."),
    )
    communities = forms.MultipleChoiceField(
        label=_("Communities living there or served"),
        required=False,
        choices=lambda: list(term_choices("community")),
        widget=forms.CheckboxSelectMultiple,
    )
    visit_every = forms.IntegerField(
        label=_("To be visited every … days"),
        required=False,
        min_value=1,
        max_value=3650,
        help_text=_("Where it differs from what is usual for its type."),
    )
    field_order = (
        *("name_en", "name_sq", "name_sr", "kind", "detention_kind", "authority", "capacity"),
        *("municipality", "settlement", "address", "latitude", "longitude", "precision"),
        *("communities", "visit_every"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = queries.authorities()  # type: ignore[attr-defined]
        self.fields["settlement"].queryset = queries.settlements()  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    day = forms.DateField(label=_("Closed on"), widget=forms.DateInput(attrs={"type": "date"}))
