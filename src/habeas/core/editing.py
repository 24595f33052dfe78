"""Pages that change something: the form, its draft, and what happens when two people edit one record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from habeas.core import personal
from habeas.core.actors import Actor
from habeas.core.errors import Conflict, Invalid, Refused
from habeas.core.rules import Rule

NOT_DRAFTED = {"csrfmiddlewaretoken", "seen_version", "look_up"}
LOOK_UP = "look_up"
"""Name of a button that sends a form to offer more choices, by what stands in it; nothing is checked or saved."""


def check_seen(record: Any, seen_version: int | None) -> None:
    """Refuse to save over a version that the writer has not seen; raises Conflict."""
    if seen_version is not None and record.version != seen_version:
        raise Conflict(record)


def require(rule: Rule, actor: Actor, target: Any) -> None:
    """Refuse, with reason and remedy, before a form is shown that could not be saved."""
    broken = rule.broken_by(actor, target)
    if broken is not None:
        raise Refused(broken.why, remedy=broken.remedy)


def edit_page(
    request: HttpRequest,
    *,
    title: Any,
    form_class: type[forms.Form],
    save: Callable[..., Any],
    key: str,
    initial: dict[str, Any] | None = None,
    record: Any = None,
    rule: Rule | None = None,
    target: Any = None,
    form_options: dict[str, Any] | None = None,
    template: str = "core/form.html",
    **context: Any,
) -> HttpResponse:
    """Show and save a form.

    `save(cleaned_data)` runs the action and returns the address to go to (or a row with one); with a `record`,
    `cleaned_data["seen_version"]` is the version that the writer saw. `key` names the draft. Invalid becomes an
    error beside its field; Conflict shows both texts and keeps them. `rule` (on `target`, else on the record) is
    asked before the form is shown.
    """
    if rule is not None:
        require(rule, request.actor, record if target is None else target)  # type: ignore[attr-defined]
    editor = _Editor(request, form_class, key, initial or {}, record, form_options or {}, str(title))
    if request.method == "POST":
        if request.headers.get("X-Requested-With") == "autosave":
            return editor.autosave()
        answer = None if LOOK_UP in request.POST else editor.submit(save)
        if answer is not None:
            return answer
    shown = {
        "title": title,
        "form": editor.form,
        "autosave_url": request.get_full_path(),
        **editor.context,
        **context,
    }
    status = 409 if "conflict" in editor.context else 422 if editor.form.errors else 200
    return render(request, template, shown, status=status)


class _Editor:
    def __init__(
        self,
        request: HttpRequest,
        form_class: type[forms.Form],
        key: str,
        initial: dict[str, Any],
        record: Any,
        options: dict[str, Any],
        title: str,
    ) -> None:
        self.request, self.form_class, self.record, self.options = request, form_class, record, options
        self.actor = request.actor  # type: ignore[attr-defined]
        self.key = f"{key}:{record.pk}" if record is not None else key
        self.initial, self.title = initial, title
        self.context: dict[str, Any] = {}
        self.form = self._begun()

    def _begun(self) -> forms.Form:
        if self.request.method != "POST":
            return self._fresh()
        if LOOK_UP in self.request.POST:
            sent = dict(self.request.POST.lists())
            return self._filled({**{name: [] for name in self.initial}, **sent})
        return self._bound(self._chosen())

    def _filled(self, data: dict[str, Any]) -> forms.Form:
        """A form that shows what somebody wrote so far, without judging it."""
        single = {name: values if len(values) > 1 else (values or [""])[0] for name, values in data.items()}
        return self._prepared(self.form_class(initial={**self.initial, **single}, **self.options))

    def _fresh(self) -> forms.Form:
        draft = personal.drafts_of(self.actor).filter(form=self.key).first()
        if draft is None:
            return self._prepared(self.form_class(initial=self.initial, **self.options))
        data = personal.open_draft(self.actor, draft)
        self.context["draft_saved_at"] = time_format(timezone.localtime(draft.changed_at), "TIME_FORMAT")
        return self._filled(data)

    def _bound(self, data: Any) -> forms.Form:
        return self._prepared(
            self.form_class(data, self.request.FILES or None, initial=self.initial, **self.options)
        )

    def _prepared(self, form: forms.Form) -> forms.Form:
        if self.record is not None:
            form.fields["seen_version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=self.record.version, required=False
            )
        return form

    def _chosen(self) -> Any:
        """What was sent, with "theirs" put in where the writer chose so."""
        data = self.request.POST.copy()
        for name in [n[5:] for n in data if n.startswith("keep_")]:
            if data[f"keep_{name}"] == "theirs":
                data[name] = data.get(f"theirs_{name}", "")
        return data

    def autosave(self) -> JsonResponse:
        """Keep a draft and say when."""
        sent = {k: v for k, v in self.request.POST.lists() if k not in NOT_DRAFTED}
        personal.keep_draft(
            self.actor, None, form=self.key, data=sent, title=self.title, address=self.request.get_full_path()
        )
        return JsonResponse({"saved_at": time_format(timezone.localtime(), "TIME_FORMAT")})

    def submit(self, save: Callable[..., Any]) -> HttpResponse | None:
        """Run the action; None when the form must be shown again."""
        if not self.form.is_valid():
            return None
        try:
            result = save(self.form.cleaned_data)
        except Invalid as problem:
            field = problem.field if problem.field in self.form.fields else None
            self.form.add_error(field, str(problem))
            return None
        except Conflict as conflict:
            self._show_conflict(conflict)
            return None
        self._keep_overruled()
        personal.drop_draft(self.actor, None, form=self.key)
        return HttpResponseRedirect(result if isinstance(result, str) else result.get_absolute_url())

    def _show_conflict(self, conflict: Conflict) -> None:
        theirs = conflict.record if conflict.record is not None else self.record
        theirs.refresh_from_db()
        rows = [
            {
                "name": name,
                "label": self.form.fields[name].label,
                "mine": mine,
                "theirs": other,
                "keep": "mine",
            }
            for name, mine in self.form.cleaned_data.items()
            if name != "seen_version"
            and (other := self._theirs(theirs, name)) is not None
            and str(mine) != other
        ]
        data: Any = self.form.data
        self.form.data = data.copy()
        self.form.data["seen_version"] = str(theirs.version)  # type: ignore[index]  # the copy may be written to
        when = time_format(timezone.localtime(theirs.changed_at), "TIME_FORMAT")
        self.context["conflict"] = {"rows": rows, "who": _("A colleague"), "when": when}

    @staticmethod
    def _theirs(record: Any, name: str) -> str | None:
        value = getattr(record, name, None)
        return None if value is None else str(getattr(value, "pk", value))

    def _keep_overruled(self) -> None:
        """Own text that the writer gave up in a conflict stays among the drafts."""
        sent = self.request.POST
        given_up = {
            n[5:]: sent.getlist(f"mine_{n[5:]}") for n in sent if n[:5] == "keep_" and sent[n] == "theirs"
        }
        if given_up:
            personal.keep_draft(
                self.actor, None, form=f"kept:{self.key}", data=given_up, title=self.title, address=""
            )
