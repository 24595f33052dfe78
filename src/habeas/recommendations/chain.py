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
from habeas.recommendations.models import Recommendation
from habeas.recommendations.tables import badge_of, state_of


def stages() -> list[Stage]:
    """The seven stages, and what an empty one says."""
    return [
        Stage("visit", _("Visit")),
        Stage("observation", _("Observation"), _("none cited")),
        Stage("finding", _("Finding")),
        Stage("recommendation", _("Recommendation"), _("none yet")),
        Stage("response", _("Response"), _("none yet")),
        Stage("follow-up", _("Follow-up"), _("none yet")),
        Stage("grade", _("Grade"), _("none yet")),
    ]


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
        _("The chain of this finding"), stages(), list(build.nodes.values()), build.edges, marks=marks()
    )


def _start(build: _Builder, finding: Finding) -> None:
    visit = getattr(finding, "visit", None)  # a shared finding may stand without its visit
    if visit is not None:
        _visit(build, visit)
    before = [("visit", visit)] if visit is not None else []
    cited = [row.observation for row in finding.evidence.all() if getattr(row, "observation", None)]
    for one in cited:
        text, url = f"{one.number}. {Truncator(one.text).chars(60)}", one.get_absolute_url()
        build.add(one, "observation", text, after=before, status=str(one.get_kind_display()), url=url)
    build.add(
        finding,
        "finding",
        str(finding),
        after=[("observation", one) for one in cited] or before,
        status=str(finding.get_state_display()),
        kind=FINDING_BADGES[finding.state],  # type: ignore[index]
        url=finding.get_absolute_url(),
    )


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
    for one in row.follow_ups.all():
        later = getattr(one, "visit", None)
        day = date_format(later.day, "SHORT_DATE_FORMAT") if later else ""
        title, where = (str(later), later.get_absolute_url()) if later else (_("follow-up visit"), url)
        build.add(one, "follow-up", title, after=before, date=day, url=where)
    for grade in row.grades.all():
        kind = (
            "ok"
            if grade.value in ("FULL", "A")
            else "bad"
            if grade.value in ("NOT", "BACK", "E", "D")
            else "warn"
        )
        build.add(
            grade,
            "grade",
            grade.label,
            after=[("follow-up", getattr(grade, "follow_up", None))],
            kind=kind,
            url=url,
        )
