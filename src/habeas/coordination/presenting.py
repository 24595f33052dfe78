"""How bodies, sessions, requests and papers are laid out on their pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.coordination import queries, rules
from habeas.coordination.models import Body, Paper, Request, Session
from habeas.coordination.tables import PAPER_BADGES, REQUEST_BADGES, SESSION_BADGES
from habeas.core.actors import Actor
from habeas.core.pages import link

Page = dict[str, Any]
LINES = "coordination/_lines.html"


def day(value: Any) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def told(pairs: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Only what is known."""
    return [(label, value) for label, value in pairs if value]


def lines_panel(title: Any, lines: list[Page], **more: Any) -> Page | None:
    """A panel of lines; left out when there is neither a line nor something to add."""
    if not lines and not more.get("actions"):
        return None
    return {"title": title, "template": LINES, "lines": lines, "count": len(lines) or None, **more}


def crumbs(label: Any, name: str, here: str) -> list[Page]:
    return [{"label": label, "url": reverse(f"coordination:{name}")}, {"label": here}]


def body_page(request: Any, body: Body) -> Page:
    """The context of a body's page."""
    actor = request.actor
    return {
        "title": str(body),
        "subtitle": body.purpose,
        "badges": [{"label": body.get_kind_display(), "kind": "info"}],
        "breadcrumbs": crumbs(_("Bodies and parties"), "bodies", body.reference),
        "actions": _body_actions(actor, body),
        "facts": told([(_("neutral chair"), body.chair), (_("founded"), day(body.founded))]),
        "panels": [_sessions(actor, body), _parties(actor, body), _names(body), _rules(body)],
    }


def _body_actions(actor: Actor, body: Body) -> list[Page]:
    def to(name: str) -> str:
        return reverse(f"coordination:{name}", args=[body.pk])

    may: Page = {"actor": actor, "target": body, "rule": rules.can_chair}
    return [
        *link(_("Call a session"), to("session-add"), primary=True, icon="plus", **may),
        *link(_("Seat a party"), to("party-add"), icon="plus", **may),
        *link(_("Add a name"), to("name-add"), icon="plus", **may),
        *link(_("Adopt rules"), to("rules-add"), icon="plus", **may),
    ]


def _sessions(actor: Actor, body: Body) -> Page | None:
    rows = queries.sessions_of(actor, body)
    lines = [
        {
            "title": str(row),
            "url": row.get_absolute_url(),
            "small": f"{row.place} · {row.get_openness_display()}",
            "badge": row.get_state_display(),
            "kind": SESSION_BADGES[row.state],
        }
        for row in rows
    ]
    return lines_panel(_("Sessions"), lines, icon="calendar")


def _parties(actor: Actor, body: Body) -> Page | None:
    lines = []
    for party in body.parties.all():
        contacts = [
            f"{one.name} ({one.function})" if one.function else one.name for one in party.contacts.all()
        ]
        may: Page = {"actor": actor, "target": party}
        add = reverse("coordination:contact-add", args=[party.pk])
        show = reverse("coordination:contacts", args=[party.pk])
        lines.append(
            {
                "title": str(party.organisation),
                "badge": party.get_role_display(),
                "kind": "info" if party.role == "delegation" else "quiet",
                "small": ", ".join(contacts),
                "actions": [
                    *link(_("Add a contact"), add, rule=rules.can_chair, **may),
                    *(link(_("How to reach them"), show, rule=rules.can_work, **may) if contacts else []),
                ],
            }
        )
    return lines_panel(_("Parties"), lines, icon="people")


def _names(body: Body) -> Page | None:
    lines = [
        {"title": one.text, "small": f"{one.get_use_display()}, {one.get_language_display()}"}
        for one in body.names.all()
    ]
    return lines_panel(_("Names"), lines, column="side")


def _rules(body: Body) -> Page | None:
    lines = [{"title": one.title, "small": day(one.adopted_on), "text": one.text} for one in body.rules.all()]
    return lines_panel(_("Rules of procedure"), lines, icon="book")


def session_page(request: Any, session: Session) -> Page:
    """The context of a session's page."""
    actor = request.actor
    facts = [
        (_("body"), session.body),
        (_("place"), session.place),
        (_("minutes agreed on"), day(session.minutes_agreed_on)),
        (_("source of list and figures"), session.body.chair),
    ]
    return {
        "title": str(session),
        "subtitle": str(session.body),
        "badges": [
            {"label": session.get_state_display(), "kind": SESSION_BADGES[session.state]},
            {
                "label": session.get_openness_display(),
                "kind": "special" if session.openness == "closed" else "info",
            },
        ],
        "breadcrumbs": crumbs(_("Sessions"), "sessions", str(session)),
        "actions": _session_actions(actor, session),
        "facts": told(facts),
        "panels": [
            _agenda(actor, session),
            *_before(actor, session),
            _decisions(actor, session),
            _items(actor, session),
            _minutes(session),
        ],
    }


