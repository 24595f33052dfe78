"""Terms and hierarchical models as bit masks.

A term is the mask of the lists it joins (0 is the constant). A model is hierarchical when every part of its
terms is in it too; it always holds the constant and one term for each list, and never the term of all
lists, which has no estimate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

from habeas.science.recapture.errors import RecaptureError

Model = tuple[int, ...]
"""The terms of a model: constant first, then by size and by first list."""


def term_lists(term: int) -> tuple[int, ...]:
    """Lists joined by a term, numbered from 1."""
    return tuple(j + 1 for j in range(term.bit_length()) if term >> j & 1)


def ordered(terms: Iterable[int]) -> Model:
    return tuple(sorted(set(terms), key=lambda term: (term.bit_count(), term_lists(term))))


def independence(size: int) -> Model:
    return (0, *(1 << j for j in range(size)))


def pairs(size: int) -> tuple[int, ...]:
    """Pairs of lists, in the order (1,2), (1,3), … (2,3), …"""
    return tuple(1 << i | 1 << j for i in range(size) for j in range(i + 1, size))


def interactions(size: int, largest: int) -> list[int]:
    """Terms of two to `largest` lists, fewer than all."""
    return [
        sum(1 << j for j in lists)
        for order in range(2, min(largest, size - 1) + 1)
        for lists in combinations(range(size), order)
    ]


def parts(term: int) -> Iterable[int]:
    """Every part of a term, the term itself and the constant included."""
    part = term
    while True:
        yield part
        if part == 0:
            return
        part = (part - 1) & term


def closed(generators: Iterable[int], size: int) -> Model:
    """The smallest hierarchical model with these terms."""
    terms = set(independence(size))
    for term in generators:
        terms.update(parts(term))
    return ordered(terms)


def generators(model: Model) -> tuple[int, ...]:
    """Terms that are part of no other, largest first."""
    top = [t for t in model if t and not any(t & other == t and t != other for other in model)]
    return tuple(sorted(top, key=lambda term: (-term.bit_count(), term_lists(term))))


def model_name(model: Model) -> str:
    """`[124,23,34]`; with ten lists or more the numbers of a term are joined by a point, `[1.10,2]`."""
    tops = [term_lists(term) for term in generators(model)]
    mark = "." if any(number > 9 for top in tops for number in top) else ""
    return "[" + ",".join(mark.join(map(str, top)) for top in tops) + "]"


def parse_model(name: str, size: int) -> Model:
    """The model of a name such as `[124,23,34]`."""
    body = name.strip()
    if not re.fullmatch(r"\[\d+(\.\d+)*(,\d+(\.\d+)*)*\]", body):
        raise RecaptureError("not-a-model", value=name, lists=size)
    dotted = "." in body or size > 9
    terms = []
    for piece in body[1:-1].split(","):
        numbers = [int(p) for p in (piece.split(".") if dotted else piece)]
        if min(numbers) < 1 or max(numbers) > size or len(set(numbers)) == size:
            raise RecaptureError("not-a-model", value=name, lists=size)
        terms.append(sum(1 << (number - 1) for number in set(numbers)))
    return closed(terms, size)


@lru_cache(maxsize=8)
def all_models(size: int) -> tuple[Model, ...]:
    """Every hierarchical model of `size` lists: 2, 8, 113, 6,893 for two to five (one for two lists)."""
    terms = ordered(term for term in range(1 << size) if 2 <= term.bit_count() < size)
    faces = {t: tuple(t ^ (1 << j) for j in range(size) if t >> j & 1) for t in terms}
    base = independence(size)
    found: list[Model] = []

    def grow(position: int, chosen: list[int], have: set[int]) -> None:
        if position == len(terms):
            found.append((*base, *chosen))
            return
        term = terms[position]
        grow(position + 1, chosen, have)
        if all(face.bit_count() < 2 or face in have for face in faces[term]):
            chosen.append(term)
            have.add(term)
            grow(position + 1, chosen, have)
            chosen.pop()
            have.remove(term)

    grow(0, [], set())
    return tuple(found)


def neighbours(model: Model, size: int, largest: int) -> list[Model]:
    """Models one term away, terms of at most `largest` lists."""
    have = set(model)
    grown = []
    for term in interactions(size, largest):
        if term in have:
            continue
        if all(term ^ (1 << j) in have for j in range(size) if term >> j & 1):
            grown.append(ordered((*model, term)))
    shrunk = [ordered(have - {top}) for top in generators(model) if top.bit_count() > 1]
    return grown + shrunk
