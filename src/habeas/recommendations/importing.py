"""Import of recommendations that other bodies published, such as an export of the Universal Human Rights Index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.core.counters import next_references
from habeas.core.forms import day_input
from habeas.core.i18n.fold import fold
from habeas.core.imports import kinds
from habeas.core.imports.dates import Window
from habeas.core.imports.kinds import Importer, ReadRow, Target
from habeas.core.imports.models import Import
from habeas.core.imports.problems import Problem, Unread
from habeas.core.imports.readers import Column, day, term, text, text_of
from habeas.core.terms import lookup
from habeas.monitoring.choices import Level
from habeas.places.queries import municipalities_of_today
from habeas.places.suggest import by_spelling, meant, suggest_municipality
from habeas.recommendations.choices import RecommendationState
from habeas.recommendations.models import Addressee, IndexEntry, Recommendation
from habeas.recommendations.queries import addressable

PUBLISHED = Window(1945, 2100)
A_YEAR = timedelta(days=365)
TREATY_BODIES = (
    "cat", "ccpr", "hrc", "hrcttee", "ced", "cedaw", "cerd", "cescr", "cmw", "crc", "crpd", "spt", "treaty bodies",
    "crc opac", "crc opsc", "crc op ac", "crc op sc",
)  # fmt: skip
PROCEDURES = (
    "sr",
    "wg",
    "ie",
    "special rapporteur",
    "working group",
    "independent expert",
    "special procedures",
)
BODIES = {
    **dict.fromkeys(TREATY_BODIES, "TB"),
    **dict.fromkeys(("upr", "universal periodic review"), "UPR"),
    **dict.fromkeys(("acfc", "fcnm"), "FCNM"),
}
"""How indexes name a body, folded, to the code of the list `mechanism`."""
INDEX_FIELDS = ("number", "session", "countries", "states", "position", "themes", "persons", "goals")


class Body(str):
    """The code of a kind of body, and the name under which the list told it."""

    told = ""


def mechanism(cell: Any, column: Column) -> Body:
    """The kind of body that recommends, from its short or full name. Raises Unread for one that is not known."""
    found = Body(_code_of(cell, column))
    found.told = text_of(cell)
    return found


def _code_of(cell: Any, column: Column) -> str:
    told = fold(text_of(cell))
    if told in BODIES:
        return BODIES[told]
    if told.split(" ")[0] in PROCEDURES or told.startswith(PROCEDURES):
        return "SP"
    if told.startswith(("committee on", "human rights committee")):
        return "TB"
    try:
        return str(term("mechanism")(cell, column))
    except Unread:
        near = ", ".join(one.code for one in lookup.current_terms("mechanism"))
        raise Unread("no_choice", near=f"{near}, CEDAW, CRC …") from None


class Options(forms.Form):
    """What a list of recommendations does not say, and the register must know."""

    lead = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("who leads"),
        help_text=_("The institution that answers for them."),
    )
    level = forms.ChoiceField(label=_("level"), choices=Level.choices)
    kind = forms.ChoiceField(label=_("kind of measure"), help_text=_("Where the list does not say it."))
    deadline = forms.DateField(
        label=_("deadline"), widget=day_input(), help_text=_("Where the list does not say it.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = addressable()
        self.fields["kind"].choices = [("", "–"), *lookup.choices("remedial_action")]
        self.fields["deadline"].initial = timezone.localdate() + A_YEAR


class RecommendationImporter(Importer):
    """One recommendation a row; the same number in the index is the same recommendation."""

    code = "recommendations"
    title = _("Recommendations of other bodies")
    help = _("For example an export of the Universal Human Rights Index, or a list of your own.")
    options_form = Options
    key_fields = ("number", "text")
    problems = {
        "no_municipality": (
            _("No municipality of today bears this name."),
            _("Write its name in Albanian or Serbian. Near it: %(near)s."),
        )
    }
    targets = (
        Target(
            "text", _("what should be done"), text(20_000), required=True, names=("text", "recommendation")
        ),
        Target(
            "body", _("recommended by"), mechanism, names=("reccomending body", "recommending body", "body")
        ),
        Target("document", _("document and paragraph"), text(200), names=("document symbol", "symbol")),
        Target(
            "number", _("number in the index"), text(60), names=("ohchr annotation id", "annotation id", "id")
        ),
        Target("published_on", _("published"), day(PUBLISHED), names=("document publication date", "date")),
        Target("session", _("session"), text(80), names=("upr session",)),
        Target("countries", _("countries concerned"), text(2000), names=("country", "state under review")),
        Target(
            "states",
            _("recommending states"),
            text(2000),
            names=("upr reccomending states", "upr recommending states"),
        ),
        Target("position", _("position taken"), text(120), names=("upr position", "response")),
        Target("themes", _("themes"), text(4000), names=("theme", "issue")),
        Target("persons", _("persons affected"), text(2000), names=("affected persons",)),
        Target("goals", _("development goals"), text(1000), names=("sdgs", "sdg")),
        Target("kind", _("kind of measure"), term("remedial_action"), names=("measure",)),
        Target("deadline", _("deadline"), day(PUBLISHED), names=("due", "due date")),
        Target("municipality", _("municipality"), text(200), names=("komuna", "opština", "place")),
    )

    def key(self, values: Mapping[str, Any]) -> str:
        """The number in the index, else document and text together."""
        return values["number"] or (f"{values['document']}|{values['text']}" if values["text"] else "")

    def prepare(self, batch: Import) -> dict[str, Any]:
        """The answers given when the file was sent."""
        given = batch.given
        return {
            "lead": UUID(given["lead"]),
            "level": given["level"],
            "kind": given["kind"],
            "deadline": date.fromisoformat(given["deadline"]),
            "places": by_spelling(municipalities_of_today()),
        }

    def check(self, values: dict[str, Any], memory: Any) -> Iterable[Problem]:
        """A municipality is known by any of its names; the nearest are offered for one that is not."""
        told = values["municipality"]
        found = meant(told, memory["places"]) if told else None
        if told and found is None:
            near = ", ".join(one.name for one in suggest_municipality(told[:100], limit=3))
            yield Problem("no_municipality", "municipality", params={"near": near or "–"})
        values["municipality"] = found

    def create(self, batch: Import, rows: Sequence[ReadRow], memory: Any) -> list[UUID]:
        references = next_references(batch.compartment, "R", len(rows))
        home = batch.compartment
        told = ({"reference": no, **_own(row, memory)} for no, row in zip(references, rows, strict=True))
        keys = [
            one.pk for one in Recommendation.objects.bulk_create(Recommendation.fresh(told, compartment=home))
        ]
        pairs = zip(keys, rows, strict=True)
        said = ({"recommendation_id": key, **_of_index(row)} for key, row in pairs)
        IndexEntry.objects.bulk_create(IndexEntry.fresh(said, compartment=home))
        lead = {"organisation_id": memory["lead"], "level": memory["level"], "is_lead": True}
        led = ({"recommendation_id": key} for key in keys)
        Addressee.objects.bulk_create(Addressee.fresh(led, compartment=home, **lead))
        return keys

    def update(self, batch: Import, rows: Sequence[tuple[UUID, ReadRow]], memory: Any) -> None:
        """What the body says is taken anew; kind, deadline and all that was done about it stay."""
        found = Recommendation.objects.in_bulk([key for key, _row in rows])
        entries = {one.recommendation_id: one for one in IndexEntry.objects.filter(recommendation__in=found)}
        for key, row in rows:
            one = found[key]
            one.text, one.body = row.values["text"], str(row.values["body"])
            one.municipality = row.values["municipality"] or one.municipality
            one.document, one.issued_on = row.values["document"], row.values["published_on"] or one.issued_on
            one.save()
            entry = entries.get(key) or IndexEntry(compartment=batch.compartment, recommendation=one)
            for name, value in _of_index(row).items():
                setattr(entry, name, value)
            entry.save()

    def result_url(self, batch: Import) -> str:
        return reverse("recommendations:recommendations")


def _own(row: ReadRow, memory: Mapping[str, Any]) -> dict[str, Any]:
    values = row.values
    deadline = values["deadline"] or memory["deadline"]
    return {
        "text": values["text"],
        "body": str(values["body"]),
        "document": values["document"],
        "kind": values["kind"] or memory["kind"],
        "deadline": deadline,
        "follow_up_on": deadline,
        "issued_on": values["published_on"] or None,
        "municipality_id": values["municipality"] and values["municipality"].pk,
        "state": RecommendationState.ISSUED,
    }


def _of_index(row: ReadRow) -> dict[str, Any]:
    """What the index says of a recommendation, by the columns of IndexEntry."""
    said = {name: row.values[name] for name in INDEX_FIELDS}
    told = str(getattr(row.values["body"], "told", ""))[:200]
    return {**said, "body_name": told, "published_on": row.values["published_on"] or None}


def register() -> None:
    """Make the import known."""
    kinds.register(RecommendationImporter())
