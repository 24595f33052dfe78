"""Terms by list and code, kept in memory: a page shows hundreds of labels, a pack changes a few times a year."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from rapidfuzz import process

from habeas.core.errors import Invalid
from habeas.core.i18n.fold import fold
from habeas.core.packs import mission
from habeas.core.packs.models import PackLoad
from habeas.core.terms.models import Term, Vocabulary

FRESH_FOR_SECONDS = 10.0
TermList = Mapping[str, Term]


@dataclass
class _Memory:
    """What was read, after which loading, and when that was last looked at."""

    lists: dict[str, dict[str, Term]] = field(default_factory=dict)
    loaded: PackLoad | None = None
    looked_at: float = 0.0


_memory = _Memory()


def forget() -> None:
    """Read the terms again at the next question (a pack was loaded, another database is opened)."""
    _memory.lists, _memory.loaded, _memory.looked_at = {}, None, 0.0
    mission.forget()


def _lists() -> Mapping[str, TermList]:
    if _memory.lists and time.monotonic() - _memory.looked_at < FRESH_FOR_SECONDS:
        return _memory.lists
    newest = PackLoad.objects.order_by("-created_at").first()
    if not _memory.lists or newest != _memory.loaded:
        _memory.lists, _memory.loaded = _read(), newest
    _memory.looked_at = time.monotonic()
    return _memory.lists


def _read() -> dict[str, dict[str, Term]]:
    lists: dict[str, dict[str, Term]] = {}
    for term in Term.objects.select_related("vocabulary", "parent").order_by(
        "vocabulary__code", "position", "code"
    ):
        lists.setdefault(term.vocabulary.code, {})[term.code] = term
    return lists


def all_terms(vocabulary: str) -> TermList:
    """Every term of a list by code, retired ones included; empty when there is no such list."""
    return _lists().get(vocabulary, {})


def current_terms(vocabulary: str) -> list[Term]:
    """The terms offered for new work, in the order of the list."""
    return [term for term in all_terms(vocabulary).values() if not term.is_retired]


def vocabularies() -> Any:
    """Every list, retired ones included."""
    return Vocabulary.objects.all()


def terms_of(vocabulary: Vocabulary) -> Any:
    """The terms of a list as rows, in its order, retired ones last."""
    rows = Term.objects.filter(vocabulary=vocabulary).select_related("parent")
    return rows.annotate(left=Q(retired_in__gt="")).order_by("left", "position", "code")


def term(vocabulary: str, code: str) -> Term | None:
    """A term by its code, retired or not."""
    return all_terms(vocabulary).get(code)


def label(vocabulary: str, code: str) -> str:
    """The label in the reader's language; the code itself when the list has no such term."""
    found = term(vocabulary, code)
    return code if found is None else str(found)


def choices(vocabulary: str, keep: str = "") -> Iterator[tuple[str, str]]:
    """Pairs for a form in the reader's language; `keep` stays offered although it is retired."""
    for found in all_terms(vocabulary).values():
        if not found.is_retired:
            yield found.code, _told(found)
        elif found.code == keep:
            yield found.code, _("%(label)s (no longer in the list)") % {"label": _told(found)}


def _told(found: Term) -> str:
    return str(found) if found.parent is None else f"{found.parent} › {found}"


def require(vocabulary: str, code: str, *, field: str = "") -> Term:
    """The current term of a code; raises Invalid naming the list, the code and the nearest ones."""
    found = term(vocabulary, code)
    if found is None:
        near = process.extractOne(fold(code), {t.code: fold(t.code) for t in current_terms(vocabulary)})
        remedy = _("Did you mean “%(code)s”?") % {"code": near[2]} if near else _("Load the pack first.")
        why = _("“%(code)s” is no code of the list “%(list)s”.")
        raise Invalid(why % {"code": code, "list": vocabulary}, remedy=remedy, field=field, code="term")
    if found.is_retired:
        why = _("“%(label)s” left the list “%(list)s” with version %(version)s of the pack.")
        values = {"label": found, "list": vocabulary, "version": found.retired_in}
        raise Invalid(why % values, remedy=_instead_of(found), field=field, code="term")
    return found


def _instead_of(retired: Term) -> str:
    """What to choose in place of a term that left the list."""
    terms, code = all_terms(retired.vocabulary.code), retired.successor
    while code in terms and terms[code].is_retired and terms[code].successor not in ("", code):
        code = terms[code].successor
    if code not in terms:
        return _("Choose another term.")
    return _("Use “%(label)s” (%(code)s) instead.") % {"label": _told(terms[code]), "code": code}
