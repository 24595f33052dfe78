"""Invented lists of missing persons of any size, with the truth: for measuring and for tests.

No real person: names are composed at random. Six lists with a language, a script and a quality each; brothers and
cousins disappear together from one house; the kinds of noise and their rates were set by eye
beside a reference file of 10,000 records.

    PYTHONPATH=src:. python benchmarks/linkage_lists.py FOLDER --records 100000 --seed 7
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from habeas.science.linkage.columns import FIELDS, IDENTITY, WHOLE
from habeas.science.names import cyrillic
from habeas.science.names.letters import bare


def stock() -> dict[str, list[str]]:
    """What names are composed of, by line of `linkage_names.txt`."""
    text = (Path(__file__).parent / "linkage_names.txt").read_text(encoding="utf-8")
    lines = (line.partition(": ") for line in text.splitlines())
    return {name: words.split() for name, _, words in lines}


NAMES = stock()
BIG = (
    ("1998-03-05", 40),
    ("1999-03-26", 60),
    ("1999-04-14", 60),
    ("1999-04-27", 90),
    ("1999-05-01", 60),
    ("1999-06-12", 60),
)
LATIN_ALBANIAN = (
    ("dž", "xh"), ("lj", "l"), ("đ", "gj"), ("č", "q"), ("ć", "q"), ("š", "sh"), ("ž", "zh"),
)  # fmt: skip
SERBIAN_SOUNDS = (
    ("xh", "dž"), ("gj", "đ"), ("sh", "š"), ("zh", "ž"), ("th", "t"), ("dh", "d"), ("rr", "r"), ("ll", "l"),
    ("q", "ć"), ("ç", "č"), ("ë", "e"), ("y", "i"), ("x", "dz"), ("ğ", "g"), ("ş", "š"), ("ı", "i"), ("ö", "o"),
    ("ü", "u"),
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """One invented person; names in the spelling of the own language."""

    given: str
    family: str
    father: str
    sex: str
    community: str
    born: date
    home: tuple[str, str]
    town: tuple[str, str]
    seen: tuple[str, str]
    gone: date
    married: str = ""


@dataclass(frozen=True)
class Manner:
    """How a list writes: language, share of Cyrillic, of dropped marks, of missing father and birth, name first?"""

    name: str
    language: str
    cyrillic: float
    bare: float
    no_father: float
    no_birth: float
    year_only: float
    family_first: float
    brackets: float
    weight: dict[str, float]


MANNERS = (
    Manner("CHAIR", "own", 0.0, 0.4, 0.09, 0.04, 0.12, 0.0, 0.36, {"A": 0.45, "S": 0.45, "O": 0.45}),
    Manner("LIST_P", "sq", 0.0, 0.25, 0.06, 0.03, 0.05, 0.0, 0.38, {"A": 0.44, "S": 0.2, "O": 0.35}),
    Manner("LIST_B", "sr", 0.8, 0.05, 0.06, 0.04, 0.07, 0.92, 0.92, {"A": 0.25, "S": 0.55, "O": 0.4}),
    Manner("FAM_AL", "sq", 0.0, 0.45, 0.3, 0.12, 0.2, 0.0, 0.27, {"A": 0.36, "S": 0.08, "O": 0.2}),
    Manner("FAM_SR", "sr", 0.6, 0.25, 0.3, 0.13, 0.24, 0.65, 0.69, {"A": 0.06, "S": 0.38, "O": 0.15}),
    Manner("NGO", "own", 0.0, 0.5, 0.37, 0.1, 0.16, 0.0, 0.22, {"A": 0.41, "S": 0.4, "O": 0.4}),
)
HEADER = (IDENTITY, "list", WHOLE, *FIELDS[1:])


def invented_villages(
    rng: random.Random, towns: list[tuple[str, str]]
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Villages of each municipality, with an Albanian and a Serbian name that are near or quite different."""
    first, middle = NAMES["village_beginnings"], NAMES["village_middles"]
    last = (
        ("c", "ac"),
        ("nik", "nik"),
        ("jë", "je"),
        ("vë", "vo"),
        ("ri", "re"),
        ("shtë", "šte"),
        ("llë", "la"),
        ("nicë", "nica"),
    )
    found = {}
    for town in towns:
        made = []
        for _ in range(9):
            stem = rng.choice(first) + rng.choice(middle) + rng.choice("bdgklmnprstvz")
            albanian, serbian = rng.choice(last)
            other = (
                rng.choice(first) + rng.choice(middle) + rng.choice("bdgklmnprstvz")
                if rng.random() < 0.15
                else stem
            )
            made.append((stem + albanian, other + serbian))
        found[town] = made
    return found


