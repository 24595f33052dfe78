"""Pages of the resource centre and of families' questions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from habeas.coordination.presenting import Page, day, lines_panel, told
from habeas.core.pages import link
from habeas.missing import rules
from habeas.missing.choices import SHOWN_ONLINE, Answer
from habeas.missing.models import Association, EnquiryFile
from habeas.missing.presenting.lists import crumbs
from habeas.missing.queries import cases, enquiries
from habeas.missing.tables import SUPPORT_BADGES


def association_page(request: Any, row: Association) -> Page:
    """The context of an association's page."""
    may: Page = {"actor": request.actor, "target": row, "rule": rules.can_keep}
    asked = []
    for one in row.requests.all():
        answer = reverse("missing:support-answer", args=[one.pk])
        waits = one.state in ("asked", "agreed")
        asked.append(
            {
                "title": one.subject,
                "when": day(one.asked_on),
                "badge": one.get_state_display(),
                "kind": SUPPORT_BADGES[one.state],
                "text": "\n".join(part for part in (one.text, one.answer) if part),
                "actions": link(_("Answer"), answer, **may) if waits else [],
            }
        )
    return {
        "title": row.name,
        "subtitle": str(row.municipality or ""),
        "badges": [
            *([{"label": _("co-chairs the centre"), "kind": "info"}] if row.co_chairs else []),
            *([{"label": _("Invented"), "kind": "warn"}] if row.invented else []),
        ],
        "breadcrumbs": crumbs(_("Resource centre"), "associations", row.name),
        "actions": [
            *link(_("Record a request"), reverse("missing:support-add", args=[row.pk]), icon="plus", **may),
            *link(
                _("Record who took part"),
                reverse("missing:participation-add", args=[row.pk]),
                icon="plus",
                **may,
            ),
        ],
        "facts": told(
            [(_("member of the centre since"), day(row.since)), (_("municipality"), row.municipality)]
        ),
        "panels": [lines_panel(_("Requests for support"), asked, icon="inbox")],
    }


_NEW_PASSPHRASE = gettext_lazy("Make a new passphrase? It is shown once; the old one no longer fits.")


def spoken(language: str) -> str:
    """The language of a question, where our pages speak it; else the reader's own."""
    return language if language in dict(settings.LANGUAGES) else get_language() or "en"


def shown_to(language: str, answer: str) -> str:
    """The sentence online as the family reads it in the language of its question, where our pages speak it."""
    with override(spoken(language)):
        return str(Answer(answer).label)


def questions_about(actor: Any, case: Any, but: EnquiryFile | None = None) -> Page | None:
    """Who else asked about the same case: by number and day, nobody named."""
    lines = [
        {
            "title": one.enquiry.code,
            "url": one.get_absolute_url(),
            "when": day(one.enquiry.created_at),
            "small": one.get_consent_level_display(),
            "badge": SHOWN_ONLINE[one.answer],
            "kind": "ok" if one.answer == Answer.COME else "warn",
        }
        for one in enquiries.asked_about(actor, case)
        if but is None or one.pk != but.pk
    ]
    if not lines:
        return None
    title = _("Questions of families") if but is None else _("Others who asked about the same person")
    return lines_panel(title, lines, icon="inbox", column="side")


def _about(actor: Any, file: EnquiryFile) -> Page | None:
    """The case a colleague named, for those who may open identities."""
    if file.case is None or not rules.can_identify(actor, file):
        return None
    case = cases.cases(actor).filter(pk=file.case).first()
    lines = (
        [{"title": str(case.person), "url": case.get_absolute_url(), "small": case.reference}] if case else []
    )
    return lines_panel(_("About whom"), lines, icon="person", column="side") if lines else None


def enquiry_page(request: Any, file: EnquiryFile) -> Page:
    """The context of a question's page; what was asked is opened apart."""
    actor = request.actor

    def to(name: str) -> str:
        return reverse(f"missing:{name}", args=[file.pk])

    may: Page = {"actor": actor, "target": file}
    come = _("Show the family online: “please come or call”? It is the same sentence whatever is known.")
    enquiry = file.enquiry
    return {
        "title": _("Question %(code)s") % {"code": enquiry.code},
        "badges": [{"label": SHOWN_ONLINE[file.answer], "kind": "ok" if file.answer == "come" else "warn"}],
        "breadcrumbs": crumbs(_("Questions of families"), "enquiries", enquiry.code),
        "actions": [
            *link(_("Open the question"), to("enquiry-open"), rule=rules.can_identify, icon="lock", **may),
            *link(_("Say whom it is about"), to("enquiry-about"), rule=rules.can_say_whom, **may),
            *(
                link(
                    _("Ask them to come"),
                    to("enquiry-come"),
                    rule=rules.can_keep,
                    method="post",
                    confirm=come,
                    **may,
                )
                if file.answer != "come"
                else []
            ),
            *(
                link(
                    _("Identity verified in person"),
                    to("enquiry-verify"),
                    rule=rules.can_verify,
                    icon="check",
                    **may,
                )
                if file.verified_on is None
                else [
                    *link(
                        _("New passphrase"),
                        to("enquiry-passphrase"),
                        rule=rules.can_tell,
                        method="post",
                        confirm=_NEW_PASSPHRASE,
                        **may,
                    ),
                    *link(
                        _("Record what was told"),
                        to("enquiry-tell"),
                        rule=rules.can_tell,
                        primary=True,
                        **may,
                    ),
                ]
            ),
            *link(_("Change the consent"), to("enquiry-consent"), rule=rules.can_keep, **may),
        ],
        "facts": told(
            [
                (_("received by"), enquiry.get_channel_display()),
                (_("language"), enquiry.get_language_display()),
                (_("received"), day(enquiry.created_at)),
                (_("state"), enquiry.get_state_display()),
                (_("consent"), file.get_consent_level_display()),
                (_("the family reads online"), shown_to(enquiry.language, file.answer)),
                (_("read online by the family on"), day(file.seen_on) or _("not yet")),
                (_("identity verified in person on"), day(file.verified_on)),
                (_("identity verified by"), file.verified_by),
                (_("how identity was verified"), file.verified_how),
                (_("told last on"), day(file.told_on)),
            ]
        ),
        "panels": [_about(actor, file), questions_about(actor, file.case, but=file), _tellings(file)],
    }


def _tellings(file: EnquiryFile) -> Page | None:
    """When something was told in person; what it was stays sealed."""
    lines = [{"title": _("told in person"), "when": day(one.on)} for one in file.tellings.all()]
    return lines_panel(_("Told"), lines, icon="lock")
