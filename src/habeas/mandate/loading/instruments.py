"""Instruments and articles of a pack; each instrument also stands in the register of sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from habeas.core.packs.loaders import loader
from habeas.core.packs.manifest import Pack
from habeas.core.packs.models import pack_id
from habeas.core.packs.problems import BadCell
from habeas.core.packs.sync import Load
from habeas.core.packs.tables import Line
from habeas.core.terms.loading import labels_in, merged, serbian
from habeas.mandate.choices import InstrumentKind, SourceLevel
from habeas.mandate.loading.mandate import YES_NO, dated
from habeas.mandate.models import Article, Instrument, Source

Values = dict[str, Any]
INSTRUMENTS, TRANSLATIONS = "instruments.csv", "instrument_translations.csv"
APPLICATION = "instrument_application.csv"
COLUMNS = (
    *("id", "instrument_code", "instrument_en", "instrument_sq", "instrument_sr_latin"),
    *("instrument_sr_cyrillic", "kind", "system", "adopted", "monitoring_body", "application_in_kosovo"),
    *("article", "right_en", "right_sq", "right_sr_latin", "right_sr_cyrillic", "theme"),
)
KINDS = {value: value for value in InstrumentKind.values}
FLAGS = ("party_to_treaty", "by_domestic_law", "by_agreement")


@dataclass
class Norms:
    """What the tables tell, by model."""

    sources: list[Values] = field(default_factory=list)
    instruments: dict[str, Values] = field(default_factory=dict)
    articles: list[Values] = field(default_factory=list)


def labels(line: Line, stem: str, model_stem: str, given: Mapping[str, str] | None) -> Values:
    """The labels of a row under the model's names, completed from the translations."""
    own = {"label_sq": line.text(f"{stem}_sq", 200)}
    told = serbian(line, stem)
    own |= {"label_sr": told[f"{stem}_sr"], "label_sr_latn": told[f"{stem}_sr_latn"]}
    whole = merged(own, given)
    return {
        f"{model_stem}_en": line.need(f"{stem}_en", 200),
        **{f"{model_stem}{name.removeprefix('label')}": whole[name] for name in own},
        "needs_review": whole["needs_review"],
    }


@loader("instruments", files=(INSTRUMENTS,), after=("mandate",))
def instruments(pack: Pack) -> Norms:
    """Read the instruments, each before its articles."""
    table = pack.table(INSTRUMENTS, COLUMNS)
    given = _translations(pack, {line.text("id") for line in table.lines})
    flags = _flags(pack, {line.text("instrument_code") for line in table.lines})
    found = Norms()

    def read(line: Line) -> None:
        if line.text("article"):
            _read_article(line, found, given)
        else:
            _read_instrument(line, found, given, flags)

    table.each(read, key=("id",))
    return found


def _read_instrument(
    line: Line, found: Norms, given: Mapping[tuple[str, str], Values], flags: Mapping[str, Values]
) -> None:
    code = line.need("instrument_code", 20)
    adopted = dated("adopted", line.uncertain("adopted"))
    kind = line.one_of("kind", KINDS)
    own = flags.get(code, dict.fromkeys(FLAGS, False))
    if own["party_to_treaty"] and kind != InstrumentKind.TREATY:
        raise BadCell(
            "kind", _("One is party to treaties only."), _("Correct %(file)s.") % {"file": APPLICATION}
        )
    found.instruments[code] = {
        "code": code,
        "source_id": pack_id(Source, code),
        **labels(line, "instrument", "title", given.get((line.text("id"), "instrument"))),
        "kind": kind,
        "system": line.need("system", 20),
        **adopted,
        "monitoring_body": line.text("monitoring_body", 150),
        "application": line.text("application_in_kosovo", 200),
        "position": len(found.instruments) + 1,
        **own,
    }
    found.sources.append(_source(found.instruments[code]))


def _source(instrument: Values) -> Values:
    return {
        "code": instrument["code"],
        "level": SourceLevel.INSTRUMENT.value,
        "title": instrument["title_en"],
        **{
            name.replace("adopted", "dated"): value for name, value in instrument.items() if "adopted" in name
        },
        "is_treaty": instrument["kind"] == InstrumentKind.TREATY,
        "kind": instrument["kind"],
        "lead_actor": instrument["monitoring_body"],
        "content": instrument["application"],
    }


def _read_article(line: Line, found: Norms, given: Mapping[tuple[str, str], Values]) -> None:
    owner = line.need("instrument_code", 20)
    if owner not in found.instruments:
        raise BadCell(
            "instrument_code",
            _("The instrument does not stand before its articles."),
            _("Move its row up or correct the code."),
        )
    found.articles.append(
        {
            "code": line.need("id", 30),
            "instrument_id": pack_id(Instrument, owner),
            "number": line.need("article", 20),
            **labels(line, "right", "right", given.get((line.text("id"), "right"))),
            "theme": line.text("theme", 40),
            "position": len(found.articles) + 1,
        }
    )


def _translations(pack: Pack, codes: set[str]) -> dict[tuple[str, str], Values]:
    if not pack.has(TRANSLATIONS):
        return {}
    fields = {"instrument": "instrument", "right": "right"}

    def read(line: Line) -> tuple[tuple[str, str], Values]:
        line.need("id")
        return (line.known("id", codes, INSTRUMENTS), line.one_of("field", fields)), dict(labels_in(line))

    columns = ("id", "field", "label_sq", "label_sr_latin", "label_sr_cyrillic")
    return dict(pack.table(TRANSLATIONS, columns).each(read, key=("id", "field")))


def _flags(pack: Pack, codes: set[str]) -> dict[str, Values]:
    if not pack.has(APPLICATION):
        return {}

    def read(line: Line) -> tuple[str, Values]:
        line.need("instrument_code")
        code = line.known("instrument_code", codes, INSTRUMENTS)
        return code, {name: line.one_of(name, YES_NO) for name in FLAGS}

    columns = ("instrument_code", *FLAGS)
    return dict(pack.table(APPLICATION, columns).each(read, key=("instrument_code",)))


@instruments.stores
def store(found: Norms, load: Load) -> None:
    """The register of sources first, then instruments, then articles."""
    load.sync(Source, found.sources, key=("code",), among=Q(level=SourceLevel.INSTRUMENT))
    load.sync(Instrument, list(found.instruments.values()), key=("code",))
    load.sync(Article, found.articles, key=("code",))
