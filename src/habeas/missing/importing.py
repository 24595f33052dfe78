"""Import of an edition of a list of missing persons: every doubtful row waits for a person to look at it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.core.actions import current
from habeas.core.actors import Actor
from habeas.core.forms import day_input
from habeas.core.i18n.fold import fold
from habeas.core.imports import kinds
from habeas.core.imports.kinds import Importer, Target
from habeas.core.imports.models import Import
from habeas.core.imports.problems import Problem
from habeas.core.imports.readers import choice, one_script, text, uncertain
from habeas.missing.actions.lists import RowTold, check_edition, open_edition, receive_rows
from habeas.missing.cells import names_two, parts_of
from habeas.missing.choices import Change, EditionState
from habeas.missing.models import Edition, Entry, EntryVersion, Source
from habeas.missing.scope import births, last_sights
from habeas.missing.tasks import look_for_matches
from habeas.places.models import Municipality
from habeas.places.queries import all_municipalities
from habeas.places.suggest import spellings

OLDEST = 120
_folded = lru_cache(maxsize=8192)(fold)
NAMES = ("family_name", "given_name", "fathers_name")
SEXES = {
    "F": ("female", "femër", "f", "ženski", "ž", "woman", "grua", "žena", "kadın"),
    "M": ("male", "mashkull", "m", "muški", "man", "burrë", "muškarac", "erkek"),
}


class Options(forms.Form):
    """Which edition of which list."""

    list = forms.ModelChoiceField(Source.objects.none(), label=_("list"))
    edition = forms.CharField(
        label=_("edition"), max_length=60, help_text=_("As its keeper calls it, or the year.")
    )
    dated = forms.DateField(label=_("dated"), widget=day_input())

    @classmethod
    def for_actor(cls, actor: Actor) -> Options:
        """With the lists of compartments in which the actor works."""
        form = cls()
        form.fields["list"].queryset = Source.objects.workable_by(actor)
        return form


class ListImporter(Importer):
    """One entry a row, named by the list's own number, else by name, birth and place together."""

    code = "missing"
    title = _("List of missing persons")
    help = _("One edition of a list. Entries that it no longer names are marked as withdrawn, never deleted.")
    options_form = Options
    asks_source = asks_compartment = False
    withdraws = True
    chunk = 2000
    key_fields = ("number", "family_name", "full_name")
    targets = (
        Target(
            "number",
            _("number on the list"),
            text(70),
            names=("record id", "id", "no", "nr", "rb", "redni broj"),
        ),
        Target("family_name", _("family name"), one_script(120), names=("surname", "mbiemri", "prezime")),
        Target("given_name", _("given name"), one_script(120), names=("name", "first name", "emri", "ime")),
        Target(
            "full_name",
            _("full name"),
            one_script(240),
            names=("emri dhe mbiemri", "ime i prezime", "person"),
        ),
        Target(
            "fathers_name", _("father's name"), one_script(120), names=("father", "emri i babait", "ime oca")
        ),
        Target("sex", _("sex"), choice(SEXES), names=("gjinia", "pol")),
        Target(
            "born",
            _("born"),
            uncertain(births),
            names=("birth date", "date of birth", "datëlindja", "datum rođenja"),
        ),
        Target(
            "birth_place",
            _("place of birth"),
            one_script(120),
            names=("birthplace", "vendlindja", "mesto rođenja"),
        ),
        Target(
            "disappeared",
            _("last seen"),
            uncertain(last_sights),
            names=("last seen date", "date of disappearance", "data e zhdukjes", "datum nestanka"),
        ),
        Target(
            "municipality",
            _("municipality where last seen"),
            text(120),
            names=("municipality", "komuna", "opština"),
        ),
        Target(
            "place",
            _("place where last seen"),
            one_script(160),
            names=("last seen place", "vendi", "mesto nestanka"),
        ),
        Target(
            "remark", _("remark of the list"), text(4000), names=("remarks", "note", "shënim", "napomena")
        ),
    )
    problems = {
        "no_name": (_("The row names nobody."), _("Write at least the family name.")),
        "two_persons": (
            _("The row seems to name two persons, or one in two spellings."),
            _("Write one name; enter the other person in a row of their own."),
        ),
        "too_old": (
            _("The person would have been %(age)s years old when last seen."),
            _("Correct one of the two dates."),
        ),
        "seen_before_birth": (
            _("The person was last seen before birth."),
            _("Correct one of the two dates."),
        ),
        "no_municipality": (
            _("No municipality is known by this name."),
            _("Write its name in any language."),
        ),
    }

    def home(self, answers: Mapping[str, Any]) -> UUID:
        """The compartment of the list."""
        found: UUID = answers["list"].compartment
        return found

    def source(self, options: Mapping[str, Any], given: str) -> str:
        """The name of the list; the file is one of its editions."""
        found = Source.objects.get(pk=options["list"])
        check_edition(current().actor, found, options["edition"], date.fromisoformat(options["dated"]))
        return str(found)[:120]

    def stream(self, batch: Import) -> str:
        return str(batch.given["list"])

    def check_columns(self, fields: set[str]) -> Iterable[Any]:
        return () if fields & {"family_name", "full_name"} else (self.target("family_name").label,)

    def start(self, batch: Import) -> None:
        """Open the edition that the rows go to."""
        given = batch.given
        source = Source.objects.get(pk=given["list"])
        told = {
            "label": given["edition"],
            "dated": date.fromisoformat(given["dated"]),
            "sha256": batch.file.sha256,
        }
        edition = open_edition(current().actor, source, **told)
        batch.options = json.dumps({**given, "into": str(edition.pk)})

    def prepare(self, batch: Import) -> dict[str, Any]:
        """Municipalities by every spelling, and the edition once it is open."""
        known = all_municipalities().select_related(None)
        places = {spelling.folded: place for place in known for spelling in spellings(place)}
        into = batch.given.get("into")
        return {"places": places, "edition": Edition.objects.get(pk=into) if into else None}

    def key(self, values: Mapping[str, Any]) -> str:
        """The list's number, else a digest of who and where."""
        if values["number"]:
            return str(values["number"])
        told = values["full_name"] or " ".join(values[name] for name in NAMES)
        parts = [fold(told), fold(values["birth_place"]), fold(values["place"])]
        parts += [value.isoformat() for value in (values["born"], values["disappeared"]) if value]
        return f"~{sha256('|'.join(parts).encode()).hexdigest()[:40]}" if parts[0] else ""

    def check(self, values: dict[str, Any], memory: Any) -> Iterable[Problem]:
        if values["full_name"] and not values["family_name"]:
            values.update(parts_of(values["full_name"], values["fathers_name"]))
        if not values["family_name"]:
            yield Problem("no_name", "family_name")
        for name in ("full_name", *NAMES):
            if names_two(values[name]):
                yield Problem("two_persons", name)
                break
        yield from _dates_apart(values)
        if values["municipality"]:
            found = municipality_of(values["municipality"], memory["places"])
            if found is None:
                yield Problem("no_municipality", "municipality")
            values["municipality"] = found or ""

    def shape(self, values: Mapping[str, Any], raw: Mapping[str, str]) -> RowTold:
        """A row as the register receives it."""
        plain = {name: values[name] for name in (*NAMES, "sex", "birth_place", "place", "remark")}
        told = RowTold(
            key=self.key(values),
            raw=raw,
            born=values["born"] or None,
            disappeared=values["disappeared"] or None,
            municipality=values["municipality"] or None,
            **plain,
        )
        _ = told.digest  # worked out here, beside writing
        return told

    def write(self, batch: Import, found: Any, memory: Any) -> list[UUID]:
        """All rows go to the edition in one call; the register itself tells what is new to it."""
        pairs = [*found.changed, *found.same]
        rows = [row.shaped for row in (*found.new, *(row for _key, row in pairs))]
        if not rows:
            return []
        outcome = receive_rows(current().actor, memory["edition"], rows=rows)
        ids = {entry.key: entry.pk for entry in outcome.entries}
        keys = [row.shaped.key for row in found.new]
        known = Entry.objects.filter(
            source=batch.given["list"], key__in=[key for key in keys if key not in ids]
        )
        ids.update(known.values_list("key", "pk"))
        return [ids[key] for key in keys]

    def keep(self, batch: Import, records: Sequence[UUID]) -> None:
        into = batch.given["into"]
        Entry.objects.filter(pk__in=records).update(last_edition_id=UUID(into))

    def withdraw(self, batch: Import, records: Sequence[UUID]) -> None:
        edition = Edition.objects.get(pk=batch.given["into"])
        EntryVersion.objects.bulk_create(
            EntryVersion(
                compartment=batch.compartment, entry_id=key, edition=edition, change=Change.WITHDRAWN
            )
            for key in records
        )
        Entry.objects.filter(pk__in=records).update(withdrawn=True)
        edition.withdrawn += len(records)
        edition.save()

    def close(self, batch: Import) -> None:
        """The edition stands."""
        edition = Edition.objects.get(pk=batch.given["into"])
        edition.state = EditionState.COMPLETE
        edition.save()

    def taken(self, batch: Import, since: datetime | None = None) -> None:
        """Matches of what was taken are looked for in the background; rows that wait hold nothing up."""
        look_for_matches(current().actor, batch.compartment)

    def result_url(self, batch: Import) -> str:
        into = batch.given.get("into")
        return reverse("missing:edition", args=[into]) if into else ""


def _dates_apart(values: Mapping[str, Any]) -> Iterable[Problem]:
    born, seen = values["born"], values["disappeared"]
    if not born:
        return
    if seen and seen.latest < born.earliest:
        yield Problem("seen_before_birth", "disappeared")
    year = seen.earliest.year if seen else timezone.localdate().year - 26
    if year - born.latest.year > OLDEST:
        yield Problem("too_old", "born", params={"age": year - born.latest.year})


def municipality_of(told: str, places: Mapping[str, Municipality]) -> Municipality | None:
    """A municipality by any spelling, or by one of two that stand side by side."""
    for part in (told, *re.split(r"[/,]", told)):
        found = places.get(_folded(part))
        if found is not None:
            return found
    return None


def register() -> None:
    """Make the import known."""
    kinds.register(ListImporter())
