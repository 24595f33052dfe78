"""How questionnaires are filled in and read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.listing.inline import known
from habeas.core.marks import marks
from habeas.core.pages import link
from habeas.core.pictures.lines import Line, lines
from habeas.core.pictures.picture import Picture
from habeas.monitoring import queries, rules
from habeas.monitoring.choices import SheetState, YesNo
from habeas.monitoring.models import Sheet, Visit
from habeas.monitoring.questionnaires import latest, newest
from habeas.monitoring.questionnaires.definition import Kind, Question, Questionnaire, Section


def offered(visit: Visit) -> list[tuple[str, Any]]:
    """The newest version of each questionnaire, those made for such a visit first."""
    used = {sheet.questionnaire for sheet in visit.sheets.all()}
    found = [made for made in latest().values() if made.code not in used]
    found.sort(key=lambda made: not made.suits(visit.site.kind, visit.strand))
    return [(made.code, made.title) for made in found]


def steps_of(
    sheet: Sheet, form: Questionnaire, answers: Mapping[str, Any], current: str = ""
) -> list[dict[str, Any]]:
    """The sections with how many of their questions are answered."""
    return [
        {
            "title": section.title,
            "url": reverse("monitoring:sheet-section", args=[sheet.pk, section.code]),
            "answered": sum(question.code in answers for question in section.questions),
            "total": len(section.questions),
            "current": section.code == current,
        }
        for section in form.sections
    ]


def first_address(sheet: Sheet) -> str:
    """Where filling in begins."""
    form = sheet.form
    if form is None:
        return sheet.get_absolute_url()
    return reverse("monitoring:sheet-section", args=[sheet.pk, form.sections[0].code])


def told_place(sheet: Sheet, form: Questionnaire, section: Section) -> str:
    """Which part of which questionnaire one stands in."""
    told = {"title": form.title, "number": form.sections.index(section) + 1, "all": len(form.sections)}
    return _("%(title)s: part %(number)s of %(all)s") % told


def next_address(sheet: Sheet, form: Questionnaire, section: Section) -> str:
    """The section after this one; after the last, the sheet itself."""
    following = form.sections[form.sections.index(section) + 1 :]
    if not following:
        return sheet.get_absolute_url()
    return reverse("monitoring:sheet-section", args=[sheet.pk, following[0].code])


def sheet_page(request: Any, sheet: Sheet) -> dict[str, Any]:
    """The context of a filled-in questionnaire's page."""
    form, answers = sheet.form, queries.answers_of(sheet)
    return {
        "title": sheet.title,
        "subtitle": f"{sheet.site} · {date_format(sheet.day, 'SHORT_DATE_FORMAT')}",
        "badges": [_state(sheet)],
        "breadcrumbs": _crumbs(sheet),
        "actions": _actions(request.actor, sheet, form),
        "facts": _facts(sheet),
        "notice": _older(sheet),
        "parts": _parts(sheet, form, answers) if form else [],
        "basis": form.basis if form else "",
    }


def _state(sheet: Sheet) -> dict[str, Any]:
    return {"label": sheet.get_state_display(), "kind": "ok" if sheet.state == SheetState.DONE else "warn"}


def _crumbs(sheet: Sheet) -> list[dict[str, Any]]:
    visit = getattr(sheet, "visit", None)
    above = [{"label": visit.reference, "url": visit.get_absolute_url()}] if visit else []
    lists = {"label": _("Visits"), "url": reverse("monitoring:visits")}
    return [lists, *above, {"label": sheet.title}]


def _actions(actor: Actor, sheet: Sheet, form: Questionnaire | None) -> list[dict[str, Any]]:
    if form is None:
        return []
    may: dict[str, Any] = {"actor": actor, "rule": rules.can_fill_in, "target": sheet}
    complete = reverse("monitoring:sheet-complete", args=[sheet.pk])
    return [
        *link(_("Fill in"), first_address(sheet), icon="edit", **may),
        *link(_("Complete"), complete, method="post", primary=True, icon="check", **may),
    ]


def _facts(sheet: Sheet) -> list[tuple[Any, Any]]:
    return known(
        [
            (_("visit"), getattr(sheet, "visit", None)),
            (_("site"), sheet.site),
            (_("version"), sheet.form_version),
            (_("score"), told_score(sheet.score)),
        ]
    )


def told_score(score: Any) -> str:
    """A score as one reads it; empty when there is none."""
    return "" if score is None else _("%(score)s of 100") % {"score": number_format(score, 1)}


def _older(sheet: Sheet) -> str:
    current = newest(sheet.questionnaire)
    if not sheet.is_older_version or current is None:
        return ""
    told = {"version": sheet.form_version, "current": current.version}
    return _("Answered against version %(version)s; the present version is %(current)s.") % told


def _parts(sheet: Sheet, form: Questionnaire, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    scores = {row.section: row.score for row in sheet.section_scores.all()}
    return [
        {
            "id": section.code,
            "title": section.title,
            "score": told_score(scores.get(section.code)),
            "rows": [
                (question.text, told(question, answers.get(question.code))) for question in section.questions
            ],
        }
        for section in form.sections
    ]


def told(question: Question, value: Any) -> str:
    """An answer as one reads it; a dash where nothing was answered."""
    if value in (None, "", []):
        return "–"
    if question.kind is Kind.YES_NO:
        return str(YesNo(value).label)
    if question.kind is Kind.MANY:
        return ", ".join(question.label_of(code) for code in value)
    if question.kind is Kind.NUMBER:
        return number_format(value.normalize() if value % 1 else int(value))
    if question.kind is Kind.DAY:
        return date_format(value, "SHORT_DATE_FORMAT")
    return question.label_of(value)


def score_pictures(actor: Actor, site: Any) -> list[Picture]:
    """The scores of a site over time, one chart for each questionnaire that was filled in there."""
    sheets: dict[str, list[Sheet]] = {}
    for sheet in queries.scores_at(actor, site):
        sheets.setdefault(sheet.questionnaire, []).append(sheet)
    return [_score_picture(found) for found in sheets.values()]


def _score_picture(sheets: list[Sheet]) -> Picture:
    form = sheets[-1].form
    whole = Line(_("whole"), tuple(float(sheet.score or 0) for sheet in sheets))
    parts = [
        _section_line(section, sheets) for section in (form.sections if form else ()) if section.is_scored
    ]
    versions = sorted({sheet.form_version for sheet in sheets})
    notes = [_("0 is the worst, 100 the best.")]
    if len(versions) > 1:
        listed = ", ".join(map(str, versions))
        notes.append(
            _("Versions %(versions)s of the questionnaire; they may ask differently.") % {"versions": listed}
        )
    return lines(
        sheets[-1].title,
        [date_format(sheet.day, "SHORT_DATE_FORMAT") for sheet in sheets],
        [whole, *parts[:5]],
        head=_("visit"),
        marks=marks(*notes),
    )


def _section_line(section: Section, sheets: list[Sheet]) -> Line:
    by_sheet = [{row.section: float(row.score) for row in sheet.section_scores.all()} for sheet in sheets]
    return Line(str(section.title), tuple(scores.get(section.code) for scores in by_sheet))
