"""Invented institutions, settlements and sites inside real municipalities, and which team covers what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import cycle
from typing import Any

from habeas.access.models import Organisation, Unit
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.rules import is_system
from habeas.places import actions as places
from habeas.places.models import Municipality, Site

LETTERS = ("Alfa", "Beta", "Gama", "Delta", "Epsilon", "Zeta", "Eta", "Teta")
CYRILLIC = ("Алфа", "Бета", "Гама", "Делта", "Епсилон", "Зета", "Ета", "Тета")
SINCE = date(2010, 1, 1)


@dataclass(frozen=True)
class SiteModel:
    """One kind of invented site: kind, kind of detention, names in three languages, how many."""

    kind: str
    detention: str
    en: str
    sq: str
    sr: str
    number: int


SITES = (
    SiteModel(
        "detention", "POL", "Demo police station", "Stacioni demo i policisë", "Демо полицијска станица", 8
    ),
    SiteModel(
        "detention", "COR", "Demo correctional centre", "Qendra korrektuese demo", "Демо казнени центар", 3
    ),
    SiteModel(
        "detention", "SOC", "Demo social-care home", "Shtëpia demo e përkujdesjes", "Демо дом за негу", 2
    ),
    SiteModel("school", "", "Demo primary school", "Shkolla fillore demo", "Демо основна школа", 6),
    SiteModel("return", "", "Demo return site", "Vendkthimi demo", "Демо место повратка", 5),
    SiteModel(
        "collective", "", "Demo collective shelter", "Streha kolektive demo", "Демо колективни смештај", 3
    ),
    SiteModel("court", "", "Demo basic court", "Gjykata themelore demo", "Демо основни суд", 3),
    SiteModel(
        "municipal", "", "Demo municipal office", "Zyra komunale demo", "Демо општинска канцеларија", 4
    ),
)
INSTITUTIONS = {
    "demo-ministry-education": ("institution", "Demo ministry of education", "Ministria demo e arsimit",
                                "Демо министарство образовања"),
    "demo-ministry-justice": ("institution", "Demo ministry of justice", "Ministria demo e drejtësisë",
                              "Демо министарство правде"),
    "demo-police": ("institution", "Demo police directorate", "Drejtoria demo e policisë", "Демо управа полиције"),
    "demo-corrections": ("institution", "Demo correctional service", "Shërbimi korrektues demo",
                         "Демо казнена служба"),
    "demo-municipality": ("municipality", "Demo municipal administration", "Administrata komunale demo",
                          "Демо општинска управа"),
    "demo-court": ("court", "Demo judicial council", "Këshilli gjyqësor demo", "Демо судски савет"),
    "demo-social": ("institution", "Demo centre for social work", "Qendra demo për punë sociale",
                    "Демо центар за социјални рад"),
    "demo-legal-aid": ("ngo", "Demo legal aid association", "Shoqata demo për ndihmë juridike",
                       "Демо удружење за правну помоћ"),
}  # fmt: skip


@action("demo.institutions", rule=is_system)
def make_institutions(actor: Actor, target: None = None) -> dict[str, Organisation]:
    """Make the invented institutions with their names in three languages."""
    made = {}
    for code, (kind, *names) in INSTITUTIONS.items():
        en, sq, sr = names
        made[code] = Organisation.objects.create(
            code=code, kind=kind, name_en=en, name_sq=sq, name_sr=sr, invented=True
        )
    return made


def make_coverage(actor: Actor) -> dict[str, list[Unit]]:
    """Let the field teams of each regional centre share out its municipalities."""
    teams: dict[str, list[Unit]] = {}
    for centre in Unit.objects.filter(kind="regional_centre", organisation__code="osce-mik"):
        region = centre.code[-2:].upper()
        own = list(Municipality.objects.filter(regional_centre_code=region).order_by("code"))
        teams[region] = list(Unit.objects.filter(parent=centre).order_by("code"))
        for municipality, team in zip(own, cycle(teams[region])):
            places.cover_municipality(actor, team, municipality=municipality, valid_from=SINCE)
    return teams


def make_sites(actor: Actor, institutions: dict[str, Organisation]) -> list[Site]:
    """Spread the invented sites over the municipalities, each in an invented settlement."""
    municipalities = list(Municipality.objects.order_by("code"))
    made, turn = [], 0
    for model in SITES:
        for index in range(model.number):
            municipality = municipalities[(turn * 7) % len(municipalities)]
            made.append(_site(actor, model, index, municipality, institutions))
            turn += 1
    return made


def _site(
    actor: Actor,
    model: SiteModel,
    index: int,
    municipality: Municipality,
    institutions: dict[str, Organisation],
) -> Site:
    number = f"{index + 1}"
    settlement = places.add_settlement(
        actor,
        municipality,
        name_sq=f"Demofshat {LETTERS[index]} {number}",
        name_sr=f"Демоселo {CYRILLIC[index]} {number}".replace("o", "о"),
        invented=True,
    )
    details: dict[str, Any] = (
        {"capacity": 20 + 15 * index} if model.kind in ("detention", "collective") else {}
    )
    site: Site = places.register_site(
        actor,
        municipality,
        kind=model.kind,
        detention_kind=model.detention,
        name_en=f"{model.en} {LETTERS[index]}",
        name_sq=f"{model.sq} {LETTERS[index]}",
        name_sr=f"{model.sr} {CYRILLIC[index]}",
        settlement=settlement,
        authority=institutions[_authority(model)],
        invented=True,
        **details,
    )
    return site


def _authority(model: SiteModel) -> str:
    by_kind = {
        "school": "demo-ministry-education",
        "court": "demo-court",
        "municipal": "demo-municipality",
        "return": "demo-municipality",
        "collective": "demo-social",
    }
    by_detention = {"POL": "demo-police", "COR": "demo-corrections", "SOC": "demo-social"}
    return by_detention.get(model.detention) or by_kind[model.kind]
