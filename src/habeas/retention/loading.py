"""The retention categories of a pack."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from habeas.core.packs.loaders import loader
from habeas.core.packs.manifest import Pack
from habeas.core.packs.models import pack_id
from habeas.core.packs.problems import BadCell
from habeas.core.packs.sync import Load
from habeas.core.packs.tables import Line
from habeas.retention.choices import AtEnd
from habeas.retention.models import Category

FILE = "retention.csv"
COLUMNS = (
    *("code", "label_en", "label_sq", "label_sr", "years", "at_end"),
    *("basis_en", "basis_sq", "basis_sr"),
)
Values = dict[str, Any]


@loader("retention", files=(FILE,))
def retention(pack: Pack) -> list[Values]:
    """Read the categories."""
    return pack.table(FILE, COLUMNS).each(_category, key=("code",))


def _category(line: Line) -> Values:
    years = line.whole("years")
    if years is not None and not 1 <= years <= 200:
        raise BadCell(
            "years", _("This is no number of years."), _("Write 1 to 200, or nothing for without end.")
        )
    code = line.need("code", 40)
    return {
        "id": pack_id(Category, code),
        "code": code,
        "years": years,
        "at_end": line.one_of("at_end", {value: value for value in AtEnd.values}),
        "label_en": line.need("label_en", 150),
        "basis_en": line.need("basis_en", 400),
        **{name: line.text(name, 150) for name in ("label_sq", "label_sr")},
        **{name: line.text(name, 400) for name in ("basis_sq", "basis_sr")},
    }


@retention.stores
def store_categories(rows: list[Values], load: Load) -> None:
    """Categories by code."""
    load.sync(Category, rows, key=("code",))
