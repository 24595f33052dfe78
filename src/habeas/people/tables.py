"""The list of people: codes and situations, no names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered
from habeas.core.terms.fields import TermChoiceField
from habeas.people import links, queries
from habeas.people.choices import Sex, Standing
from habeas.people.models import Person


class PersonFilters(FilterForm):
    """What people are filtered by."""

    standing = forms.ChoiceField(label=_("standing"), choices=[("", _("all")), *Standing.choices])
    situation = TermChoiceField(vocabulary="situation_of_risk", label=_("situation"))
    sex = forms.ChoiceField(label=_("sex"), choices=[("", _("all")), *[c for c in Sex.choices if c[0]]])

    def prepare(self, actor: Actor) -> None:
        self.actor = actor
        self.lookups = {"situation": self._with_situation}

    def _with_situation(self, queryset: Any, code: str) -> Any:
        return queryset.filter(pk__in=queries.people_in_situation(self.actor, code))


def situations_of(row: Person) -> str:
    """The open situations in words, those of restricted handling left out: anybody who reads sees a list."""
    return ", ".join(str(one.code_term) for one in queries.open_situations(row))


@registered
class PersonTable(Table):
    """People, the newest first."""

    key = "people"
    model = Person
    title = _("People")
    subtitle = _("By code only. An identity is opened on the person's page, for a reason.")
    columns = (
        Column("code", _("code"), sort="code", kind="code"),
        Column("standing", _("standing"), value=lambda row: row.get_standing_display(), sort="standing"),
        Column("situations", _("situations"), value=situations_of),
        Column("sex", _("sex"), value=lambda row: row.get_sex_display(), sort="sex"),
        Column("created_at", _("recorded"), sort="created_at", kind="date"),
        Column(
            "community",
            _("community"),
            value=lambda row: row.get_community_display(),
            hidden=True,
            export=False,
        ),
    )
    filters = PersonFilters
    prefetch = ("situations",)

    def rows(self, actor: Actor) -> Any:
        return queries.people(actor)

    def search(self, queryset: Any, actor: Actor, text: str) -> Any:
        return queries.with_code(queryset, text)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        return links.of_the_list(actor)