def _session_actions(actor: Actor, session: Session) -> list[Page]:
    def to(name: str) -> str:
        return reverse(f"coordination:{name}", args=[session.pk])

    may: Page = {"actor": actor, "target": session}
    ahead = not rules.has_come(actor, session)
    on_the_day: Page = {"rule": rules.can_minute, **may}
    found = [
        *link(
            _("Add to the agenda"),
            to("agenda-add"),
            icon="plus",
            primary=ahead,
            rule=rules.can_prepare,
            **may,
        ),
        *link(_("Record a decision"), to("decision-add"), icon="plus", rule=rules.can_record, **may),
        *link(_("Add an action item"), to("item-add"), icon="plus", rule=rules.can_record, **may),
    ]
    if session.minutes_agreed_on is None:
        first = not session.minutes
        found += link(_("Write the minutes"), to("minutes"), icon="edit", primary=first, **on_the_day)
    if session.state == "held" and session.minutes_agreed_on is None:
        sure = _("Have all parties agreed? The minutes are not changed afterwards.")
        agreed: Page = {"method": "post", "primary": True, "icon": "check", "confirm": sure}
        found += link(_("Minutes agreed"), to("agree"), **agreed, **on_the_day)
    found += link(_("Move the session"), to("session-move"), rule=rules.can_move_session, **may)
    if session.state == "planned":
        ask: Page = {"method": "post", "confirm": _("Cancel this session?"), "rule": rules.can_move_session}
        found += link(_("Cancel the session"), to("cancel"), **ask, **may)
    return found


def _before(actor: Actor, session: Session) -> list[Page | None]:
    """What a planned session has before it: requests due until its day, and what earlier ones asked for."""
    if session.state != "planned":
        return []
    due = [_request_line(one) for one in queries.requests_due_by(actor, session.day)[:20]]
    left = [
        {
            "title": f"{one.organisation}: {one}",
            "url": one.session.get_absolute_url(),
            "when": day(one.due_on),
            "late": one.is_overdue(),
            "small": str(one.session),
        }
        for one in queries.items_left(actor, session)[:20]
    ]
    return [
        lines_panel(_("Requests due until this session"), due, icon="link"),
        lines_panel(_("Left from earlier sessions"), left, icon="clock"),
    ]


def _request_line(one: Request) -> Page:
    return {
        "title": str(one),
        "url": one.get_absolute_url(),
        "when": day(one.due_on),
        "late": one.is_overdue(),
        "small": f"{one.asked_by} → {one.asked_of}",
    }


def _agenda(actor: Actor, session: Session) -> Page | None:
    may = session.minutes_agreed_on is None and rules.can_chair_session(actor, session)
    lines = [
        {
            "title": str(one),
            "text": one.note,
            "actions": link(_("Edit"), reverse("coordination:agenda-edit", args=[one.pk])) if may else [],
        }
        for one in session.agenda.all()
    ]
    return lines_panel(_("Agenda"), lines, icon="table")


def _decisions(actor: Actor, session: Session) -> Page | None:
    lines, may = [], rules.can_chair(actor, session)
    for one in session.decisions.all():
        revoke = reverse("coordination:decision-revoke", args=[one.pk])
        badge, kind = (_("revoked"), "bad") if one.revoked_on else ("", "")
        if one.allows_sharing and not one.revoked_on:
            badge, kind = _("records may be shared on it"), "special"
        lines.append(
            {
                "title": f"{one.number}.",
                "text": one.text,
                "small": str(one.item) if one.item else "",
                "badge": badge,
                "kind": kind,
                "actions": []
                if one.revoked_on or not may
                else link(
                    _("Revoke"),
                    revoke,
                    method="post",
                    confirm=_("Revoke this decision? Shares that rest on it end at once."),
                ),
            }
        )
    return lines_panel(_("Decisions"), lines, icon="check")


def _items(actor: Actor, session: Session) -> Page | None:
    lines, may = [], rules.can_chair(actor, session)
    for one in session.action_items.all():
        finish = reverse("coordination:item-finish", args=[one.pk])
        lines.append(
            {
                "title": str(one.organisation),
                "text": "\n".join(part for part in (one.text, one.outcome) if part),
                "when": day(one.done_on or one.due_on),
                "late": one.is_overdue(),
                "badge": _("done") if one.done_on else "",
                "kind": "ok",
                "actions": link(_("Done"), finish) if may and not one.done_on else [],
            }
        )
    return lines_panel(_("Action items"), lines, icon="clock")


