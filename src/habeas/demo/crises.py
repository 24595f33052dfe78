"""Two invented crises, one that is over and one that goes on, with the work of the year that belongs to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from habeas.access.actors import actor_for
from habeas.access.models import Compartment, User
from habeas.analysis import crises
from habeas.coordination import actions, queries
from habeas.places.models import Municipality

INVENTED: tuple[dict[str, Any], ...] = (
    {
        "name_en": "Demo flood (invented)",
        "name_sq": "Vërshimi demo (i trilluar)",
        "name_sr": "Демо поплава (измишљена)",
        "kind": "NAT",
        "about": "Invented. Homes of returnees and a school were under water; access to services is looked at.",
        "days": (310, 262),
        "places": slice(6, 10),
    },
    {
        "name_en": "Demo closure of crossings (invented)",
        "name_sq": "Mbyllja demo e pikëkalimeve (e trilluar)",
        "name_sr": "Демо затварање прелаза (измишљено)",
        "kind": "MOV",
        "about": "Invented. Roads and crossings are closed by turns; medicine and schooling suffer.",
        "days": (75, None),
        "places": slice(24, 30),
    },
)


def make_crises(users: Mapping[str, User], home: Compartment) -> None:
    """Declare them and gather what happened in their places and their time; does nothing the second time."""
    director = actor_for(users["director"])
    if queries.crises(director).exists():
        return
    today, places = timezone.localdate(), list(Municipality.objects.order_by("code"))
    for told in INVENTED:
        begun, over = told["days"]
        names = {key: told[key] for key in ("name_en", "name_sq", "name_sr", "kind", "about")}
        crisis = actions.declare_crisis(
            director,
            home,
            **names,
            starts_on=today - timedelta(days=begun),
            ends_on=over and today - timedelta(days=over),
            municipalities=places[told["places"]],
        )
        crises.gather(director, crisis, ("visits", "incidents", "findings"))
