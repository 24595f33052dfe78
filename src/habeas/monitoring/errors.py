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


def day_in_the_future(day: date, field: str) -> Invalid:
    return Invalid(
        _("%(day)s is in the future.") % {"day": date_format(day, "SHORT_DATE_FORMAT")},
        remedy=_("Give today or an earlier day."),
        field=field,
    )


def day_before(day: date, earliest: date, field: str) -> Invalid:
    told = {"day": date_format(day, "SHORT_DATE_FORMAT"), "other": date_format(earliest, "SHORT_DATE_FORMAT")}
    return Invalid(
        _("%(day)s lies before %(other)s, when it can be at the earliest.") % told,
        remedy=_("Correct one of the two days."),
        field=field,
    )


def follow_up_before_visit(visit: Any, day: date, field: str) -> Invalid:
    told = {
        "day": date_format(day, "SHORT_DATE_FORMAT"),
        "visit": visit,
        "other": date_format(visit.day, "SHORT_DATE_FORMAT"),
    }
    return Invalid(
        _("%(day)s lies before %(other)s, the day of the visit that is followed up (%(visit)s).") % told,
        remedy=_("Give a later day, or choose another visit to follow up."),
        field=field,
    )


def prevention_elsewhere() -> Invalid:
    return Invalid(
        _("Visits of the preventive mechanism are kept by the Ombudsperson alone."),
        remedy=_("Choose a compartment of the Ombudsperson, or another purpose of the visit."),
        field="strand",
    )


def risk_unanswered(question: Any, code: str) -> Invalid:
    return Invalid(
        _("The risk check lacks an answer: %(question)s") % {"question": question},
        remedy=_("Choose low, medium or high."),
        field=f"risk_{code}",
    )


def risk_without_measures(level: Any) -> Invalid:
    return Invalid(
        _("The risk is %(level)s, and it is not said what is done against it.") % {"level": level},
        remedy=_("Write down the measures, or do not make the visit."),
        field="mitigation",
    )


def risk_run_out(until: date, day: date) -> Invalid:
    told = {"until": date_format(until, "SHORT_DATE_FORMAT"), "day": date_format(day, "SHORT_DATE_FORMAT")}
    return Invalid(
        _("The risk was to be checked again by %(until)s; it was not, and the visit is of %(day)s.") % told,
        remedy=_("Check the risk again, or correct the day."),
        field="carried_out_on",
    )


def disclosure_unexplained() -> Invalid:
    return Invalid(
        _("It is not said what became known."),
        remedy=_("Describe it without names of persons."),
        field="news",
    )


def member_is_nobody() -> Invalid:
    return Invalid(
        _("The member of the team is not named, or is named twice."),
        remedy=_("Choose a colleague, or write the name of an expert."),
        field="name",
    )


def member_twice(user: Any) -> Invalid:
    return Invalid(
        _("%(name)s is in the team already.") % {"name": user},
        remedy=_("Choose somebody else."),
        field="user",
    )


def programme_twice(year: int) -> Invalid:
    return Invalid(
        _("There is a programme for %(year)s already.") % {"year": year},
        remedy=_("Open it from the list of programmes."),
        field="year",
    )


def line_without_place() -> Invalid:
    return Invalid(
        _("The line names neither a place nor a kind of place."),
        remedy=_("Choose one of the two."),
        field="site",
    )


def programme_empty() -> Invalid:
    return Invalid(_("The programme has no visit yet."), remedy=_("Add the visits of the year first."))


def nothing_published(year: int) -> Invalid:
    return Invalid(
        _("No report on a visit of %(year)s is published.") % {"year": year},
        remedy=_("Figures follow the reports: record their publication first."),
    )


def no_such_questionnaire(code: str) -> Invalid:
    return Invalid(
        _("There is no questionnaire “%(code)s”.") % {"code": code},
        remedy=_("Choose one from the list."),
        field="questionnaire",
    )


def questionnaire_twice(title: Any) -> Invalid:
    return Invalid(
        _("“%(title)s” is filled in at this visit already.") % {"title": title},
        remedy=_("Open it from the page of the visit."),
        field="questionnaire",
    )


def no_such_section(code: str) -> Invalid:
    return Invalid(
        _("There is no section “%(code)s” in this version of the questionnaire.") % {"code": code},
        remedy=_("Open the questionnaire again."),
    )


def no_such_answer(value: Any, question: Any) -> Invalid:
    return Invalid(
        _("“%(value)s” is no answer to “%(question)s”.") % {"value": value, "question": question.text},
        remedy=_("Choose one of the answers of this version."),
        field=question.code,
    )


def questions_open(questions: Iterable[Any]) -> Invalid:
    return Invalid(
        _("Not answered yet: %(questions)s.") % {"questions": "; ".join(str(one) for one in questions)},
        remedy=_("Answer what must be answered, then complete the questionnaire."),
    )


