"""Grave sites: suspected, assessed, excavated, with what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from habeas.core.actions import action, audited_read, current
from habeas.core.actors import Actor
from habeas.core.counters import next_reference
from habeas.missing import errors
from habeas.missing.actions.days import not_to_come
from habeas.missing.choices import SiteState, SiteStepKind
from habeas.missing.models import GraveSite, SitePosition, SiteStep
from habeas.missing.rules import can_identify, can_keep
from habeas.people.errors import reason_missing

AFTER = {
    SiteStepKind.ASSESSMENT: SiteState.ASSESSED,
    SiteStepKind.RADAR: SiteState.ASSESSED,
    SiteStepKind.IMAGERY: SiteState.ASSESSED,
    SiteStepKind.EXCAVATION: SiteState.EXCAVATED,
}
ORDER = (SiteState.SUSPECTED, SiteState.ASSESSED, SiteState.CONFIRMED, SiteState.EXCAVATED)
BOUNDS = ((-90.0, 90.0), (-180.0, 180.0))


@action("site.register", rule=can_keep)
def register_site(actor: Actor, compartment: Any, **fields: Any) -> GraveSite:
    """Register a suspected grave site by its municipality; where exactly is recorded apart."""
    site: GraveSite = GraveSite.objects.create(
        compartment=compartment.pk, reference=next_reference(compartment.pk, "G"), **fields
    )
    return site


@action("site.step", rule=can_keep)
def record_step(actor: Actor, site: GraveSite, *, kind: str, on: date, text: str) -> SiteStep:
    """Record an assessment, a survey or an excavation; the state of the site follows."""
    not_to_come(on)
    step: SiteStep = SiteStep.objects.create(
        compartment=site.compartment, site=site, kind=kind, on=on, text=text
    )
    reached = AFTER.get(SiteStepKind(kind))
    if reached and site.state in ORDER and ORDER.index(reached) > ORDER.index(SiteState(site.state)):
        site.state = reached
        site.save()
    return step


@action("site.result", rule=can_keep)
def record_result(
    actor: Actor, site: GraveSite, *, state: str, on: date, text: str, remains_found: int | None = None
) -> GraveSite:
    """Record what a site turned out to be: confirmed, excavated, or ruled out.

    Raises Invalid when remains were found at a site that is ruled out.
    """
    not_to_come(on)
    if state == SiteState.RULED_OUT and remains_found:
        raise errors.remains_at_no_site(remains_found)
    SiteStep.objects.create(
        compartment=site.compartment, site=site, kind=SiteStepKind.RESULT, on=on, text=text
    )
    site.state, site.remains_found = state, remains_found
    site.save()
    return site


@action("site.position", rule=can_keep)
def record_position(
    actor: Actor, compartment: Any, *, site: GraveSite, position: str, precision: str = ""
) -> SitePosition:
    """Record where a site lies, sealed, in a compartment other than the site's own, whose readers would see it all."""
    if compartment.pk == site.compartment:
        raise errors.position_beside_its_site()
    _check_position(position)
    made: SitePosition = SitePosition.objects.create(
        compartment=compartment.pk, site=site.pk, position=position.strip(), precision=precision
    )
    return made


def _check_position(text: str) -> None:
    try:
        parts = [float(part) for part in text.replace(";", ",").split(",")]
    except ValueError:
        raise errors.position_not_understood(text) from None
    if len(parts) != 2 or not all(
        low <= part <= high for part, (low, high) in zip(parts, BOUNDS, strict=True)
    ):
        raise errors.position_not_understood(text)


@audited_read("site.open_position", rule=can_identify, verb="identify")
def open_position(actor: Actor, position: SitePosition, *, reason: str) -> str:
    """Read where a site lies, with the reason in the trail."""
    if len(reason.strip()) < 5:
        raise reason_missing()
    current().say(reason=reason.strip()[:300])
    return str(position.position.open())