class Country:
    """What persons are composed of."""

    def __init__(self, rng: random.Random, towns: list[tuple[str, str]]) -> None:
        self.rng, self.towns = rng, towns
        self.villages = invented_villages(rng, towns)
        self.town_weight = [rng.uniform(0.5, 2.5) for _ in towns]

    def family(self, community: str) -> str:
        rng = self.rng
        common = {
            "A": NAMES["albanian_families"],
            "S": NAMES["serbian_families"],
            "O": NAMES["other_families"],
        }[community]
        if rng.random() < 0.35:
            return common[min(int(rng.expovariate(6) * len(common)), len(common) - 1)]
        if community == "A":
            root = rng.choice(NAMES["albanian_men"]).rstrip("aeiouë")
            joined = root + rng.choice(NAMES["albanian_men"])[:2].lower() if rng.random() < 0.4 else root
            return joined + rng.choice(("i", "aj", "jaj", "u", "llari", "i", "aj"))
        stock = NAMES["serbian_men"] if community == "S" else NAMES["other_men"]
        root = rng.choice(stock).rstrip("aeiou")
        joined = root + rng.choice(stock)[:2].lower() if rng.random() < 0.4 else root
        return joined + rng.choice(("ović", "ević", "ić", "ov", "agić" if community == "O" else "ković"))

    def given(self, community: str, sex: str) -> str:
        men = {"A": NAMES["albanian_men"], "S": NAMES["serbian_men"], "O": NAMES["other_men"]}[community]
        women = {"A": NAMES["albanian_women"], "S": NAMES["serbian_women"], "O": NAMES["other_women"]}[
            community
        ]
        stock = men if sex == "M" else women
        return stock[min(int(abs(self.rng.gauss(0, 0.5)) * len(stock)), len(stock) - 1)]

    def gone(self) -> date:
        if self.rng.random() < 0.3:
            day, spread = self.rng.choice(BIG)
            return date.fromisoformat(day) + timedelta(int(abs(self.rng.gauss(0, spread / 4))))
        centre = self.rng.choice((date(1998, 9, 15), date(1999, 4, 25), date(1999, 5, 5), date(1999, 12, 1)))
        return centre + timedelta(int(self.rng.gauss(0, 45)))

    def household(self) -> Iterator[Person]:
        """One person, or brothers and cousins who disappeared together."""
        rng = self.rng
        community = rng.choices("ASO", (0.68, 0.24, 0.08))[0]
        family, town = self.family(community), rng.choices(self.towns, self.town_weight)[0]
        home = town if rng.random() < 0.2 else rng.choice(self.villages[town])
        gone, father = self.gone(), self.given(community, "M")
        away = rng.random() < 0.2
        seen_town = rng.choice(self.towns) if away else town
        seen = rng.choice((seen_town, *self.villages[seen_town])) if away else home
        size = 1 if rng.random() < 0.72 else rng.choice((2, 2, 2, 3, 3, 4))
        year = int(min(max(rng.gauss(1960, 15), 1912), 1992))
        used: set[str] = set()
        for number in range(size):
            sex = "F" if rng.random() < 0.15 else "M"
            given = self.given(community, sex)
            if given in used or given == father:
                continue
            used.add(given)
            cousin = number > 0 and rng.random() < 0.3
            born = date(min(year + rng.randint(-9, 9), 1993), 1, 1) + timedelta(rng.randrange(365))
            yield Person(
                given, family, self.given(community, "M") if cousin else father, sex, community, born, home, town, seen,
                gone, self.family(community) if sex == "F" and rng.random() < 0.2 else "",
            )  # fmt: skip


