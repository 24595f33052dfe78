"""Suggested matches, what reviewers decided about them, and merges that can be undone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.core.records import Protected
from habeas.missing.choices import Band, SuggestionState, Verdict
from habeas.missing.models.lists import Entry
from habeas.missing.models.persons import Membership, Person


class Suggestion(Protected):
    """Two entries that may speak of one person, with the score and its reasons.

    Lives with `entry`; `other` may lie in another compartment: who cannot read both sees no suggestion.
    `evidence` is a JSON list of [weight in natural log odds, reason, field, level, one in how many], strongest first.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="suggestions")
    other = models.UUIDField(_("other entry"), db_index=True)
    score = models.FloatField(_("score"))
    probability = models.FloatField(_("probability"))
    band = models.CharField(_("band"), max_length=8, choices=Band.choices)
    evidence = models.TextField(_("reasons"), blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=SuggestionState.choices, default=SuggestionState.OPEN
    )

    class Meta(Protected.Meta):
        verbose_name = _("suggested match")
        verbose_name_plural = _("suggested matches")
        ordering = ["-score"]
        constraints = [models.UniqueConstraint(fields=["entry", "other"], name="missing_suggestion_once")]
        indexes = [models.Index(fields=["state", "-score"], name="missing_suggestion_queue")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.other}"


class Decision(Protected):
    """What a reviewer said of two entries; never changed, and stronger than any later score."""

    append_only = True

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    entry = models.UUIDField(_("entry"), db_index=True)
    other = models.UUIDField(_("other entry"), db_index=True)
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    score = models.FloatField(_("score at the time"), null=True, blank=True)
    final = models.BooleanField(_("final"), default=True)

    class Meta(Protected.Meta):
        verbose_name = _("decision on a match")
        verbose_name_plural = _("decisions on matches")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.get_verdict_display()


class Merge(Protected):
    """Two persons became one; both rows stay, and undoing gives back exactly what was.

    `case_before` is the status that the absorbed person's case had, empty when the merge did not close it.
    """

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges_kept")
    absorbed = models.ForeignKey(Person, models.PROTECT, related_name="merges_absorbed")
    reason = models.CharField(_("reason"), max_length=300)
    case_before = models.CharField(max_length=10, blank=True, editable=False)
    case_closed_on = models.DateField(null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_why = models.CharField(_("why it was undone"), max_length=300, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("merge of two persons")
        verbose_name_plural = _("merges of persons")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("absorbed")), name="missing_merge_of_two"
            ),
            models.UniqueConstraint(
                fields=["absorbed"], condition=models.Q(undone_at=None), name="missing_merge_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} > {self.kept_id}"


class Move(Protected):
    """That a merge moved an entry from one person to another: a row a merge and entry. Lives with the entry.

    Merges of merged persons move an entry several times; each step is kept, so that each can be undone.
    """

    append_only = True

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="moves")
    merge = models.UUIDField(_("merge"), db_index=True)
    before = models.UUIDField(_("person until then"))

    class Meta(Protected.Meta):
        verbose_name = _("entry moved by a merge")
        verbose_name_plural = _("entries moved by merges")
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["membership", "merge"], name="missing_move_once")]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.before}"
