"""The chain of a finding as a picture: visit, observation, finding, recommendation, response, follow-up, grade."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from habeas.core.pictures.chain import ChainPicture, Node, Stage, chain
from habeas.monitoring.models import Finding
from habeas.monitoring.pictures import marks
from habeas.monitoring.tables import FINDING_BADGES, VISIT_BADGES
from habeas.monitoring.tables.incidents import badge_of as incident_badge
from habeas.recommendations.choices import Outcome
from habeas.recommendations.models import Recommendation
from habeas.recommendations.tables import badge_of, state_of

MOST_DRAWN = 6
"""Incidents and interviews of a pattern that the picture shows; the page lists them all."""
GRADE_MARKS = {Outcome.IMPLEMENTED: "ok", Outcome.PARTLY: "warn", Outcome.NOT: "bad"}


def stages() -> list[Stage]:
    """The seven stages, and what an empty one says."""
    return [
        Stage("visit", _("Visit")),
        Stage("observation", _("Evidence"), _("none cited")),
        Stage("finding", _("Finding")),
        Stage("recommendation", _("Recommendation"), _("none yet")),
        Stage("response", _("Response"), _("none yet")),
        Stage("follow-up", _("Follow-up"), _("none yet")),
        Stage("grade", _("Grade"), _("none yet")),
    ]


def with_activities(recommendations: list[Recommendation]) -> list[Stage]:
    """The stages; escalation, training and advice stand between answer and follow-up when there are any."""
    found = stages()
    if any(row.consequences.all() for row in recommendations):
        found.insert(5, Stage("activity", _("Activity")))
    return found


class _Builder:
    def __init__(self, here: Any) -> None:
        self.here, self.nodes, self.edges = str(here.pk), {}, []  # type: ignore[var-annotated]

    def add(self, row: Any, stage: str, title: str, *, after: list[Any], **details: Any) -> None:
        key = f"{stage}-{row.pk}"
        self.nodes.setdefault(key, Node(key, stage, title, here=str(row.pk) == self.here, **details))
        starts = [f"{earlier}-{parent.pk}" for earlier, parent in after if parent is not None]
        self.edges += [(start, key) for start in starts if start in self.nodes]


def chain_of(finding: Finding, recommendations: list[Recommendation], here: Any) -> ChainPicture:
    """Draw everything that belongs to a finding and that its reader may see."""
    build = _Builder(here)
    _start(build, finding)
    for recommendation in recommendations:
        _recommendation(build, finding, recommendation)
    return chain(
        _("The chain of this finding"),
        with_activities(recommendations),
        list(build.nodes.values()),
        build.edges,
        marks=marks(),
    )


def _start(build: _Builder, finding: Finding) -> None:
    visit = getattr(finding, "visit", None)  # a shared finding may stand without its visit
    if visit is not None:
        _visit(build, visit)
    before = [("visit", visit)] if visit is not None else []
    cited = _evidence(build, finding, before)
    build.add(
        finding,
        "finding",
        str(finding),
        after=[("observation", one) for one in cited] or before,
        status=str(finding.get_state_display()),
        kind=FINDING_BADGES[finding.state],  # type: ignore[index]
        url=finding.get_absolute_url(),
    )


def _evidence(build: _Builder, finding: Finding, before: list[Any]) -> list[Any]:
    """Observations, incidents and interviews that the finding cites and its reader may see."""
    seen = [row.observation for row in finding.evidence.all() if getattr(row, "observation", None)]
    for one in seen:
        text, url = f"{one.number}. {Truncator(one.text).chars(60)}", one.get_absolute_url()
        build.add(one, "observation", text, after=before, status=str(one.get_kind_display()), url=url)
    cited = [row.incident for row in finding.cited_incidents.all() if getattr(row, "incident", None)]
    heard = [row.interview for row in finding.cited_interviews.all() if getattr(row, "interview", None)]
    for row in cited[:MOST_DRAWN]:
        status, day = str(row.get_verification_display()), str(row.happened)
        kind, url = incident_badge(row), row.get_absolute_url()
        build.add(row, "observation", str(row), after=[], status=status, kind=kind, date=day, url=url)
    for row in heard[:MOST_DRAWN]:
        status, day = str(row.get_connection_display()), date_format(row.held_on, "SHORT_DATE_FORMAT")
        url = row.get_absolute_url()
        build.add(row, "observation", str(row), after=before, status=status, date=day, url=url)
    return [*seen, *cited[:MOST_DRAWN], *heard[:MOST_DRAWN]]


def _visit(build: _Builder, visit: Any) -> None:
    build.add(
        visit,
        "visit",
        str(visit),
        after=[],
        status=str(visit.get_state_display()),
        kind=VISIT_BADGES[visit.state],  # type: ignore[index]
        date=date_format(visit.day, "SHORT_DATE_FORMAT"),
        url=visit.get_absolute_url(),
    )


def _recommendation(build: _Builder, finding: Finding, row: Recommendation) -> None:
    url = row.get_absolute_url()
    build.add(
        row,
        "recommendation",
        str(row),
        after=[("finding", finding)],
        status=state_of(row),
        kind=badge_of(row),
        date=date_format(row.deadline, "SHORT_DATE_FORMAT"),
        url=url,
    )
    responses = list(row.responses.all())
    for response in responses:
        day = date_format(response.received_on, "SHORT_DATE_FORMAT")
        title, status = str(getattr(response, "addressee", "")), str(response.get_kind_display())
        build.add(
            response, "response", title, after=[("recommendation", row)], status=status, date=day, url=url
        )
    before: list[Any] = [("response", one) for one in responses] or [("recommendation", row)]
    before = _activities(build, row, before)
    for one in row.follow_ups.all():
        later = getattr(one, "visit", None)
        day = date_format(later.day, "SHORT_DATE_FORMAT") if later else ""
        title, where = (str(later), later.get_absolute_url()) if later else (_("follow-up visit"), url)
        build.add(one, "follow-up", title, after=before, date=day, url=where)
    for grade in row.grades.all():
        seen = getattr(grade, "follow_up", None)
        kind = GRADE_MARKS.get(grade.outcome, "")
        build.add(grade, "grade", grade.label, after=[("follow-up", seen)], kind=kind, url=url)


def _activities(build: _Builder, row: Recommendation, before: list[Any]) -> list[Any]:
    """Escalations, trainings and advice; the follow-up that saw their effect comes after them."""
    found = [one.activity for one in row.consequences.all() if getattr(one, "activity", None)]
    for activity in found:
        build.add(
            activity,
            "activity",
            str(activity),
            after=before,
            status=str(activity.get_kind_display()),
            date=date_format(activity.starts_on, "SHORT_DATE_FORMAT"),
            url=activity.get_absolute_url(),
        )
    return [("activity", one) for one in found] or before
