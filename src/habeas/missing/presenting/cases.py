"""The page of a case, of an identification, of a site."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.coordination.presenting import Page, day, lines_panel, told
from habeas.coordination.queries import requests_about
from habeas.core.pages import link
from habeas.missing import rules
from habeas.missing.models import Case, GraveSite, Identification
from habeas.missing.presenting.families import questions_about
from habeas.missing.presenting.lists import crumbs
from habeas.missing.queries import cases, enquiries
from habeas.missing.tables import SCOPE_BADGES, SITE_BADGES, STATUS_BADGES


def case_page(request: Any, case: Case) -> Page:
    """The context of a case's page."""
    actor = request.actor
    person = case.person
    badges = [{"label": case.get_status_display(), "kind": STATUS_BADGES.get(case.status, "quiet")}]
    if case.scope != "in":
        badges.append({"label": case.get_scope_display(), "kind": SCOPE_BADGES[case.scope]})
    if case.declared_dead_on and case.is_open:
        badges.append({"label": _("declared dead by a court; the search goes on"), "kind": "info"})
    if person.invented:
        badges.append({"label": _("Invented"), "kind": "warn"})
    return {
        "title": str(person),
        "subtitle": case.reference,
        "badges": badges,
        "breadcrumbs": crumbs(_("Missing persons: cases"), "cases", case.reference),
        "actions": _case_actions(actor, case),
        "facts": _facts(case),
        "panels": [
            _entered_twice(actor, case),
            _taken(actor, case),
            _identifications(case),
            _information(actor, case),
            _requests(actor, case),
            _declarations(actor, case),
            _family(actor, case),
            questions_about(actor, case.pk),
        ],
        "timeline": [
            {
                "when": day(step.on),
                "iso": step.on.isoformat(),
                "title": step.get_after_display(),
                "text": step.reason,
                "kind": STATUS_BADGES.get(step.after, ""),
            }
            for step in case.history.all()
        ],
    }


def _entered_twice(actor: Any, case: Case) -> Page | None:
    """Cases closed because their person is one with this one: what was recorded there stays there."""
    lines = [
        {
            "title": f"{one.reference}: {one.person}",
            "url": one.get_absolute_url(),
            "text": _("Relatives, requests, information and questions recorded there stay there."),
            "badge": one.get_status_display(),
            "kind": "quiet",
        }
        for one in cases.entered_twice(actor, case)
    ]
    return lines_panel(_("The same person's other cases"), lines, icon="link")


def _facts(case: Case) -> list[tuple[Any, Any]]:
    person = case.person
    return told(
        [
            (_("person"), person.reference),
            (_("sex"), person.get_sex_display() if person.sex else ""),
            (_("born"), person.born),
            (_("last seen"), person.disappeared),
            (_("municipality"), person.municipality),
            (_("place"), person.place),
            (_("on the list since"), day(case.opened_on)),
            (_("closed on"), day(case.closed_on)),
            (_("declared dead by a court on"), day(case.declared_dead_on)),
            (_("reason of the administrative closure"), case.get_administrative_reason_display()),
            (_("focal point"), case.focal_point),
        ]
    )


def _case_actions(actor: Any, case: Case) -> list[Page]:
    def to(name: str) -> str:
        return reverse(f"missing:{name}", args=[case.pk])

    may: Page = {"actor": actor, "target": case}
    found = link(_("The person"), case.person.get_absolute_url(), icon="person")
    if case.status == "NEW":
        found += link(_("Take up the search"), to("take-up"), rule=rules.can_work_case, method="post", **may)
    keep: Page = {"rule": rules.can_work_case, **may}
    if not any(one.withdrawn_on is None for one in case.identifications.all()):
        found += link(_("Record an identification"), to("identification-add"), icon="plus", **keep)
    return [
        *found,
        *link(_("Found alive"), to("found-alive"), icon="check", **keep),
        *link(_("Focal point"), to("focal-point"), **keep),
        *link(_("Close administratively"), to("close"), rule=rules.can_close_administratively, **may),
        *link(_("Reopen"), to("reopen"), rule=rules.can_reopen, primary=True, **may),
    ]


def _add(actor: Any, case: Case, label: Any, name: str) -> list[Page]:
    url = reverse(f"missing:{name}", args=[case.pk])
    return link(label, url, actor=actor, rule=rules.can_keep, target=case, icon="plus")


