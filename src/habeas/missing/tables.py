"""The lists of the register of the missing."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered
from habeas.core.pages import link
from habeas.core.terms import lookup
from habeas.missing.choices import CLOSED, OPEN, SHOWN_ONLINE, Scope, SiteState, SupportState
from habeas.missing.models import (
    Association,
    Case,
    EnquiryFile,
    Entry,
    GraveSite,
    Person,
    Source,
    SupportRequest,
)
from habeas.missing.pictures import municipalities_picture
from habeas.missing.queries import cases, enquiries, figures, persons
from habeas.people.choices import NameLanguage
from habeas.places.fields import PlaceChoiceField
from habeas.places.models import Municipality

STATUS_BADGES = {
    "NEW": "info",
    "OPEN": "info",
    "ALIVE": "ok",
    "IDENT": "ok",
    "IDNHO": "warn",
    "MISID": "bad",
    "ADMIN": "quiet",
    "DECL": "info",
}
SCOPE_BADGES = {"in": "ok", "maybe": "warn", "out": "bad", "": "quiet"}
SITE_BADGES = {
    "suspected": "warn",
    "assessed": "info",
    "confirmed": "bad",
    "excavated": "ok",
    "ruled_out": "quiet",
}
SUPPORT_BADGES = {"asked": "warn", "agreed": "info", "given": "ok", "declined": "quiet"}


def may_keep(actor: Actor) -> bool:
    """Somebody who works somewhere and keeps the register."""
    return bool(actor.compartments("work")) and not actor.may("session.attend")


def _add(actor: Actor, label: Any, name: str) -> list[dict[str, Any]]:
    return link(label, reverse(name), icon="plus", primary=True) if may_keep(actor) else []


def _counted(actor: Actor, frozen: dict[str, Any], queryset: Any, value: str) -> Any:
    """The cases behind one number of frozen figures."""
    key, part = value.split(":")
    return queryset.filter(pk__in=figures.counted_in(actor, frozen[key], part))


def _open_or_closed(queryset: Any, value: str) -> Any:
    return queryset.filter(status__in=OPEN if value == "open" else CLOSED)


class CaseFilters(FilterForm):
    """What cases are filtered by."""

    open = forms.ChoiceField(
        label=_("open or closed"), choices=[("", _("all")), ("open", _("open")), ("closed", _("closed"))]
    )
    status = forms.ChoiceField(label=_("status"))
    scope = forms.ChoiceField(label=_("scope"), choices=[("", _("all")), *Scope.choices[:3]])
    municipality = PlaceChoiceField(Municipality)
    counted = forms.ChoiceField(label=_("counted for a session"))
    lookups = {"open": _open_or_closed, "municipality": "person__municipality"}

    def prepare(self, actor: Actor) -> None:
        rows = {str(row.pk): row for row in figures.frozen(actor)}
        parts = [
            (f"{key}:{part}", f"{row.session}: {label}")
            for key, row in rows.items()
            for part, label in figures.COUNTED.items()
        ]
        self.fields["counted"].choices = [("", _("all")), *parts]
        self.lookups = {**self.lookups, "counted": partial(_counted, actor, rows)}
        self.fields["status"].choices = [("", _("all")), *lookup.choices("mp_status")]


def _flags(case: Case) -> str:
    flags = []
    if case.scope in ("out", "maybe"):
        flags.append(str(case.get_scope_display()))
    if case.declared_dead_on and case.is_open:
        flags.append(str(_("declared dead by a court; the search goes on")))
    return "; ".join(flags)


@registered
class CaseTable(Table):
    """The list of the mechanism."""

    key = "missing-cases"
    model = Case
    title = _("Missing persons: cases")
    subtitle = _(
        "The chair's list. A case closes only when the person is found alive or handed over identified."
    )
    identities = True
    columns = (
        Column("reference", _("case number"), sort="reference", kind="code"),
        Column("person", _("person"), value=lambda row: str(row.person), sort="person__family_name"),
        Column("born", _("born"), value="person.born", sort="person__born_earliest"),
        Column(
            "disappeared", _("last seen"), value="person.disappeared", sort="person__disappeared_earliest"
        ),
        Column("municipality", _("municipality"), value="person.municipality"),
        Column(
            "status",
            _("status"),
            value=lambda row: row.get_status_display(),
            sort="status",
            badge=lambda row: STATUS_BADGES.get(row.status, "quiet"),
        ),
        Column("flags", _("flags"), value=_flags),
        Column("focal_point", _("focal point"), hidden=True),
        Column("opened_on", _("on the list since"), sort="opened_on", kind="date", hidden=True),
        Column("closed_on", _("closed on"), sort="closed_on", kind="date", hidden=True),
    )
    filters = CaseFilters
    default_sort = "reference"

    def rows(self, actor: Actor) -> Any:
        return cases.cases(actor)

    def search(self, queryset: Any, actor: Actor, text: str) -> Any:
        from habeas.core.search.entries import search

        found = search(actor, text, Person).values("record")
        return queryset.filter(person__in=found) | super().search(queryset, actor, text)

    def map_picture(self, rows: Any, request: Any) -> Any:
        return municipalities_picture(rows)


class PersonFilters(FilterForm):
    """What persons are filtered by."""

    municipality = PlaceChoiceField(Municipality)


@registered
class PersonTable(Table):
    """Consolidated persons."""

    key = "missing-persons"
    model = Person
    title = _("Consolidated persons")
    subtitle = _("One person, however many lists name them and however they spell them.")
    identities = True
    columns = (
        Column("reference", _("reference"), sort="reference", kind="code"),
        Column("name", _("name"), value=str, sort="family_name"),
        Column("born", _("born"), sort="born_earliest"),
        Column("disappeared", _("last seen"), sort="disappeared_earliest"),
        Column("municipality", _("municipality")),
        Column(
            "status",
            _("status"),
            value=lambda row: row.case.get_status_display() if getattr(row, "case", None) else "",
            badge=lambda row: STATUS_BADGES.get(row.case.status, "quiet"),
        ),
        Column("birth_place", _("place of birth"), hidden=True),
        Column("place", _("place where last seen"), hidden=True),
    )
    filters = PersonFilters
    default_sort = "family_name"

    def rows(self, actor: Actor) -> Any:
        return persons.persons(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        return _add(actor, _("Register a person"), "missing:person-add")


@registered
class SourceTable(Table):
    """Lists and who keeps them."""

    key = "missing-sources"
    model = Source
    title = _("Lists of missing persons")
    subtitle = _("Who keeps a list, on what terms the register holds it, and its editions.")
    columns = (
        Column("code", _("short name"), sort="code", kind="code"),
        Column("name", _("name of the list"), sort="name"),
        Column("owner", _("who keeps the list")),
        Column("language", _("language"), value=lambda row: row.get_language_display()),
        Column(
            "edition",
            _("last edition"),
            value=lambda row: next((one.label for one in row.editions.all()), ""),
        ),
        Column("licence", _("licence or terms of use")),
        Column("legal_basis", _("legal basis"), hidden=True),
    )
    default_sort = "code"

    def rows(self, actor: Actor) -> Any:
        return persons.sources(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        return _add(actor, _("Register a list"), "missing:source-add")


class EntryFilters(FilterForm):
    """What entries are filtered by."""

    source = forms.ModelChoiceField(Source.objects.none(), label=_("list"), empty_label=_("all"))
    withdrawn = forms.ChoiceField(
        label=_("withdrawn"), choices=[("", _("all")), ("True", _("withdrawn")), ("False", _("on the list"))]
    )

    def prepare(self, actor: Actor) -> None:
        self.fields["source"].queryset = persons.sources(actor)


@registered
class EntryTable(Table):
    """Entries as received."""

    key = "missing-entries"
    model = Entry
    title = _("Entries of lists")
    subtitle = _("Each line as its list has it today; every earlier wording is kept.")
    identities = True
    columns = (
        Column("key", _("number on the list"), sort="key", kind="code"),
        Column("source", _("list"), value="source.code", sort="source__code"),
        Column("name", _("name"), value="full_name", sort="family_name"),
        Column("born", _("born"), sort="born_earliest"),
        Column("disappeared", _("last seen"), sort="disappeared_earliest"),
        Column("municipality", _("municipality")),
        Column(
            "state",
            _("state"),
            value=lambda row: _("withdrawn") if row.withdrawn else "",
            badge=lambda row: "quiet",
        ),
    )
    filters = EntryFilters
    default_sort = "key"
    searchable = False

    def rows(self, actor: Actor) -> Any:
        return persons.entries(actor)


class SiteFilters(FilterForm):
    """What sites are filtered by."""

    state = forms.ChoiceField(label=_("state"), choices=[("", _("all")), *SiteState.choices])
    municipality = PlaceChoiceField(Municipality)


@registered
class SiteTable(Table):
    """Grave sites, by municipality only."""

    key = "grave-sites"
    model = GraveSite
    title = _("Grave sites")
    subtitle = _("Suspected and confirmed sites; where exactly is known in a stricter compartment.")
    columns = (
        Column("reference", _("reference"), sort="reference", kind="code"),
        Column("name", _("name"), sort="name"),
        Column("municipality", _("municipality")),
        Column(
            "state",
            _("state"),
            value=lambda row: row.get_state_display(),
            sort="state",
            badge=lambda row: SITE_BADGES[row.state],
        ),
        Column("remains_found", _("remains found"), kind="number"),
    )
    filters = SiteFilters
    default_sort = "reference"

    def rows(self, actor: Actor) -> Any:
        return cases.sites(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        return _add(actor, _("Register a site"), "missing:site-add")


@registered
class AssociationTable(Table):
    """Family associations of the resource centre."""

    key = "family-associations"
    model = Association
    title = _("Resource centre")
    subtitle = _("Family associations of several communities, and what they ask for.")
    columns = (
        Column("name", _("name"), sort="name"),
        Column("municipality", _("municipality")),
        Column("since", _("member of the centre since"), sort="since", kind="date"),
        Column(
            "co_chairs",
            _("co-chairs the centre"),
            value=lambda row: _("yes") if row.co_chairs else "",
            badge=lambda row: "info",
        ),
    )
    default_sort = "name"

    def rows(self, actor: Actor) -> Any:
        return cases.associations(actor)

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        taking_part = link(_("Who takes part"), reverse("missing:participation"), icon="chart")
        asked = link(_("Requests for support"), reverse("missing:support"), icon="inbox")
        return [*asked, *taking_part, *_add(actor, _("Register an association"), "missing:association-add")]


class SupportFilters(FilterForm):
    """What requests for support are filtered by."""

    state = forms.ChoiceField(label=_("state"), choices=[("", _("all")), *SupportState.choices])


@registered
class SupportTable(Table):
    """What associations asked the centre for."""

    key = "support-requests"
    model = SupportRequest
    title = _("Requests for support")
    columns = (
        Column("subject", _("what is asked")),
        Column("association", _("family association")),
        Column("asked_on", _("asked on"), sort="asked_on", kind="date"),
        Column(
            "state",
            _("state"),
            value=lambda row: row.get_state_display(),
            badge=lambda row: SUPPORT_BADGES[row.state],
        ),
    )
    filters = SupportFilters
    default_sort = "-asked_on"
    searchable = False

    def rows(self, actor: Actor) -> Any:
        return cases.support_requests(actor)

    def row_url(self, row: Any) -> str:
        return str(row.association.get_absolute_url())


class EnquiryFilters(FilterForm):
    """What questions are filtered by."""

    answer = forms.ChoiceField(label=_("shown online"), choices=[("", _("all")), *SHOWN_ONLINE.items()])
    language = forms.ChoiceField(label=_("language"), choices=[("", _("all")), *NameLanguage.choices])
    lookups = {"language": "enquiry__language"}


@registered
class EnquiryTable(Table):
    """Questions of families."""

    key = "family-enquiries"
    model = EnquiryFile
    title = _("Questions of families")
    subtitle = _("Asked online, on paper, by telephone or in person; answered in person.")
    columns = (
        Column("code", _("reference number"), value="enquiry.code", sort="enquiry__code", kind="code"),
        Column("channel", _("received by"), value=lambda row: row.enquiry.get_channel_display()),
        Column("language", _("language"), value=lambda row: row.enquiry.get_language_display()),
        Column("received", _("received"), value="enquiry.created_at", sort="created_at", kind="date"),
        Column("state", _("state"), value=lambda row: row.enquiry.get_state_display()),
        Column(
            "answer",
            _("shown online"),
            value=lambda row: SHOWN_ONLINE[row.answer],
            badge=lambda row: "ok" if row.answer == "come" else "warn",
            sort="answer",
        ),
        Column("seen_on", _("read online by the family on"), kind="date"),
        Column("told_on", _("told on"), kind="date"),
    )
    filters = EnquiryFilters
    default_sort = "-created_at"

    def rows(self, actor: Actor) -> Any:
        return enquiries.files(actor)

    def search(self, queryset: Any, actor: Actor, text: str) -> Any:
        return queryset.filter(enquiry__code=enquiries.plain_code(text))

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        return _add(actor, _("Take a question"), "missing:enquiry-add")
