"""What a person keeps for themselves: drafts of forms, and views of lists."""

from __future__ import annotations

import json
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.core.actions import action
from habeas.core.actors import ROOT_COMPARTMENT, Actor
from habeas.core.records import Personal
from habeas.core.rules import is_own, is_signed_in, is_system
from habeas.core.vault import recordkeys
from habeas.core.vault.datakeys import VaultError
from habeas.core.vault.fields import EncryptedTextField


class Draft(Personal):
    """What somebody wrote into a form and has not saved yet; sealed under a key of its own, which goes with it."""

    key_subject: ClassVar[str] = "id"

    form = models.CharField(max_length=160)
    title = models.CharField(_("form"), max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    payload = EncryptedTextField()

    class Meta(Personal.Meta):
        app_label = "core"
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(fields=["owner", "form"], name="core_draft_once")]
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.title or self.form


class SavedView(Personal):
    """Filters, order and columns of a list under a name."""

    table = models.CharField(max_length=80)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)

    class Meta(Personal.Meta):
        app_label = "core"
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [models.UniqueConstraint(fields=["owner", "table", "name"], name="core_savedview_once")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@action("draft.keep", rule=is_signed_in, audited=False)
def keep_draft(
    actor: Actor, target: Any = None, *, form: str, data: dict[str, list[str]], **about: str
) -> Draft:
    """Keep what was written so far."""
    draft = drafts_of(actor).filter(form=form).first() or Draft(owner=actor.id, form=form)
    draft.title, draft.address = about.get("title", "")[:200], about.get("address", "")[:300]
    draft.payload = json.dumps(data)
    draft.save()
    return draft


@action("draft.open", rule=is_own, audited=False)
def open_draft(actor: Actor, draft: Draft) -> dict[str, list[str]]:
    """What the draft holds; nothing when its key is gone, as after the restore of an older backup."""
    try:
        data: dict[str, list[str]] = json.loads(draft.payload.open())
    except VaultError:
        return {}
    return data


@action("draft.drop", rule=is_signed_in, audited=False)
def drop_draft(actor: Actor, target: Any = None, *, form: str) -> None:
    """Forget a draft."""
    _drop(drafts_of(actor).filter(form=form))


def _drop(drafts: Any) -> None:
    gone = list(drafts.values_list("pk", flat=True))
    if gone:
        drafts.filter(pk__in=gone).delete()
        recordkeys.forget(ROOT_COMPARTMENT, gone)


@action("draft.forget", rule=is_system, audited=False)
def forget_drafts_about(actor: Actor, record: UUID) -> int:
    """Drop what anybody wrote about a record and had not saved, with its keys; returns how many drafts."""
    found = Draft.objects.visible_to(actor).filter(form__contains=str(record))
    gone = list(found.values_list("pk", flat=True))
    found.filter(pk__in=gone).delete()
    for draft in gone:
        recordkeys.destroy(ROOT_COMPARTMENT, draft)
    return len(gone)


@action("view.save", rule=is_signed_in, audited=False)
def save_view(actor: Actor, target: Any = None, *, table: str, name: str, query: str) -> SavedView:
    """Keep a list's filters under a name; the same name is replaced."""
    view = views_of(actor, table).filter(name=name).first() or SavedView(
        owner=actor.id, table=table, name=name
    )
    view.query = query
    view.save()
    return view


@action("view.drop", rule=is_own, audited=False)
def drop_view(actor: Actor, view: SavedView) -> None:
    """Forget a view."""
    view.delete()


def drafts_of(actor: Actor) -> Any:
    """The drafts of one person."""
    return Draft.objects.visible_to(actor).filter(owner=actor.id)


def views_of(actor: Actor, table: str) -> Any:
    """The views of one person for one list."""
    return SavedView.objects.visible_to(actor).filter(owner=actor.id, table=table)