SHORT = {
    "Aleksandar": "Aca", "Dimitrije": "Mita", "Božidar": "Boža", "Nebojša": "Neša", "Slobodan": "Sloba",
    "Ramadan": "Rama",
    "Hasan": "Haso", "Osman": "Osmo", "Dragoljub": "Drago", "Svetlana": "Ceca", "Milorad": "Mile", "Ibrahim": "Ibro",
    "Sylejman": "Sylë", "Mustafë": "Muja", "Liridon": "Doni", "Bashkim": "Bashi", "Vladimir": "Vlada",
    "Rexhep": "Rexha",
}  # fmt: skip


def swap_all(text: str, table: tuple[tuple[str, str], ...]) -> str:
    written = text
    for one, other in table:
        written = written.replace(one, other).replace(one.capitalize(), other.capitalize())
    return written


def misspelt(text: str, rng: random.Random) -> str:
    """One typing error: a letter dropped, doubled, changed, or two exchanged."""
    if len(text) < 3:
        return text
    at = rng.randrange(1, len(text))
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2:
        return text[:at] + rng.choice("abcdefghijklmnoprstuvz") + text[at + 1 :]
    return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]


class Scribe:
    """One record of a person as one list writes it."""

    def __init__(self, manner: Manner, rng: random.Random) -> None:
        self.manner, self.rng = manner, rng

    def name(self, text: str, community: str, write: Callable[[str], str], role: str) -> str:
        rng, language = self.rng, self.manner.language
        told = SHORT.get(text, text) if role != "family" and rng.random() < 0.04 else text
        if language == "sr" and community != "S":
            told = swap_all(told, SERBIAN_SOUNDS)
            told = told[:-1] if told.endswith("e") and text.endswith("ë") and rng.random() < 0.7 else told
            if role == "family" and community == "A" and rng.random() < 0.04 and told[-1:] not in "aeiou":
                told += "ić"
        elif language == "sq" and community != "A":
            told = swap_all(told, LATIN_ALBANIAN)
        if role != "family" and community == "A" and told[-1:] not in "aeiouë" and rng.random() < 0.04:
            told += "i"
        if community == "A" and "xh" in told.lower() and rng.random() < 0.02:
            told = told.replace("xh", "j").replace("Xh", "J")
        if community == "A" and language != "sr" and told.endswith("ë") and rng.random() < 0.3:
            told = told[:-1] + rng.choice("ae")
        if rng.random() < 0.022:
            told = misspelt(told, rng)
        return write(told)

    def place(self, place: tuple[str, str], write: Callable[[str], str], community: str) -> str:
        serbian = self.manner.language == "sr" or (self.manner.language == "own" and community == "S")
        told = place[1] if serbian else place[0]
        if not serbian and told.endswith("ë") and self.rng.random() < 0.3:
            told = told[:-1] + "a"
        return write(misspelt(told, self.rng) if self.rng.random() < 0.02 else told)

    def writing(self) -> Callable[[str], str]:
        rng = self.rng
        if rng.random() < self.manner.cyrillic:
            return lambda text: cyrillic(text).title()
        if rng.random() < self.manner.bare:
            return lambda text: bare(text.replace("đ", "dj").replace("Đ", "Dj").replace("ı", "i"))
        return lambda text: text

    def birth(self, born: date) -> tuple[str, str]:
        rng, manner = self.rng, self.manner
        if rng.random() < manner.no_birth:
            return "", ""
        told = born
        if rng.random() < manner.year_only:
            return "", str(born.year + rng.choice((0, 0, 0, 0, 0, 1, -1, 2, -2)))
        chance = rng.random()
        if chance < 0.05:
            told = date(born.year, 1, 1)
        elif chance < 0.075 and born.day <= 12:
            told = date(born.year, born.day, born.month)
        elif chance < 0.11:
            told = born.replace(year=born.year + rng.choice((-10, -2, -1, 1, 2, 10)), day=min(born.day, 28))
        elif chance < 0.135:
            told = born.replace(day=max(1, min(28, born.day + rng.choice((-10, -1, 1, 10)))))
        return told.isoformat(), str(told.year)

    def day(self, gone: date) -> str:
        chance = self.rng.random()
        if chance < 0.145:
            return ""
        if chance < 0.2:
            return gone.replace(day=1).isoformat()
        if chance < 0.32:
            return (gone + timedelta(self.rng.randint(-3, 3))).isoformat()
        return gone.isoformat()

    def record(self, person: Person) -> list[str]:
        rng, write, side = self.rng, self.writing(), person.community
        given = self.name(person.given, side, write, "given")
        married = person.married if person.married and rng.random() < 0.4 else person.family
        family = self.name(married, side, write, "family")
        father = (
            "" if rng.random() < self.manner.no_father else self.name(person.father, side, write, "father")
        )
        whole = self.whole(given, family, father)
        if rng.random() < 0.015:
            given, family = family, given
        if father and rng.random() < 0.055:
            given, father = f"{given} {father}", ""
        near = person.town if rng.random() < 0.1 else person.home
        home = "" if rng.random() < 0.15 else self.place(near, write, side)
        town = "" if rng.random() < 0.075 else self.place(person.town, write, side)
        last = person.town if rng.random() < 0.12 else person.seen
        seen = "" if rng.random() < 0.12 else self.place(last, write, side)
        sex = "" if rng.random() < 0.03 else person.sex if rng.random() < 0.997 else "FM"[person.sex == "F"]
        return [
            self.manner.name, whole, given, family, father, sex, *self.birth(person.born), home, town,
            self.day(person.gone), seen,
        ]  # fmt: skip

    def whole(self, given: str, family: str, father: str) -> str:
        rng = self.rng
        middle = f"({father})" if father and rng.random() < self.manner.brackets else father
        names = (
            [family, middle, given] if rng.random() < self.manner.family_first else [given, middle, family]
        )
        return " ".join(name for name in names if name)


