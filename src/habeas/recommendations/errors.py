"""The catalogue of what recommendations refuse, each with its remedy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.errors import Invalid


def second_lead(first: Any, second: Any) -> Invalid:
    return Invalid(
        _("%(first)s leads already; %(second)s cannot lead too.") % {"first": first, "second": second},
        remedy=_("Choose one lead; the others are addressees."),
        field="lead",
    )


def no_lead() -> Invalid:
    return Invalid(_("No addressee leads."), remedy=_("Choose the institution that leads."), field="lead")


def follow_up_before_deadline(deadline: date, follow_up_on: date) -> Invalid:
    return Invalid(
        _("%(follow_up)s lies before the deadline, %(deadline)s.")
        % {
            "follow_up": date_format(follow_up_on, "SHORT_DATE_FORMAT"),
            "deadline": date_format(deadline, "SHORT_DATE_FORMAT"),
        },
        remedy=_("Look again on the day of the deadline or later."),
        field="follow_up_on",
    )


def before_it_was_issued(day: date, issued: date) -> Invalid:
    return Invalid(
        _("%(day)s lies before the recommendation was issued, %(issued)s.")
        % {"day": date_format(day, "SHORT_DATE_FORMAT"), "issued": date_format(issued, "SHORT_DATE_FORMAT")},
        remedy=_("Correct the day."),
        field="received_on",
    )


def visit_before_issue(visit: Any, issued: date) -> Invalid:
    return Invalid(
        _("%(visit)s took place before the recommendation was issued, %(issued)s.")
        % {"visit": visit.reference, "issued": date_format(issued, "SHORT_DATE_FORMAT")},
        remedy=_("Choose a later visit, or plan a follow-up visit."),
        field="visit",
    )


def not_issued(row: Any) -> Invalid:
    return Invalid(
        _("%(recommendation)s has not been issued.") % {"recommendation": row.reference},
        remedy=_("Somebody who may clear it issues it first."),
        field="recommendations",
    )


def site_elsewhere(site: Any, municipality: Any) -> Invalid:
    return Invalid(
        _("%(place)s does not lie in %(municipality)s.") % {"place": site, "municipality": municipality},
        remedy=_("Correct one of the two."),
        field="site",
    )


def visit_not_carried_out(visit: Any) -> Invalid:
    return Invalid(
        _("%(visit)s has not been carried out.") % {"visit": visit.reference},
        remedy=_("Record first that it took place."),
        field="visit",
    )


def not_an_addressee(organisation: Any) -> Invalid:
    return Invalid(
        _("%(organisation)s is no addressee of this recommendation.") % {"organisation": organisation},
        remedy=_("Choose one of its addressees."),
        field="addressee",
    )


def grade_of_another_scale(value: str, scale: Any) -> Invalid:
    return Invalid(
        _("“%(value)s” is no grade of the %(scale)s.") % {"value": value, "scale": scale},
        remedy=_("Choose a grade of that scale."),
        field="value",
    )


def scale_of_another_body(scale: Any, recommendation: Any) -> Invalid:
    scales = ", ".join(str(one.label) for one in recommendation.scales)
    return Invalid(
        _("The %(scale)s does not fit: it belongs to another body.") % {"scale": scale},
        remedy=_("This recommendation is graded on: %(scales)s.") % {"scales": scales},
        field="grade",
    )


def issued_in_the_future(day: date) -> Invalid:
    return Invalid(
        _("%(day)s is in the future.") % {"day": date_format(day, "SHORT_DATE_FORMAT")},
        remedy=_("Give the day on which the body recommended it."),
        field="issued_on",
    )


def clearance_missing(labels: Any) -> Invalid:
    return Invalid(
        _("It still needs: %(steps)s.") % {"steps": ", ".join(str(one) for one in labels)},
        remedy=_("Send it to clearance, and issue it when everybody has agreed."),
    )


def nothing_recommended() -> Invalid:
    return Invalid(
        _("Nothing was recommended on this finding yet."),
        remedy=_("Recommend what should be done; the finding is closed when that is carried out."),
    )


def not_carried_out(rows: Iterable[Any]) -> Invalid:
    told = ", ".join(row.reference for row in rows)
    return Invalid(
        _("Not graded as implemented yet: %(recommendations)s.") % {"recommendations": told},
        remedy=_("Follow them up and grade them first."),
    )


def follow_up_of_another(follow_up: Any) -> Invalid:
    return Invalid(
        _("This follow-up belongs to another recommendation."),
        remedy=_("Choose a follow-up of the same recommendation."),
        field="follow_up",
    )


def seen_before_it_was_done(visit: Any, activity: Any) -> Invalid:
    return Invalid(
        _("%(visit)s took place before the activity began, %(day)s.")
        % {"visit": visit.reference, "day": date_format(activity.starts_on, "SHORT_DATE_FORMAT")},
        remedy=_("Choose a later visit: only what comes after can be an effect."),
        field="follow_up",
    )


def no_cluster() -> Invalid:
    return Invalid(
        _("No cluster is chosen, and none is named."),
        remedy=_("Choose one, or give the title of a new one."),
        field="title",
    )


def cluster_elsewhere(cluster: Any) -> Invalid:
    return Invalid(
        _("%(cluster)s belongs to another compartment.") % {"cluster": cluster},
        remedy=_("Choose a cluster of the same compartment, or name a new one."),
        field="cluster",
    )