def _minutes(session: Session) -> Page | None:
    if not session.minutes:
        return None
    return {
        "title": _("Minutes"),
        "template": "coordination/_text.html",
        "text": session.minutes,
        "icon": "report",
    }


def request_page(request: Any, row: Request) -> Page:
    """The context of a request's page."""
    actor = request.actor

    def to(name: str) -> str:
        return reverse(f"coordination:{name}", args=[row.pk])

    may: Page = {"actor": actor, "target": row}
    late = row.is_overdue()
    text = {"title": _("Question"), "template": "coordination/_text.html", "text": row.question}
    said = _("Why there is no answer") if row.state == "declined" else _("Answer")
    answer = {"title": said, "template": "coordination/_text.html", "text": row.answer}
    fresh = row.reminded_on != timezone.localdate()
    remind: Page = {"method": "post", "icon": "clock", "primary": late and not rules.was_asked(actor, row)}
    withdraw: Page = {"method": "post", "confirm": _("Withdraw this request?")}
    return {
        "title": row.subject,
        "subtitle": row.reference,
        "badges": [
            {
                "label": _("overdue") if late else row.get_state_display(),
                "kind": "bad" if late else REQUEST_BADGES[row.state],
            }
        ],
        "breadcrumbs": crumbs(_("Requests for information"), "requests", row.reference),
        "actions": [
            *link(_("Answer"), to("request-answer"), rule=rules.can_answer, primary=True, icon="edit", **may),
            *link(_("Decline to answer"), to("request-decline"), rule=rules.can_answer, **may),
            *(
                link(_("Remind"), to("request-remind"), rule=rules.can_remind, **remind, **may)
                if fresh
                else []
            ),
            *link(_("Withdraw"), to("request-withdraw"), rule=rules.can_withdraw, **withdraw, **may),
        ],
        "facts": told(
            [
                (_("who asks"), row.asked_by),
                (_("who is asked"), row.asked_of),
                (_("asked on"), day(row.asked_on)),
                (_("answer due on"), day(row.due_on)),
                (_("reminded on"), day(row.reminded_on)),
                (_("declined on") if row.state == "declined" else _("answered on"), day(row.answered_on)),
            ]
        ),
        "panels": [text, answer if row.answer else None],
    }


def paper_page(request: Any, paper: Paper) -> Page:
    """The context of a paper's page."""
    return {
        "title": paper.title,
        "subtitle": str(paper.organisation),
        "badges": [{"label": paper.get_state_display(), "kind": PAPER_BADGES[paper.state]}],
        "breadcrumbs": crumbs(_("Papers"), "papers", paper.title),
        "actions": _paper_actions(request.actor, paper),
        "facts": told(
            [
                (_("whose paper"), paper.organisation),
                (_("dated"), day(paper.dated)),
                (_("language"), paper.get_language_display()),
                (_("taken back on"), day(paper.taken_back_on)),
            ]
        ),
        "panels": [
            {"title": _("Text"), "template": "coordination/_text.html", "text": paper.text},
            _versions(request.actor, paper),
        ],
    }


def _paper_actions(actor: Actor, paper: Paper) -> list[Page]:
    def to(name: str) -> str:
        return reverse(f"coordination:{name}", args=[paper.pk])

    may: Page = {"actor": actor, "target": paper, "rule": rules.can_edit_paper}
    ask = _("Take this paper back? Its text leaves the exchange; what was read, and files handed over, stay.")
    back: Page = {"method": "post", "confirm": ask, "actor": actor, "target": paper}
    return [
        *link(_("Edit"), to("paper-edit"), icon="edit", **may),
        *link(_("Add a language version"), to("paper-translate"), icon="plus", **may),
        *link(_("Share with all sides"), to("paper-share"), icon="share", primary=True, **may),
        *link(_("Take back"), to("paper-take-back"), rule=rules.can_take_back, **back),
    ]


def _versions(actor: Actor, paper: Paper) -> Page | None:
    lines = [
        {
            "title": one.title,
            "url": one.get_absolute_url(),
            "small": one.get_language_display(),
            "badge": one.get_state_display(),
            "kind": PAPER_BADGES[one.state],
        }
        for one in queries.language_versions(actor, paper)
    ]
    return lines_panel(_("Other languages"), lines, column="side", icon="file")