def towns_of_pack() -> list[tuple[str, str]]:
    """Albanian and Serbian names of the municipalities."""
    path = Path(__file__).parent.parent / "src" / "habeas" / "packs" / "kosovo" / "municipalities.csv"
    with path.open(encoding="utf-8") as stream:
        rows = [(row["name_sq_indefinite"], row["name_sr_latin"]) for row in csv.DictReader(stream)]
    return rows[:30]


def lists(records: int, seed: int) -> Iterator[tuple[list[str], int]]:
    """Rows in the order of `HEADER` without the identity, each with the number of its person."""
    rng = random.Random(seed)  # noqa: S311
    country = Country(rng, towns_of_pack())
    scribes = [Scribe(manner, rng) for manner in MANNERS]
    made = person = 0
    while made < records:
        for one in country.household():
            person += 1
            named = [s for s in scribes if rng.random() < s.manner.weight[one.community]] or [
                rng.choice(scribes)
            ]
            for scribe in named:
                for _ in range(2 if rng.random() < 0.012 else 1):
                    made += 1
                    yield scribe.record(one), person


def write(folder: Path, records: int, seed: int) -> None:
    """`lists.csv` and `truth.csv`, rows in random order."""
    rows = [(row, person) for (row, person), _ in zip(lists(records, seed), range(records), strict=False)]
    random.Random(seed + 1).shuffle(rows)  # noqa: S311
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lists.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows([at, *row] for at, (row, _person) in enumerate(rows))
    with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["record_id", "person_id"])
        writer.writerows([at, person] for at, (_row, person) in enumerate(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write(asked.folder, asked.records, asked.seed)


if __name__ == "__main__":
    main()
