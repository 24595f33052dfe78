"""Symbols of official documents: S/RES/1244 (1999), A/HRC/30/38/Add.1, PC.DEC/305, CPT/Inf (2009) 3."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

UN_BODIES = (
    "A", "S", "E", "T", "ST", "HRI", "HRC", "UNMIK", "UNHCR", "DP",
    "CCPR", "CAT", "CED", "CEDAW", "CERD", "CESCR", "CMW", "CRC", "CRPD", "OPCAT",
)  # fmt: skip
_PART = r"[A-Z0-9][A-Za-z0-9]*(?:[.\-][A-Za-z0-9]+)*"
_SUFFIX = r"(?: ?\((?:1[89]\d\d|20\d\d|[IVXL]+|ES-[IVXL]+|S-[IVXL]+)\))?"
FAMILIES = {
    "un": re.compile(rf"(?:{'|'.join(UN_BODIES)})(?:/{_PART})+{_SUFFIX}"),
    "osce": re.compile(
        r"(?:PC|MC|FSC|CIO|ODIHR)\.[A-Z]{2,5}/\d{1,4}(?:/\d{2,4})?(?:/(?:Rev|Corr|Add)\.\d+)?"
    ),
    "coe": re.compile(
        r"(?:CM|CPT|GVT|ACFC|ECRI)/(?:ResCMN|Rec|Inf|COM|OP|SR)[ /]?"
        r"(?:[IVX]+|\d+)?[ /]?\(\d{4}\) ?\d{1,4}(?:-E)?"
    ),
}
_LOOKS_LIKE_UN = re.compile(rf"(?:{'|'.join(UN_BODIES)})/")


@dataclass(frozen=True)
class Symbol:
    """A valid symbol: the family of bodies it belongs to, and the text as one writes it."""

    family: str
    text: str

    @property
    def link(self) -> str:
        """Where the United Nations keep the document; empty for other bodies, which have no such rule."""
        return f"https://undocs.org/{self.text.replace(' ', '')}" if self.family == "un" else ""


def parse_symbol(text: str) -> Symbol | None:
    """The symbol in a text that is nothing else; None when it is no symbol."""
    bare = " ".join(text.split())
    for family, pattern in FAMILIES.items():
        if pattern.fullmatch(bare) and any(letter.isdigit() for letter in bare):
            return Symbol(family, bare)
    return None


def looks_like_symbol(text: str) -> bool:
    """Whether somebody meant a symbol of the United Nations, right or wrong."""
    return _LOOKS_LIKE_UN.match(text) is not None


def validate_symbol(text: str) -> None:
    """A validator for fields: names the value and how a symbol is written."""
    if parse_symbol(text) is None:
        raise ValidationError(
            _("“%(value)s” is no document symbol. Write it as S/RES/1244 (1999) or A/HRC/30/38/Add.1."),
            code="symbol",
            params={"value": text},
        )
