"""What the home page says of accounts, of the audit trail, and of the questions that wait for an owner."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habeas.access import approvals, oversight, queries
from habeas.access.actions import may_answer
from habeas.access.actions.appointments import to_confirm
from habeas.access.rules import manages_accounts, reads_audit
from habeas.access.tables import microseconds
from habeas.core.actors import Actor
from habeas.core.deed_names import deed_in_words
from habeas.core.navigation import case_reader

LATELY = timedelta(days=30)
OLD_BACKUP = timedelta(days=2)


def home_blocks(request: Any) -> dict[str, Any]:
    """The block of an auditor, of an administrator, of an owner, or of somebody to whom nothing is open yet."""
    actor: Actor = request.actor
    if reads_audit(actor):
        return _of_auditor(actor)
    if manages_accounts(actor):
        return _of_administrator(actor)
    return _of_reader(actor) if case_reader(actor) else _of_newcomer(actor)


def _when(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


# Auditor


def _of_auditor(actor: Actor) -> dict[str, Any]:
    since = timezone.localdate() - LATELY
    trail = f"{reverse('access:audit')}?since={since.isoformat()}"
    counted = oversight.counted(actor, microseconds(since))
    return {
        "tiles": [
            _chain_tile(),
            *(
                {"label": label, "value": counted[key], "url": f"{trail}&{asked}", "note": _("in 30 days")}
                for key, label, asked in (
                    ("refused", _("refusals"), "outcome=refused"),
                    ("exports", _("exports"), "action=export.open"),
                    ("emergencies", _("emergency accesses"), "action=emergency.open"),
                )
            ),
        ],
        "lists": [
            _rows_of_trail(_("Emergencies and exports lately"), "warn", oversight.weighty(actor)),
            _rows_of_trail(_("Refused lately"), "lock", oversight.refused(actor)),
        ],
        "actions": [_main(_("Audit trail"), reverse("access:audit"), "history")],
    }


def _chain_tile() -> dict[str, Any]:
    whole = oversight.chain_continues()
    return {
        "label": _("end of the trail"),
        "value": _("intact") if whole else _("broken"),
        "url": reverse("access:audit"),
        "note": _("It continues its signed head.")
        if whole
        else _("It does not continue its signed head: open the trail."),
    }


def _rows_of_trail(heading: str, icon: str, rows: list[Any]) -> dict[str, Any]:
    entries = [
        {
            "title": deed_in_words(row.action),
            "text": row.label,
            "url": reverse("access:audit-row", args=[row.seq]),
            "when": _when(row.moment),
            "icon": icon,
        }
        for row in rows
    ]
    return {"heading": heading, "icon": icon, "entries": entries, "empty": _("Nothing in these days.")}


# Administrator


def _of_administrator(actor: Actor) -> dict[str, Any]:
    people = reverse("access:people")
    counted = oversight.accounts()
    tiles = [
        {"label": _("open accounts"), "value": counted["open"], "url": f"{people}?state=open"},
        {"label": _("without a second factor"), "value": counted["bare"], "url": people},
        {"label": _("never signed in"), "value": counted["unused"], "url": people},
        {"label": _("newest backup"), "value": _backup_made(), "url": ""},
    ]
    lists = [
        {
            "heading": _("Waiting for an owner"),
            "icon": "clock",
            "entries": [_appointment(one) for one in queries.waiting_appointments()[:20]],
            "empty": _("No appointment waits for an owner."),
        }
    ]
    steps = [_reset(one) for one in oversight.resets_ready(actor)[:20]] + _of_service()
    main = _main(_("New account"), reverse("access:person-new"), "plus")
    return {"tiles": tiles, "next_steps": steps, "lists": lists, "actions": [main]}


def _appointment(one: Any) -> dict[str, Any]:
    return {
        "title": str(one.user),
        "text": str(one.role),
        "url": reverse("access:person", args=[one.user_id]),
        "when": _when(one.created_at),
        "icon": "person",
    }


def _reset(one: Any) -> dict[str, Any]:
    return {
        "title": str(one.user),
        "text": _("The owners agreed to the reset: hand over the link"),
        "url": reverse("access:person", args=[one.user_id]),
        "when": _when(one.created_at),
        "icon": "lock",
    }


def _backup_made() -> str:
    made = oversight.newest_backup()
    return date_format(timezone.localdate(made), "SHORT_DATE_FORMAT") if made else _("none yet")


def _of_service() -> list[dict[str, Any]]:
    """What the host must see to: an old backup, and background work that nobody does."""
    made, now = oversight.newest_backup(), timezone.now()
    told = []
    if made is None or now - made > OLD_BACKUP:
        text = _("The host makes one with “habeas backup”, daily and kept elsewhere")
        told.append((_("No backup has been made lately"), text))
    if not oversight.worker_is_there(now):
        text = _("Exports and imports wait: the host starts “habeas worker”")
        told.append((_("Nobody does the background work"), text))
    return [{"title": title, "text": text, "url": "", "icon": "warn", "late": True} for title, text in told]


# Owners, readers, newcomers


def _of_reader(actor: Actor) -> dict[str, Any]:
    asked = [one for one in queries.approvals_waiting(actor)[:20] if may_answer(actor, one)]
    blocks: dict[str, Any] = {"reviews": [_question(one) for one in asked]} if asked else {}
    if actor.compartments("own"):
        blocks["reviews"] = [*blocks.get("reviews", []), *_to_confirm(actor)]
        label, url = _("Your compartments"), reverse("access:compartments")
        blocks["actions"] = [_main(label, url, "lock")]
    return blocks


def _question(one: Any) -> dict[str, Any]:
    kind = approvals.KINDS.get(one.kind)
    return {
        "title": str(kind.label if kind else one.kind),
        "text": _("Asked by %(who)s: %(reason)s") % {"who": one.asked_by, "reason": one.reason},
        "url": reverse("access:approval", args=[one.pk]),
        "when": _when(one.created_at),
        "icon": "check",
    }


def _to_confirm(actor: Actor) -> list[dict[str, Any]]:
    appointments = [one for one in queries.waiting_appointments()[:20] if to_confirm(actor, one)]
    count = len(appointments) + len(queries.one_of_each(queries.resets_for(actor)))
    if not count:
        return []
    said = ngettext("%(count)s account to confirm", "%(count)s accounts to confirm", count)
    text, url = _("Nobody gets in before an owner agrees"), reverse("access:confirmations")
    return [{"title": said % {"count": count}, "text": text, "url": url, "icon": "person"}]


def _of_newcomer(actor: Actor) -> dict[str, Any]:
    """Nothing is open to the reader: who opens it, and what everybody may read."""
    if not actor.is_somebody or actor.compartments("work"):
        return {}
    reading = (
        (_("Mandate"), _("What the mission may do, and since when"), "mandate:register", "book"),
        (_("Published figures"), _("Numbers with their source and their day"), "mandate:figures", "chart"),
        (_("Organisations"), _("Whom to ask, and who came before them"), "access:organisations", "building"),
    )
    entries = [
        {"title": title, "text": text, "url": reverse(name), "icon": icon}
        for title, text, name, icon in reading
    ]
    heading, icon = _("Open to everybody here"), "book"
    closed = _(
        "No compartment is open to you. Its owner gives you access, or shares single records with you."
    )
    return {"closed": closed, "lists": [{"heading": heading, "icon": icon, "entries": entries, "empty": ""}]}


def _main(label: str, url: str, icon: str) -> dict[str, Any]:
    return {"label": label, "url": url, "icon": icon, "primary": True}
