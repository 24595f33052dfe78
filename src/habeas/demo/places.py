"""Invented institutions, settlements and sites inside real municipalities, and which team covers what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import cycle

from habeas.access.models import Organisation, Unit
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.rules import is_system
from habeas.places import actions as places
from habeas.places.models import Municipality, Settlement, Site, SiteCommunity

LETTERS = ("Alfa", "Beta", "Gama", "Delta", "Epsilon", "Zeta", "Eta", "Teta")
CYRILLIC = ("Алфа", "Бета", "Гама", "Делта", "Епсилон", "Зета", "Ета", "Тета")
COMMUNITIES = ("ALB", "SRB", "BOS", "TUR", "ROM", "ASH", "EGY", "GOR")
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
    SiteModel("detention", "POL", "Demo police station", "Stacioni demo i policisë", "Демо полицијска станица", 24),
    SiteModel("detention", "COR", "Demo correctional centre", "Qendra korrektuese demo", "Демо казнени центар", 5),
    SiteModel("detention", "SOC", "Demo social-care home", "Shtëpia demo e përkujdesjes", "Демо дом за негу", 4),
    SiteModel("school", "", "Demo primary school", "Shkolla fillore demo", "Демо основна школа", 38),
    SiteModel("return", "", "Demo return site", "Vendkthimi demo", "Демо место повратка", 26),
    SiteModel("collective", "", "Demo collective shelter", "Streha kolektive demo", "Демо колективни смештај", 8),
    SiteModel("court", "", "Demo basic court", "Gjykata themelore demo", "Демо основни суд", 7),
    SiteModel("municipal", "", "Demo municipal office", "Zyra komunale demo", "Демо општинска канцеларија", 38),
    SiteModel("crossing", "", "Demo crossing point", "Pika demo e kalimit", "Демо прелаз", 4),
    SiteModel("shelter", "", "Demo women's shelter", "Strehimorja demo e grave", "Демо сигурна кућа", 4),
)  # fmt: skip
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


@action("demo.sites", rule=is_system)
def make_sites(actor: Actor, target: None = None, *, institutions: dict[str, Organisation]) -> list[Site]:
    """Spread the invented sites over the municipalities, each in an invented settlement."""
    municipalities = list(Municipality.objects.order_by("code"))
    kinds = [(model, index) for model in SITES for index in range(model.number)]
    at = [municipalities[(turn * 7) % len(municipalities)] for turn in range(len(kinds))]
    settlements = [_settlement(index, place) for (_model, index), place in zip(kinds, at, strict=True)]
    Settlement.objects.bulk_create(settlements)
    made = [
        _site(model, index, settlement, institutions)
        for (model, index), settlement in zip(kinds, settlements, strict=True)
    ]
    Site.objects.bulk_create(made)
    lives = [(site, code) for turn, site in enumerate(made) for code in _communities(turn, site)]
    SiteCommunity.objects.bulk_create(SiteCommunity(site=site, community=code) for site, code in lives)
    return made


def _numbered(letters: tuple[str, ...], index: int) -> str:
    round_ = index // len(letters)
    return f"{letters[index % len(letters)]} {round_ + 1}" if round_ else letters[index]


def _settlement(index: int, municipality: Municipality) -> Settlement:
    return Settlement(
        municipality=municipality,
        name_sq=f"Demofshat {_numbered(LETTERS, index)}",
        name_sr=f"Демосело {_numbered(CYRILLIC, index)}",
        invented=True,
    )


def _site(
    model: SiteModel, index: int, settlement: Settlement, institutions: dict[str, Organisation]
) -> Site:
    held = model.kind in ("detention", "collective", "shelter")
    return Site(
        municipality=settlement.municipality,
        kind=model.kind,
        detention_kind=model.detention,
        name_en=f"{model.en} {_numbered(LETTERS, index)}",
        name_sq=f"{model.sq} {_numbered(LETTERS, index)}",
        name_sr=f"{model.sr} {_numbered(CYRILLIC, index)}",
        settlement=settlement,
        authority=institutions[_authority(model)],
        capacity=20 + 15 * (index % 8) if held else None,
        invented=True,
    )


def _communities(turn: int, site: Site) -> tuple[str, ...]:
    """Who lives there or is served there, each community as often as the next."""
    if site.kind not in ("return", "school", "collective", "municipal"):
        return ()
    first = COMMUNITIES[turn % len(COMMUNITIES)]
    second = COMMUNITIES[(turn + 1 + turn // len(COMMUNITIES)) % len(COMMUNITIES)]
    return (first,) if first == second else (first, second)


def _authority(model: SiteModel) -> str:
    by_kind = {
        "school": "demo-ministry-education",
        "court": "demo-court",
        "municipal": "demo-municipality",
        "return": "demo-municipality",
        "collective": "demo-social",
        "shelter": "demo-social",
        "crossing": "demo-police",
    }
    by_detention = {"POL": "demo-police", "COR": "demo-corrections", "SOC": "demo-social"}
    return by_detention.get(model.detention) or by_kind[model.kind]
