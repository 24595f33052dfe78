"""Reads of interviews and of what their persons agreed to."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from habeas.core.actors import Actor
from habeas.monitoring.models import FindingInterview, Interview, Quote
from habeas.people.choices import Use
from habeas.people.models import Consent, ConsentUse
from habeas.people.queries import consents


def interviews(actor: Actor) -> Any:
    """The interviews that the actor may see."""
    return Interview.objects.visible_to(actor).select_related("person", "municipality")


def interview_whole(actor: Actor) -> Any:
    """Interviews with all that their page shows."""
    return (
        interviews(actor)
        .select_related("visit__site", "incident")
        .prefetch_related("quotes", "cited_in__finding", "protection_tasks")
    )


def quotes(actor: Actor) -> Any:
    """The quotes that the actor may see, with their interview."""
    return Quote.objects.visible_to(actor).select_related("interview__person")


def consents_of(actor: Actor, interview: Interview) -> list[Consent]:
    """What the person agreed to that covers this interview, newest first."""
    model, key = interview._meta.label_lower, interview.pk
    return [one for one in consents(actor, interview.person_id) if one.covers(model, key)]


def uses_agreed(given: list[Consent]) -> set[str]:
    """The uses that consents in force today allow."""
    today = timezone.localdate()
    return {row.use for one in given if one.in_force(today) for row in one.uses.all()}


def cited_without_consent(actor: Actor) -> Any:
    """The citations of interviews whose person does not agree, today, that they are used for analysis."""
    today = timezone.localdate()
    whole, still = Q(consent__model=""), Q(consent__expires_on=None) | Q(consent__expires_on__gte=today)
    agreed = ConsentUse.objects.visible_to(actor).filter(
        whole | Q(consent__record=OuterRef("interview")),
        still,
        use=Use.ANALYSIS,
        consent__person=OuterRef("interview__person"),
        consent__given_on__lte=today,
        consent__revoked_at=None,
    )
    return FindingInterview.objects.visible_to(actor).filter(~Exists(agreed))


def may_be_cited(actor: Actor, interview: Interview) -> bool:
    """True when the person agreed, and still agrees, that the interview is used for analysis."""
    return Use.ANALYSIS in uses_agreed(consents_of(actor, interview))