def nothing_observed() -> Invalid:
    return Invalid(
        _("No observation was written."),
        remedy=_("Describe at least one thing that was seen, said or read."),
        field="text_1",
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


def incident_in_the_future(happened: Any) -> Invalid:
    return Invalid(
        _("%(day)s is in the future.") % {"day": happened},
        remedy=_("Give the day on which it happened; what is only feared belongs in a risk check."),
        field="happened",
    )


def reported_in_the_future(day: date) -> Invalid:
    return Invalid(
        _("%(day)s is in the future.") % {"day": date_format(day, "SHORT_DATE_FORMAT")},
        remedy=_("Give the day on which you learned of it."),
        field="reported_on",
    )


def reported_before_it_happened(day: date, happened: Any) -> Invalid:
    return Invalid(
        _("It was reported on %(day)s, before it happened: %(happened)s.")
        % {"day": date_format(day, "SHORT_DATE_FORMAT"), "happened": happened},
        remedy=_("Correct one of the two."),
        field="reported_on",
    )


def place_elsewhere(place: Any, municipality: Any, field: str) -> Invalid:
    return Invalid(
        _("%(place)s does not lie in %(municipality)s.") % {"place": place, "municipality": municipality},
        remedy=_("Correct one of the two."),
        field=field,
    )


def no_act() -> Invalid:
    return Invalid(
        _("The incident names no act."),
        remedy=_("Choose at least one act of the list: what was done."),
        field="acts",
    )


def nobody_has_the_code(code: str, field: str = "person") -> Invalid:
    return Invalid(
        _("Nobody is registered here under “%(code)s”.") % {"code": code},
        remedy=_("Check the code, or register the person first."),
        field=field,
    )


def another_compartment(what: Any, field: str) -> Invalid:
    return Invalid(
        _("%(what)s belongs to another compartment.") % {"what": what},
        remedy=_("Choose a record of the same compartment."),
        field=field,
    )


def nobody_described() -> Invalid:
    return Invalid(
        _("It is not said who this is."),
        remedy=_("Give the code of a registered person, or a description that names nobody."),
        field="description",
    )


def not_of_this_incident(who: Any, field: str) -> Invalid:
    return Invalid(
        _("%(who)s is not involved in this incident.") % {"who": who},
        remedy=_("Add the person to the incident first."),
        field=field,
    )


def already_involved(person: Any) -> Invalid:
    return Invalid(
        _("%(person)s stands in this incident in that role already.") % {"person": person},
        remedy=_("Choose another role."),
        field="role",
    )


def source_already_told(source: str) -> Invalid:
    return Invalid(
        _("The source “%(source)s” is recorded for this incident already.") % {"source": source},
        remedy=_("Give another source its own code."),
        field="source",
    )


def incident_not_corroborated(label: Any) -> Invalid:
    return Invalid(
        _("The sources do not carry “%(verification)s”.") % {"verification": label},
        remedy=_(
            "Record two independent credible sources, or one direct credible source and other consistent material; "
            "or choose a lower state."
        ),
        field="verification",
    )


def verified_by_its_author(label: Any) -> Invalid:
    return Invalid(
        _("“%(verification)s” needs a second person: nobody verifies what they recorded themselves.")
        % {"verification": label},
        remedy=_("Ask a colleague to assess the incident."),
        field="verification",
    )


def same_as_itself() -> Invalid:
    return Invalid(
        _("An incident is not its own double, nor that of one marked as a double."),
        remedy=_("Choose the incident that stays."),
        field="of",
    )


def held_in_the_future(day: date) -> Invalid:
    return Invalid(
        _("%(day)s is in the future.") % {"day": date_format(day, "SHORT_DATE_FORMAT")},
        remedy=_("Give the day on which the interview was held."),
        field="held_on",
    )


def interview_risk_without_measures(level: Any) -> Invalid:
    return Invalid(
        _("Talking with this person is of %(level)s risk, and nothing is said to be done about it.")
        % {"level": level},
        remedy=_("Say what was done against the risk: another place, no notes, a person of trust."),
        field="risk_measures",
    )


def interview_of_high_risk() -> Invalid:
    return Invalid(
        _("Talking with this person is of high risk: somebody else agrees first."),
        remedy=_(
            "Plan a visit, check its risk and have it approved; the interview is recorded at that visit."
        ),
        field="risk_level",
    )


def no_consent_no_content(field: str) -> Invalid:
    return Invalid(
        _("Without consent only the contact itself is kept, not what was said."),
        remedy=_("Leave summary, testimony and quotes empty, or record the consent that was given."),
        field=field,
    )


def summary_missing() -> Invalid:
    return Invalid(
        _("The person agreed, and nothing is said of the interview."),
        remedy=_("Sum up what was said, naming nobody."),
        field="summary",
    )


def observation_rests(finding: Any) -> Invalid:
    return Invalid(
        _("%(finding)s rests on this observation: its source and weight stay as they were.")
        % {"finding": finding.reference},
        remedy=_("Correct the text alone, or record another observation."),
        field="source",
    )


def interpreter_without_code() -> Invalid:
    return Invalid(
        _("An interpreter took part, and the code is missing."),
        remedy=_("Give the interpreter's code; interpreters count as cooperating persons."),
        field="interpreter_code",
    )


def interview_not_to_be_cited(interview: Any) -> Invalid:
    return Invalid(
        _("%(interview)s may not be used: the person did not agree to analysis, or took it back.")
        % {"interview": interview.reference},
        remedy=_("Leave it out, or ask the person."),
        field="interviews",
    )


def quote_not_agreed() -> Invalid:
    return Invalid(
        _("The person has not agreed that anything of this interview is used outside, even without a name."),
        remedy=_("Ask the person and record the consent first."),
        field="wording",
    )


def deadline_passed(day: date) -> Invalid:
    return Invalid(
        _("%(day)s has passed already.") % {"day": date_format(day, "SHORT_DATE_FORMAT")},
        remedy=_("Give a day from today on."),
        field="deadline",
    )


def pattern_too_small(count: int, needed: int) -> Invalid:
    return Invalid(
        _("The pattern rests on %(count)s records; it needs %(needed)s.")
        % {"count": count, "needed": needed},
        remedy=_("Cite more records, or make it a finding on one occurrence."),
        field="kind",
    )


def no_reason() -> Invalid:
    return Invalid(_("A reason is needed."), remedy=_("Say why, without names of persons."), field="reason")
