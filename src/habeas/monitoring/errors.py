"""The catalogue of what monitoring refuses, each with its remedy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.errors import Invalid


def visit_in_the_future(day: date) -> Invalid:
    return Invalid(
        _("%(day)s is in the future.") % {"day": date_format(day, "SHORT_DATE_FORMAT")},
        remedy=_("Give the day on which the visit took place."),
        field="carried_out_on",
    )


def restriction_unexplained() -> Invalid:
    return Invalid(
        _("Access was restricted or refused, and it is not said how."),
        remedy=_("Describe who restricted what."),
        field="restriction",
    )


def finding_incomplete(labels: Iterable[Any]) -> Invalid:
    listed = ", ".join(str(label) for label in labels)
    return Invalid(
        _("The finding lacks: %(parts)s.") % {"parts": listed}, remedy=_("Complete it, then submit it again.")
    )


def not_corroborated(finding: Any) -> Invalid:
    return Invalid(
        _("The evidence does not carry “%(proof)s”.") % {"proof": finding.get_proof_display()},
        remedy=_(
            "Cite two independent credible sources, or one direct credible source and other consistent material; "
            "or choose a lower standard of proof."
        ),
        field="proof",
    )


def evidence_of_another_visit(number: Any) -> Invalid:
    return Invalid(
        _("Observation %(number)s does not belong to this compartment.") % {"number": number},
        remedy=_("Choose observations that you may see."),
        field="observations",
    )
