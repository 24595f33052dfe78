"""Vocabularies and terms of a pack, with the translations that stand in a file of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from habeas.core.i18n.script import to_cyrillic, to_latin
from habeas.core.packs.loaders import loader
from habeas.core.packs.manifest import Pack
from habeas.core.packs.models import pack_id
from habeas.core.packs.problems import BadCell, PackError, Problem
from habeas.core.packs.sync import Load
from habeas.core.packs.tables import Line, Table
from habeas.core.scope import scoped
from habeas.core.terms.fields import USES
from habeas.core.terms.models import Term, Vocabulary

TERMS, TRANSLATIONS, TITLES = "thesauri.csv", "term_translations.csv", "list_titles.csv"
SUCCESSORS = "term_successors.csv"
"""Optional: list, code that the pack left out, code to use instead."""
LABELS = ("label_sq", "label_sr_latin", "label_sr_cyrillic")
COLUMNS = ("list", "code", "parent", "label_en", *LABELS, "align", "note", "list_title", "source")

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Lists:
    """What the tables tell: a row a vocabulary, a row a term."""

    vocabularies: list[dict[str, Any]]
    terms: list[dict[str, Any]]
    successors: dict[tuple[str, str], str] = field(default_factory=dict)


def serbian(line: Line, stem: str, limit: int = 200) -> dict[str, str]:
    """`<stem>_sr` in Cyrillic and `<stem>_sr_latn` where the Latin given differs from the rule's."""
    cyrillic = line.text(f"{stem}_sr_cyrillic", limit)
    latin = line.text(f"{stem}_sr_latin", limit)
    if latin and not cyrillic:
        cyrillic = to_cyrillic(latin)
    exception = latin if latin and to_latin(cyrillic) != latin else ""
    return {f"{stem}_sr": cyrillic, f"{stem}_sr_latn": exception}


def labels_in(line: Line) -> dict[str, str]:
    """The Albanian and the Serbian label of a row."""
    return {"label_sq": line.text("label_sq", 200), **serbian(line, "label")}


def merged(own: Labels, given: Labels | None) -> dict[str, Any]:
    """A row's labels, completed from the translations; those await review."""
    lacking = given is not None and not (own["label_sq"] and own["label_sr"])
    if not lacking or given is None:
        return {**own, "needs_review": False}
    return {**{name: own[name] or given[name] for name in given}, "needs_review": True}


@loader("terms", files=(TERMS,))
def terms(pack: Pack) -> Lists:
    """Read the lists; a parent must stand before its children and in the same list."""
    table = pack.table(TERMS, COLUMNS)
    titles = _titles(pack)
    codes = [(line.text("list"), line.text("code")) for line in table.lines]
    given = _translations(pack, set(codes))
    seen: set[tuple[str, str]] = set()
    positions: dict[str, int] = {}
    vocabularies: dict[str, dict[str, Any]] = {}

    def read(line: Line) -> dict[str, Any]:
        key = line.need("list", 40), line.need("code", 30)
        parent = line.text("parent", 30)
        if parent and (key[0], parent) not in seen:
            raise BadCell(
                "parent",
                _("This code does not stand before the row in its list."),
                _("Move the parent up or correct the code."),
            )
        seen.add(key)
        positions[key[0]] = positions.get(key[0], 0) + 1
        title = {"title_en": line.need("list_title", 200), **titles.get(key[0], {})}
        vocabularies.setdefault(key[0], {"code": key[0], **title})
        return _term(line, key, parent, positions[key[0]], given.get(key))

    rows = table.each(read, key=("list", "code"))
    return Lists(list(vocabularies.values()), rows, _successors(pack, set(codes)))


def _successors(pack: Pack, codes: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    if not pack.has(SUCCESSORS):
        return {}
    table = pack.table(SUCCESSORS, ("list", "code", "successor"))

    def read(line: Line) -> tuple[tuple[str, str], str]:
        key, successor = (line.need("list"), line.need("code", 30)), line.need("successor", 30)
        if (key[0], successor) not in codes:
            raise BadCell(
                "successor", _("The list has no term of this code."), _("Correct the code or drop the row.")
            )
        return key, successor

    return dict(table.each(read, key=("list", "code")))


def _term(
    line: Line, key: tuple[str, str], parent: str, position: int, given: Labels | None
) -> dict[str, Any]:
    return {
        "vocabulary_id": pack_id(Vocabulary, key[0]),
        "code": key[1],
        "parent_id": pack_id(Term, pack_id(Vocabulary, key[0]), parent) if parent else None,
        "position": position,
        "label_en": line.need("label_en", 200),
        "align": line.text("align", 60),
        "note": line.text("note"),
        "source": line.text("source"),
        **merged(labels_in(line), given),
    }


def _translations(pack: Pack, codes: set[tuple[str, str]]) -> dict[tuple[str, str], Labels]:
    if not pack.has(TRANSLATIONS):
        return {}
    table: Table = pack.table(TRANSLATIONS, ("list", "code", *LABELS))

    def read(line: Line) -> tuple[tuple[str, str], Labels]:
        key = line.need("list"), line.need("code")
        if key not in codes:
            raise BadCell(
                "code", _("The list has no term of this code."), _("Correct the code or drop the row.")
            )
        return key, labels_in(line)

    return dict(table.each(read, key=("list", "code")))


def _titles(pack: Pack) -> dict[str, dict[str, str]]:
    if not pack.has(TITLES):
        return {}
    table = pack.table(TITLES, ("list", "title_sq", "title_sr_cyrillic"))

    def read(line: Line) -> tuple[str, dict[str, str]]:
        titles = {"title_sq": line.text("title_sq", 200), "title_sr": line.text("title_sr_cyrillic", 200)}
        return line.need("list"), titles

    return dict(table.each(read, key=("list",)))


@terms.stores
def store(lists: Lists, load: Load) -> None:
    """Vocabularies first; a term in use keeps its meaning."""
    load.sync(Vocabulary, lists.vocabularies, key=("code",))

    def keep_meaning(row: Term, values: Mapping[str, Any]) -> None:
        if row.label_en != values["label_en"] and is_used(row, load):
            raise PackError([_changed_meaning(row, values["label_en"])])

    load.sync(Term, lists.terms, key=("vocabulary_id", "code"), before_change=keep_meaning)
    for (vocabulary, code), successor in lists.successors.items():
        Term.objects.filter(vocabulary__code=vocabulary, code=code).exclude(successor=successor).update(
            successor=successor
        )


def is_used(row: Term, load: Load) -> bool:
    """Whether any record holds the code of this term."""
    used_by = [(model, name) for model, name, vocabulary in USES if vocabulary == row.vocabulary.code]
    return any(
        scoped(model._default_manager.filter(**{name: row.code}), load.running.actor).exists()
        for model, name in used_by
    )


def _changed_meaning(row: Term, wanted: str) -> Problem:
    why = _("Records use “%(code)s” as “%(old)s”; the pack now calls it “%(new)s”.")
    values = {"code": row.code, "old": row.label_en, "new": wanted}
    remedy = _(
        "Give the new meaning a new code and leave the old one out: it is retired and its records keep it."
    )
    return Problem(TERMS, why % values, remedy)
