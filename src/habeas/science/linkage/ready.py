"""Makes the machine code of linkage before it is asked for: `python -m habeas.science.linkage.ready`.

The compiled kernels are kept beside their sources, so that this takes some twenty seconds once, and nothing later.
"""

from __future__ import annotations

from habeas.science.linkage.columns import from_rows
from habeas.science.linkage.decisions import decisions
from habeas.science.linkage.evidence import Explainer
from habeas.science.linkage.linking import link
from habeas.science.names.places import Gazetteer

LISTS, PERSONS = 3, 40
FAMILIES = ("Shpikuri", "Trillaj", "Sajuari", "Demoviq", "Fiktivi")
GIVEN = ("Agim", "Ilir", "Goran", "Mirsad")


def main() -> int:
    """Link a few invented records through every kernel that a register uses."""
    places = Gazetteer()
    places.add("01", ["Demofshat", "Demoselo"])
    rows = [_row(kept, number) for kept in range(LISTS) for number in range(PERSONS)]
    linked = link(from_rows(iter(rows)), gazetteer=places, decisions=decisions([], []))
    pairs, at = list(linked.suggestions(-2.0)), linked.row
    Explainer(linked.data, linked.weights).explain_all(
        [at[pair.one] for pair in pairs], [at[pair.other] for pair in pairs]
    )
    return 0


def _row(kept: int, number: int) -> dict[str, str]:
    """An invented person as one of the lists has them: a letter lost here, only the year there."""
    family, year = FAMILIES[number % len(FAMILIES)], 1930 + number
    return {
        "record_id": f"{kept}-{number}",
        "list": f"list {kept}",
        "given_name": GIVEN[number % len(GIVEN)],
        "surname": family[:-1] if kept == 1 and number % 7 == 0 else family,
        "father_name": GIVEN[(number * 3 + 1) % len(GIVEN)],
        "sex": "M",
        "birth_date": "" if kept == 2 else f"{year}-05-{number % 28 + 1:02d}",
        "birth_year": str(year),
        "birthplace": "",
        "municipality": "01",
        "last_seen_date": f"1999-04-{number % 28 + 1:02d}",
        "last_seen_place": "Demofshat" if kept else "Demoselo",
    }


if __name__ == "__main__":
    raise SystemExit(main())
