"""Where the register of the missing stands in the navigation, and what it says on the home page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from habeas.coordination.navigation import takes_part
from habeas.core import home, navigation
from habeas.core.actors import Actor
from habeas.core.navigation import Entry
from habeas.missing.pictures import open_map
from habeas.missing.queries import enquiries, matching


def keeps(actor: Actor) -> bool:
    """Somebody who keeps the register."""
    return actor.may("missing.keep")


def register_entries() -> None:
    """Lines of the side navigation and blocks of the home page."""
    for label, name, order, shown_to, icon in (
        (gettext_lazy("Missing persons"), "cases", 40, takes_part, "case"),
        (gettext_lazy("Consolidated persons"), "persons", 42, takes_part, "person"),
        (gettext_lazy("Review of matches"), "review", 44, keeps, "check"),
        (gettext_lazy("Lists received"), "sources", 46, keeps, "table"),
        (gettext_lazy("Grave sites"), "sites", 48, keeps, "map"),
        (gettext_lazy("Questions of families"), "enquiries", 50, keeps, "inbox"),
        (gettext_lazy("Resource centre"), "associations", 52, keeps, "people"),
        (gettext_lazy("Figures on missing persons"), "figures", 54, takes_part, "chart"),
    ):
        navigation.register(Entry("missing", label, f"missing:{name}", order, shown_to, icon))
    home.contribute(home_blocks, order=8)


def home_blocks(request: HttpRequest) -> dict[str, Any]:
    """Where the missing were last seen, and the matches that wait for a reviewer."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not takes_part(actor) or not actor.compartments("read"):
        return {}
    title, picture = _("Open cases of missing persons"), open_map(actor)
    shown = [{"title": title, "icon": "map", "picture": picture, "is_map": True}] if picture else []
    return {"pictures": shown, **_to_review(actor)}


def _to_review(actor: Actor) -> dict[str, Any]:
    if not keeps(actor) or not actor.compartments("work"):
        return {}
    matches, questions = matching.queue(actor).count(), enquiries.waiting(actor).count()
    lines, buttons = [], []
    if matches:
        title = ngettext("%(count)s match to review", "%(count)s matches to review", matches)
        url = reverse("missing:review")
        text = _("Two entries that may speak of one person")
        lines.append({"title": title % {"count": matches}, "text": text, "url": url, "icon": "person"})
        buttons.append({"label": _("Review of matches"), "url": url, "icon": "check", "primary": True})
    if questions:
        title = ngettext(
            "%(count)s family waits for an answer", "%(count)s families wait for an answer", questions
        )
        url = f"{reverse('missing:enquiries')}?answer=received"
        text = _("Questions of families")
        lines.append({"title": title % {"count": questions}, "text": text, "url": url, "icon": "inbox"})
    return {"reviews": lines, "actions": buttons} if lines else {}
