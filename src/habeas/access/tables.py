"""Lists of access: organisations, units, roles, people."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access import queries
from habeas.access.choices import OrganisationKind, Side, UnitKind
from habeas.access.models import Organisation, Role, Unit, User
from habeas.access.rules import manages_accounts
from habeas.access.words import door_in_words, kind_in_words
from habeas.core.actors import Actor
from habeas.core.audit import AuditRow
from habeas.core.deed_names import deed_in_words, deeds
from habeas.core.i18n.fold import contains, fold
from habeas.core.listing.columns import Column
from habeas.core.listing.filters import FilterForm
from habeas.core.listing.tables import Table, registered
from habeas.core.pages import link

ANY = [("", _("any"))]


def existed_on(queryset: Any, day: Any) -> Any:
    """Bodies that existed on a day."""
    return queryset.filter(
        Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
    )


def named(queryset: Any, text: str) -> Any:
    """Bodies whose code, present or other name holds the text."""
    found = Q(code__icontains=text) | Q(names__text__icontains=text)
    for language in ("en", "sq", "sr"):
        found |= Q(**{f"name_{language}__icontains": text})
    return queryset.filter(found).distinct()


class BodyFilters(FilterForm):
    """What organisations and units are filtered by."""

    on_day = forms.DateField(label=_("Existed on"), widget=forms.DateInput(attrs={"type": "date"}))
    side = forms.ChoiceField(label=_("Side"), choices=[*ANY, *Side.choices])
    lookups = {"on_day": existed_on}


class OrganisationFilters(BodyFilters):
    kind = forms.ChoiceField(label=_("Kind"), choices=[*ANY, *OrganisationKind.choices])
    field_order = ["kind", "on_day", "side"]


def validity_badge(row: Any) -> str:
    return "ok" if row.valid_on(timezone.localdate()) else "quiet"


def validity(row: Any) -> Any:
    return _("present") if row.valid_on(timezone.localdate()) else _("ended")


TIME_COLUMNS = (
    Column("valid_from", _("From"), sort="valid_from", kind="date"),
    Column("valid_to", _("Until"), sort="valid_to", kind="date"),
    Column("state", _("State"), validity, badge=validity_badge),
    Column("successor", _("Followed by"), "successor"),
)


def _kind(row: Any) -> Any:
    return row.get_kind_display()


def _side(row: Any) -> Any:
    return row.get_side_display()


@registered
class Organisations(Table):
    key = "organisations"
    model = Organisation
    title = _("Organisations")
    subtitle = _("Missions, institutions and partners through time.")
    columns = (
        Column("name", _("Name"), str, sort="name_en"),
        Column("short_name", _("Short name"), sort="short_name"),
        Column("kind", _("Kind"), _kind, sort="kind"),
        *TIME_COLUMNS,
        Column("side", _("Side"), _side, hidden=True),
        Column("code", _("Code"), sort="code", kind="code", hidden=True),
        Column("source", _("Source"), hidden=True),
    )
    filters = OrganisationFilters
    default_sort = "name_en"
    select = ("successor",)

    def rows(self, actor: Actor) -> Any:
        return queries.organisations()

    def search(self, queryset: Any, actor: Actor, text: str) -> Any:
        return named(queryset, text)

    def row_url(self, row: Any) -> str:
        return reverse("access:organisation", args=[row.pk])


class UnitFilters(BodyFilters):
    kind = forms.ChoiceField(label=_("Kind"), choices=[*ANY, *UnitKind.choices])
    organisation = forms.ModelChoiceField(queries.organisations(), label=_("Organisation"))
    field_order = ["organisation", "kind", "on_day", "side"]


@registered
class Units(Table):
    key = "units"
    model = Unit
    title = _("Units")
    subtitle = _("Components, departments, centres and teams, with those before and after them.")
    columns = (
        Column("name", _("Name"), str, sort="name_en"),
        Column("organisation", _("Organisation"), "organisation", sort="organisation__name_en"),
        Column("kind", _("Kind"), _kind, sort="kind"),
        *TIME_COLUMNS,
        Column("side", _("Side"), _side, sort="side"),
        Column("code", _("Code"), sort="code", kind="code", hidden=True),
        Column("source", _("Source"), hidden=True),
    )
    filters = UnitFilters
    default_sort = "name_en"
    select = ("organisation", "successor")

    def rows(self, actor: Actor) -> Any:
        return queries.units()

    def search(self, queryset: Any, actor: Actor, text: str) -> Any:
        return named(queryset, text)

    def row_url(self, row: Any) -> str:
        return reverse("access:unit", args=[row.pk])


@registered
class Roles(Table):
    key = "roles"
    model = Role
    title = _("Roles")
    subtitle = _("What each function may be granted, and what it carries by itself.")
    columns = (
        Column("label", _("Role"), str, sort="label_en"),
        Column("verbs", _("May be granted"), lambda role: role.verb_labels),
        Column("capabilities", _("Carries"), lambda role: role.capability_labels),
        Column("reaches", _("In compartments of"), lambda role: role.kind_labels),
        Column(
            "bars_case_data",
            _("Case data"),
            lambda role: _("never") if role.bars_case_data else "",
            sort="bars_case_data",
            badge=lambda role: "warn",
        ),
        Column("code", _("Code"), sort="code", kind="code", hidden=True),
    )
    default_sort = "label_en"

    def rows(self, actor: Actor) -> Any:
        return queries.roles()

    def search(self, queryset: Any, actor: Actor, text: str) -> Any:
        found = Q(code__icontains=text)
        for language in ("en", "sq", "sr"):
            found |= Q(**{f"label_{language}__icontains": text})
        return queryset.filter(found)


class PeopleFilters(FilterForm):
    state = forms.ChoiceField(
        label=_("Account"), choices=[*ANY, ("open", _("open")), ("closed", _("closed"))]
    )
    role = forms.ModelChoiceField(queries.roles(), label=_("Role"))
    lookups = {
        "state": lambda rows, value: rows.filter(is_active=value == "open"),
        "role": lambda rows, role: rows.filter(
            appointments__role=role, appointments__ended_at=None
        ).distinct(),
    }


@registered
class People(Table):
    key = "people-accounts"
    model = User
    title = _("People and accounts")
    columns = (
        Column("full_name", _("Name"), sort="full_name"),
        Column("username", _("User name"), sort="username", kind="code"),
        Column("email", _("E-mail"), sort="email", hidden=True),
        Column("date_joined", _("Account made"), sort="date_joined", kind="date"),
        Column("last_login", _("Last sign-in"), sort="last_login", kind="date"),
        Column(
            "state",
            _("Account"),
            lambda user: _("open") if user.is_active else _("closed"),
            badge=lambda user: "ok" if user.is_active else "quiet",
        ),
    )
    filters = PeopleFilters
    default_sort = "full_name"

    def rows(self, actor: Actor) -> Any:
        return queries.people() if manages_accounts(actor) else queries.nothing(User)

    def search(self, queryset: Any, actor: Actor, text: str) -> Any:
        return queryset.filter(Q(username__icontains=text) | Q(full_name__icontains=text))

    def row_url(self, row: Any) -> str:
        return reverse("access:person", args=[row.pk])

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        return link(
            _("New account"),
            reverse("access:person-new"),
            actor=actor,
            rule=manages_accounts,
            primary=True,
            icon="plus",
        )


OUTCOMES = {"done": _("done"), "read": _("read"), "refused": _("refused")}
OUTCOME_BADGES = {"done": "ok", "read": "info", "refused": "bad"}


def microseconds(day: Any) -> int:
    """The first moment of a day as the audit counts it."""
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    return int(midnight.timestamp() * 1_000_000)


class AuditFilters(FilterForm):
    since = forms.DateField(label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    outcome = forms.ChoiceField(label=_("Outcome"), choices=[*ANY, *OUTCOMES.items()])
    action = forms.ChoiceField(label=_("Action"))
    lookups = {
        "since": lambda rows, day: rows.filter(at__gte=microseconds(day)),
        "until": lambda rows, day: rows.filter(at__lt=microseconds(day + timedelta(days=1))),
    }

    def prepare(self, actor: Actor) -> None:
        named = sorted(((code, str(name)) for code, name in deeds().items()), key=lambda pair: fold(pair[1]))
        self.fields["action"].choices = [*ANY, *named]  # type: ignore[attr-defined]


@registered
class AuditTrail(Table):
    key = "audit"
    model = AuditRow
    title = _("Audit trail")
    subtitle = _("What was done, read and refused; names of fields, never what stands in them.")
    columns = (
        Column("seq", _("Number"), sort="seq", kind="number"),
        Column("moment", _("When"), "moment", sort="at", kind="date"),
        Column("label", _("Who"), sort="label"),
        Column("action", _("Action"), lambda row: deed_in_words(row.action), sort="action"),
        Column("code", _("Code"), "action", kind="code", hidden=True),
        Column(
            "outcome",
            _("Outcome"),
            lambda row: OUTCOMES.get(row.outcome, row.outcome),
            sort="outcome",
            badge=lambda row: OUTCOME_BADGES.get(row.outcome, "quiet"),
        ),
        Column("model", _("Kind of record"), lambda row: kind_in_words(row.model), sort="model"),
        Column("record", _("Record"), kind="code", hidden=True),
        Column("compartment", _("Compartment"), kind="code", hidden=True),
        Column("via", _("Through"), lambda row: door_in_words(row.via), sort="via"),
    )
    filters = AuditFilters
    default_sort = "-seq"

    def search(self, queryset: Any, actor: Actor, text: str) -> Any:
        codes = [code for code, name in deeds().items() if contains(str(name), text)]
        found = Q(label__icontains=text) | Q(action__icontains=text) | Q(record=text)
        return queryset.filter(found | Q(action__in=codes))

    def row_url(self, row: Any) -> str:
        return reverse("access:audit-row", args=[row.seq])
