"""Cases, identifications, sites, and the resource centre."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from habeas.access.models import Compartment, User
from habeas.core.actors import Actor
from habeas.missing.models import (
    Association,
    Case,
    FamilyContact,
    GraveSite,
    Identification,
    Information,
    Person,
    SitePosition,
    SupportRequest,
)


def cases(actor: Actor) -> Any:
    """Cases with their person."""
    return Case.objects.visible_to(actor).select_related("person__municipality", "focal_point")


def listed(actor: Actor) -> Any:
    """Cases on the list of the mechanism: those out of scope are flagged and left out."""
    return cases(actor).exclude(scope="out")


def case_whole(actor: Actor) -> Any:
    """Cases with everything their page shows."""
    made = Identification.objects.visible_to(actor).select_related("handover")
    return cases(actor).prefetch_related(
        "history",
        "taken__organisation",
        "declarations",
        Prefetch("identifications", made),
        "identifications__signatures__user",
    )


def entered_twice(actor: Actor, case: Case) -> Any:
    """Cases of persons who were merged into the person of a case, also by way of others; a query for each step."""
    absorbed: list[Any] = []
    step: list[Any] = [case.person_id]
    while step:
        rows = Person.objects.visible_to(actor).filter(merged_into__in=step)
        step = list(rows.values_list("pk", flat=True))
        absorbed += step
    return cases(actor).filter(person__in=absorbed)


def contacts_of(actor: Actor, case: Case) -> Any:
    """Relatives of a case, for those who may open identities where they are kept."""
    return FamilyContact.objects.visible_to(actor, "identify").filter(case=case.pk)


def family_contacts(actor: Actor) -> Any:
    """Relatives of all cases, for those who may open identities."""
    return FamilyContact.objects.visible_to(actor, "identify")


def information_on(actor: Actor, case: Case) -> Any:
    """Information on a case that the actor may read."""
    return Information.objects.visible_to(actor).filter(case=case.pk)


def information_at(actor: Actor, site: GraveSite) -> Any:
    """Information that points to a site."""
    return Information.objects.visible_to(actor).filter(site=site.pk)


def identifications(actor: Actor) -> Any:
    """Identifications with case, signatures and hand-over."""
    return (
        Identification.objects.visible_to(actor)
        .select_related("case__person", "handover")
        .prefetch_related("signatures__user")
    )


def touched_by(actor: Actor, identification: Identification) -> Any:
    """Other cases that rest on the same remains: what a misidentification touches."""
    return cases(actor).filter(
        pk__in=Identification.objects.visible_to(actor)
        .filter(remains__iexact=identification.remains)
        .exclude(case=identification.case_id)
        .values("case")
    )


def sites(actor: Actor) -> Any:
    """Grave sites that the actor may know of."""
    return GraveSite.objects.visible_to(actor).select_related("municipality")


def positions_of(actor: Actor, site: GraveSite) -> Any:
    """Sealed positions of a site, for those who may open them."""
    return positions(actor).filter(site=site.pk)


def positions(actor: Actor) -> Any:
    """Sealed positions, for those who may open them."""
    return SitePosition.objects.visible_to(actor, "identify")


def usual_place_of_positions(actor: Actor, places: Any) -> Compartment | None:
    """The compartment, among these, in which the position known last was recorded."""
    newest = positions(actor).filter(compartment__in=places.values("pk")).order_by("-created_at").first()
    return None if newest is None else places.filter(pk=newest.compartment).first()


def associations(actor: Actor) -> Any:
    """Family associations."""
    return Association.objects.visible_to(actor).select_related("municipality")


def support_requests(actor: Actor) -> Any:
    """What associations asked for."""
    return SupportRequest.objects.visible_to(actor).select_related("association")


def workplaces(actor: Actor) -> Any:
    """The compartments in which the actor may work."""
    return Compartment.objects.visible_to(actor).filter(pk__in=actor.compartments("work"), closed=False)


def colleagues(actor: Actor) -> Any:
    """People of the actor's own units and organisations, who may be focal points."""
    found = User.objects.filter(is_active=True, appointments__organisation__in=actor.organisations)
    return found.distinct().order_by("full_name")
