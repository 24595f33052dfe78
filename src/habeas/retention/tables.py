"""Lists of retention."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered
from habeas.retention import queries
from habeas.retention.kinds import KINDS
from habeas.retention.models import Category, Erasure, Hold


def kind_title(row: Any) -> str:
    """The kind of a record in words."""
    return KINDS[row.model].title if row.model in KINDS else row.model


class HoldFilters(FilterForm):
    """Those in force, or those lifted."""

    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("any")), ("live", _("in force")), ("lifted", _("lifted"))]
    )
    lookups = {"state": lambda rows, value: rows.filter(lifted_at__isnull=value == "live")}


class OfRecords(Table):
    """A list whose rows lead to the page of decisions about their record."""

    searchable = False

    def row_url(self, row: Any) -> str:
        try:
            return reverse("retention:record", args=[row.model, row.record])
        except NoReverseMatch:
            return ""


@registered
class Holds(OfRecords):
    key = "retention-holds"
    model = Hold
    title = _("Legal holds")
    subtitle = _("Nothing of these records is erased until the hold is lifted.")
    filters = HoldFilters
    columns = (
        Column("reason", _("Reason"), sort="reason"),
        Column("kind", _("Kind"), kind_title, sort="model"),
        Column("placed", _("Placed"), "created_at", sort="created_at", kind="date"),
        Column("by", _("Placed by"), "placed_by", sort="placed_by__full_name"),
        Column("lifted", _("Lifted"), "lifted_at", sort="lifted_at", kind="date"),
        Column("lifted_by", _("Lifted by"), "lifted_by", hidden=True),
        Column("why", _("Why it was lifted"), "lifted_why", hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.holds(actor)


@registered
class Erasures(OfRecords):
    key = "retention-erasures"
    model = Erasure
    title = _("Erased for good")
    subtitle = _("Their keys are destroyed: nobody reads them again, in no backup either.")
    columns = (
        Column("kind", _("Kind"), kind_title, sort="model"),
        Column("erased", _("Erased"), "created_at", sort="created_at", kind="date"),
        Column("reason", _("Reason"), sort="reason"),
        Column("by", _("Erased by"), "erased_by", sort="erased_by"),
        Column("agreed", _("Agreed by"), "agreed_by", sort="agreed_by"),
        Column("files", _("Files"), "files", sort="files", kind="number"),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.erasures(actor)


@registered
class Categories(Table):
    key = "retention-categories"
    model = Category
    title = _("Retention categories")
    subtitle = _("How long each kind of record is kept, and on what that rests.")
    searchable = False
    default_sort = "code"
    columns = (
        Column("label", _("Category"), str, sort="label_en"),
        Column("years", _("Years"), lambda row: row.years or _("without end"), sort="years"),
        Column("end", _("At the end"), lambda row: row.get_at_end_display(), sort="at_end"),
        Column("basis", _("Basis"), lambda row: row.basis),
        Column("code", _("Code"), sort="code", kind="code", hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.categories()