def _taken(actor: Any, case: Case) -> Page | None:
    lines = [
        {
            "title": one.get_kind_display(),
            "when": day(one.on),
            "text": one.text,
            "small": one.organisation or "",
        }
        for one in case.taken.all()
    ]
    add = _add(actor, case, _("Record an action"), "action-add")
    return lines_panel(_("What was done"), lines, icon="check", actions=add)


def _identifications(case: Case) -> Page | None:
    lines = [
        {
            "title": str(one),
            "url": one.get_absolute_url(),
            "small": one.get_method_display(),
            "when": day(one.reported_on),
            "badge": state_of(one)[0],
            "kind": state_of(one)[1],
        }
        for one in case.identifications.all()
    ]
    return lines_panel(_("Identification"), lines, icon="check")


def state_of(one: Identification) -> tuple[str, str]:
    """What an identification still lacks, and the kind of badge."""
    if one.withdrawn_on:
        return _("withdrawn"), "bad"
    signed = len(one.signatures.all())
    if signed < 2:
        return _("%(signed)s of 2 signatures") % {"signed": signed}, "warn"
    if getattr(one, "handover", None) is None:
        return _("waits for the hand-over"), "warn"
    return _("complete"), "ok"


def _information(actor: Any, case: Case) -> Page | None:
    lines = [
        {
            "title": one.get_verification_display() or _("Information"),
            "when": day(one.received_on),
            "small": one.get_reliability_display(),
            "text": one.text,
        }
        for one in cases.information_on(actor, case)
    ]
    add = _add(actor, case, _("Record information"), "information-add")
    return lines_panel(_("Information on possible sites"), lines, icon="observation", actions=add)


def _requests(actor: Any, case: Case) -> Page | None:
    lines = [
        {
            "title": str(one),
            "url": one.get_absolute_url(),
            "when": day(one.due_on),
            "late": one.is_overdue(),
            "small": f"{one.asked_by} → {one.asked_of}",
        }
        for one in requests_about(actor, case)
    ]
    url = reverse("missing:case-ask", args=[case.pk])
    asking = actor.may("session.attend") and actor.compartments("work")
    add = link(_("Ask the other side"), url, icon="plus") if asking else []
    return lines_panel(_("Requests between the sides"), lines, icon="link", actions=add)


def _declarations(actor: Any, case: Case) -> Page | None:
    lines = [
        {"title": one.court, "when": day(one.on), "small": one.number} for one in case.declarations.all()
    ]
    add = _add(actor, case, _("Record a court's declaration"), "declaration-add")
    title = _("Declared dead by a court: the search goes on")
    return lines_panel(title, lines, column="side", actions=add)


def _family(actor: Any, case: Case) -> Page | None:
    rows = list(cases.contacts_of(actor, case))
    lines = [
        {
            "title": one.relation,
            "small": one.get_consent_level_display(),
            "badge": one.get_safe_use_display(),
            "kind": "ok" if one.safe_use == "safe" else "warn",
            "actions": link(
                _("Change the consent"),
                reverse("missing:family-consent", args=[one.pk]),
                actor=actor,
                target=one,
                rule=rules.can_keep,
            ),
        }
        for one in rows
    ]
    add = _add(actor, case, _("Add a relative"), "family-add")
    if rows:
        add += link(_("Open names and contacts"), reverse("missing:family", args=[case.pk]), icon="lock")
    return lines_panel(_("Family"), lines, icon="lock", column="side", kind="special", actions=add)


