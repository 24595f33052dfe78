"""Lists of vocabularies and terms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered
from habeas.core.terms.models import Term, Vocabulary

TERM_COLUMNS = (
    Column("label", _("Term"), lambda row: row.marked_in_list()),
    Column("code", _("Code"), sort="code", kind="code"),
    Column("label_en", _("English"), sort="label_en", hidden=True),
    Column("label_sq", _("Albanian"), sort="label_sq"),
    Column("label_sr", _("Serbian"), sort="label_sr"),
    Column("label_sr_latn", _("Serbian in Latin script"), lambda row: row.in_language("sr-latn")[0]),
    Column("align", _("Code in other lists"), hidden=True, kind="code"),
    Column("note", _("Note"), hidden=True),
    Column("source", _("Source"), hidden=True),
    Column("since", _("In the pack since"), hidden=True),
    Column("state", _("State"), lambda row: state_of(row), badge=lambda row: badge_of(row)),
)


def state_of(term: Term) -> str:
    """Retired, waiting for review, or in use."""
    if term.is_retired:
        return str(_("left out since %(version)s")) % {"version": term.retired_in}
    return str(_("to review") if term.needs_review else _("in use"))


def badge_of(term: Term) -> str:
    """The kind of badge of that state."""
    return "quiet" if term.is_retired else "warn" if term.needs_review else "ok"


@registered
class Vocabularies(Table):
    key = "vocabularies"
    model = Vocabulary
    title = _("Lists of terms")
    subtitle = _("Every controlled list of the register, loaded from the pack.")
    default_sort = "code"
    searchable = False
    columns = (
        Column("title", _("List"), str, sort="title_en"),
        Column("code", _("Code"), sort="code", kind="code"),
        Column("terms", _("Terms"), "term_count", sort="term_count", kind="number"),
        Column("review", _("Translations to review"), "review_count", sort="review_count", kind="number"),
    )

    def rows(self, actor: Actor) -> Any:
        current = Q(terms__retired_in="")
        return Vocabulary.objects.annotate(
            term_count=Count("terms", filter=current),
            review_count=Count("terms", filter=current & Q(terms__needs_review=True)),
        )


class TermFilters(FilterForm):
    vocabulary = forms.ModelChoiceField(Vocabulary.objects.none(), label=_("List"))
    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("any")),
            ("current", _("in use")),
            ("review", _("translation awaits review")),
            ("retired", _("left out of the pack")),
        ],
    )
    lookups = {"state": lambda rows, state: rows.filter(STATES[state])}

    def prepare(self, actor: Actor) -> None:
        self.fields["vocabulary"].queryset = Vocabulary.objects.all()  # type: ignore[attr-defined]


STATES: dict[str, Any] = {
    "current": Q(retired_in=""),
    "review": Q(retired_in="", needs_review=True),
    "retired": ~Q(retired_in=""),
}


@registered
class Terms(Table):
    key = "terms"
    model = Term
    title = _("Terms")
    filters = TermFilters
    default_sort = "vocabulary__code"
    select = ("vocabulary", "parent")
    columns = (TERM_COLUMNS[0], Column("vocabulary", _("List"), sort="vocabulary__code"), *TERM_COLUMNS[1:])

    def rows(self, actor: Actor) -> Any:
        return Term.objects.all()

    def ordered(self, queryset: Any, sort: str) -> Any:
        return queryset.order_by(sort, "vocabulary__code", "position")
