"""What partners send in, and what becomes of it. A partner needs `work` in the compartment, and no right to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from habeas.access.models import Compartment, Organisation, Unit
from habeas.core.actions import action
from habeas.core.actors import Actor, system_actor
from habeas.core.rules import can_work, is_system
from habeas.mandate.models import Task
from habeas.monitoring import errors
from habeas.monitoring.actions.observations import record_observation
from habeas.monitoring.actions.visits import plan_visit, record_course
from habeas.monitoring.choices import (
    Access,
    ActivityType,
    InterlocutorKind,
    Strand,
    SubmissionState,
)
from habeas.monitoring.models import (
    Receipt,
    Submission,
    SubmittedObservation,
    Visit,
    VisitInterlocutor,
)
from habeas.monitoring.rules import can_take_over
from habeas.places.models import Site


@action("submission.send", rule=can_work)
def send_submission(
    actor: Actor,
    compartment: Compartment,
    *,
    partner: Organisation,
    site: Site,
    visited_on: date,
    access: str,
    observations: Iterable[Mapping[str, Any]],
    restriction: str = "",
    **details: Any,
) -> Receipt:
    """Send in a visit with its observations; the sender keeps a receipt."""
    told = list(observations)
    if visited_on > timezone.localdate():
        raise errors.day_in_the_future(visited_on, "visited_on")
    if access != Access.FULL and not restriction.strip():
        raise errors.restriction_unexplained()
    if not told:
        raise errors.nothing_observed()
    made = Submission.objects.create(
        compartment=compartment.pk,
        partner=partner,
        site=site,
        visited_on=visited_on,
        access=access,
        restriction=restriction.strip(),
        **details,
    )
    for number, one in enumerate(told, start=1):
        SubmittedObservation.objects.create(compartment=compartment.pk, submission=made, number=number, **one)
    return Receipt.objects.create(
        owner=actor.id,
        submission=made.pk,
        title=str(site),
        visited_on=visited_on,
        observations=len(told),
    )


@action("submission.accept", rule=can_take_over)
def accept_submission(
    actor: Actor, submission: Submission, *, unit: Unit, task: Task, kind: str, reliability: str
) -> Visit:
    """Make a visit of what a partner sent; every observation names the partner as its source.

    The visit was made before anybody here heard of it: it bears no risk check, since nobody answered one.
    """
    home = Compartment.objects.visible_to(actor).get(pk=submission.compartment)
    visit: Visit = plan_visit(
        actor,
        home,
        site=submission.site,
        unit=unit,
        task=task,
        planned_for=submission.visited_on,
        activity=ActivityType.MONITORING,
        strand=Strand.PROTECTION,
        kind=kind,
        purpose=submission.purpose,
    )
    record_course(
        actor,
        visit,
        carried_out_on=submission.visited_on,
        access=submission.access,
        restriction=submission.restriction,
    )
    if submission.persons_met:
        VisitInterlocutor.objects.create(
            compartment=visit.compartment,
            visit=visit,
            kind=InterlocutorKind.RESIDENT,
            number=submission.persons_met,
        )
    for one in submission.observations.all():
        record_observation(
            actor,
            visit,
            text=one.text,
            kind=one.kind,
            area=one.area,
            source=submission.partner.code[:20].upper(),
            connection=one.connection,
            reliability=reliability,
        )
    submission.visit = visit
    _answer(submission, SubmissionState.ACCEPTED, "")
    return visit


@action("submission.return", rule=can_take_over)
def return_submission(actor: Actor, submission: Submission, *, note: str) -> Submission:
    """Return a submission to its sender with a note."""
    _answer(submission, SubmissionState.RETURNED, note.strip())
    return submission


def _answer(submission: Submission, state: str, note: str) -> None:
    submission.state, submission.note = state, note
    submission.save()
    tell_sender(system_actor("tell a partner what became of a submission"), submission)


@action("submission.tell", rule=is_system)
def tell_sender(actor: Actor, submission: Submission) -> None:
    """Write the answer on the sender's receipt."""
    for receipt in Receipt.objects.visible_to(actor).filter(submission=submission.pk):
        receipt.state, receipt.note = submission.state, submission.note
        receipt.save()