def identification_page(request: Any, row: Identification) -> Page:
    """The context of an identification's page."""
    actor = request.actor

    def to(name: str) -> str:
        return reverse(f"missing:{name}", args=[row.pk])

    may: Page = {"actor": actor, "target": row}
    state, kind = state_of(row)
    handover = getattr(row, "handover", None)
    signed = len(row.signatures.all())
    hand = link(_("Record the hand-over"), to("hand-over"), primary=True, rule=rules.can_hand_over, **may)
    touched = [
        {"title": f"{one.reference}: {one.person}", "url": one.get_absolute_url()}
        for one in cases.touched_by(actor, row)
    ]
    signatures = [
        {"title": str(one.user), "small": one.capacity, "when": day(one.on)} for one in row.signatures.all()
    ]
    return {
        "title": _("Identification %(report)s") % {"report": row.report},
        "subtitle": f"{row.case.reference}: {row.case.person}",
        "badges": [{"label": state, "kind": kind}],
        "breadcrumbs": [
            {"label": _("Missing persons: cases"), "url": reverse("missing:cases")},
            {"label": row.case.reference, "url": row.case.get_absolute_url()},
            {"label": row.report},
        ],
        "actions": [
            *(link(_("Sign"), to("sign"), rule=rules.can_sign, primary=True, **may) if signed < 2 else []),
            *(hand if signed >= 2 and handover is None else []),
            *link(
                _("Withdraw: it was wrong"),
                to("withdraw"),
                rule=rules.can_withdraw_identification,
                danger=True,
                **may,
            ),
        ],
        "facts": told(
            [
                (_("label of the remains"), row.remains),
                (_("method"), row.get_method_display()),
                (_("laboratory or institute"), row.laboratory),
                (_("number of the report"), row.report),
                (_("date of the report"), day(row.reported_on)),
                (_("handed over on"), day(handover.on) if handover else ""),
                (_("where"), handover.place if handover else ""),
                (_("to whom (relation)"), handover.to if handover else ""),
                (_("withdrawn on"), day(row.withdrawn_on)),
                (_("why it was withdrawn"), row.withdrawn_why),
            ]
        ),
        "panels": [
            lines_panel(_("Signatures"), signatures, icon="edit"),
            lines_panel(_("Other cases that rest on the same remains"), touched, icon="warn"),
            _families(actor, row),
        ],
    }


def _families(actor: Any, row: Identification) -> Page | None:
    """Of a withdrawn identification, the families to tell in person, for those who may open identities."""
    if row.withdrawn_on is None:
        return None
    waiting, told_since = (_("to be told in person"), "warn"), (_("told since"), "ok")
    lines = []
    for one in enquiries.asked_about(actor, row.case_id):
        badge, kind = told_since if one.told_on and one.told_on >= row.withdrawn_on else waiting
        lines.append({"title": one.enquiry.code, "url": one.get_absolute_url(), "badge": badge, "kind": kind})
    lines += [
        {"title": one.relation, "small": one.get_consent_level_display(), "badge": waiting[0], "kind": "warn"}
        for one in cases.contacts_of(actor, row.case)
    ]
    return lines_panel(_("Families of the case"), lines, icon="people", column="side")


def site_page(request: Any, site: GraveSite) -> Page:
    """The context of a site's page; where exactly it lies is opened apart."""
    actor = request.actor
    may: Page = {"actor": actor, "target": site, "rule": rules.can_keep}

    def to(name: str) -> str:
        return reverse(f"missing:{name}", args=[site.pk])

    steps = [
        {"title": one.get_kind_display(), "when": day(one.on), "text": one.text} for one in site.steps.all()
    ]
    told_of = [
        {"title": day(one.received_on), "small": one.get_reliability_display(), "text": one.text}
        for one in cases.information_at(actor, site)
    ]
    where = [
        {
            "title": _("Position"),
            "when": day(one.created_at),
            "small": one.precision,
            "actions": link(_("Open"), reverse("missing:position", args=[one.pk]), icon="lock"),
        }
        for one in cases.positions_of(actor, site)
    ]
    return {
        "title": site.name,
        "subtitle": f"{site.reference} · {site.municipality}",
        "badges": [
            {"label": site.get_state_display(), "kind": SITE_BADGES[site.state]},
            *([{"label": _("Invented"), "kind": "warn"}] if site.invented else []),
        ],
        "breadcrumbs": crumbs(_("Grave sites"), "sites", site.reference),
        "actions": [
            *link(_("Record a step"), to("step-add"), icon="plus", primary=True, **may),
            *link(_("Record the result"), to("result"), icon="check", **may),
            *link(_("Record the position"), to("position-add"), icon="lock", **may),
        ],
        "facts": told(
            [
                (_("municipality"), site.municipality),
                (_("what is known"), site.description),
                (_("remains found"), "" if site.remains_found is None else str(site.remains_found)),
            ]
        ),
        "panels": [
            lines_panel(_("Assessment and excavation"), steps, icon="history"),
            lines_panel(_("Information"), told_of, icon="observation"),
            lines_panel(_("Where exactly"), where, icon="lock", column="side", kind="special"),
        ],
    }
