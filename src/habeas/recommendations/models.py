"""What is kept of a recommendation."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.coordination.models import Activity
from habeas.core.i18n.shorten import shortened
from habeas.core.records import Protected
from habeas.core.terms import lookup
from habeas.core.terms.fields import TermField
from habeas.monitoring.choices import Level
from habeas.monitoring.models import Finding, Visit
from habeas.places.models import Municipality, Site
from habeas.recommendations.choices import (
    PENDING,
    SCALE_OF_BODY,
    Effect,
    MeasureState,
    Outcome,
    RecommendationState,
    ResponseKind,
    Scale,
    outcome_of,
)


class Cluster(Protected):
    """Recommendations that ask for the same, by whatever body and in whatever year."""

    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("cluster of recommendations")
        verbose_name_plural = _("clusters of recommendations")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("recommendations:cluster", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.title} {self.note}"


class Recommendation(Protected):
    """What should be done about a finding, with a deadline and a day to look again.

    `body` is the mechanism that recommends (list `mechanism`); empty means the mission itself. A recommendation of
    another body stands without a finding of ours.
    """

    reference = models.CharField(_("reference"), max_length=20, editable=False)
    finding = models.ForeignKey(
        Finding,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("finding"),
    )
    body = TermField("mechanism", _("recommended by"), blank=True)
    document = models.CharField(_("document and paragraph"), max_length=200, blank=True)
    cluster = models.ForeignKey(
        Cluster,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("cluster"),
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("municipality"),
        help_text=_("Empty when it concerns the whole territory, or the place of its finding."),
    )
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="recommendations", verbose_name=_("site")
    )
    text = models.TextField(_("what should be done"))
    kind = TermField("remedial_action", _("kind of measure"))
    deadline = models.DateField(_("deadline"))
    follow_up_on = models.DateField(_("look again on"))
    reply_by = models.DateField(_("reply due"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=RecommendationState.choices, default=RecommendationState.DRAFT
    )
    issued_on = models.DateField(_("issued"), null=True, blank=True)
    withdrawn_because = models.TextField(_("why it was withdrawn"), blank=True, editable=False)

    class Meta(Protected.Meta):
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["deadline"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "reference"], name="recommendations_reference"),
            models.CheckConstraint(
                condition=models.Q(follow_up_on__gte=models.F("deadline")),
                name="recommendations_follow_up_after_deadline",
            ),
        ]
        indexes = [
            models.Index(fields=["compartment", "state", "deadline"], name="recommendations_by_deadline"),
            models.Index(fields=["compartment", "issued_on"], name="recommendations_issued"),
            models.Index(fields=["compartment", "created_at"], name="recommendations_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {shortened(self.text, 90)}"

    def get_absolute_url(self) -> str:
        return reverse("recommendations:recommendation", args=[self.pk])

    def is_overdue(self, today: date | None = None) -> bool:
        """True when the deadline has passed and no grade says how far it was carried out; an answer changes nothing."""
        return self.state in PENDING and self.deadline < (today or timezone.localdate())

    def is_silent(self, today: date | None = None) -> bool:
        """True when it was issued, the day of the reply has passed, and whoever leads did not answer."""
        due = self.reply_by
        return self.state == RecommendationState.ISSUED and bool(
            due and due < (today or timezone.localdate())
        )

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The scales it may be graded on: the own one, and that of the body that recommends."""
        of_body = SCALE_OF_BODY.get(self.body)
        return (of_body, Scale.OWN) if of_body else (Scale.OWN,)

    @property
    def place(self) -> Municipality | None:
        """The municipality that it concerns: its own, or that of its finding; None for the whole territory."""
        return self.municipality or getattr(getattr(self, "finding", None), "municipality", None)

    def search_text(self) -> str:
        return f"{self.reference} {self.text} {self.document}"


class Author(Protected):
    """Somebody besides its first author who wrote on a recommendation (`created_by`); none of them clears it."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="authors")

    class Meta(Protected.Meta):
        verbose_name = _("author of a recommendation")
        verbose_name_plural = _("authors of recommendations")
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "created_by"], name="recommendations_author_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.created_by}"


class Addressee(Protected):
    """An institution that should act; exactly one leads."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="addressees")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="recommendations", verbose_name=_("institution")
    )
    level = models.CharField(_("level"), max_length=9, choices=Level.choices)
    is_lead = models.BooleanField(_("leads"), default=False)

    class Meta(Protected.Meta):
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        ordering = ["-is_lead", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation"], condition=models.Q(is_lead=True), name="recommendations_one_lead"
            ),
            models.UniqueConstraint(
                fields=["recommendation", "organisation"], name="recommendations_addressee_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Measure(Protected):
    """One step by which an addressee carries a recommendation out."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="measures")
    addressee = models.ForeignKey(
        Addressee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("by whom"),
    )
    text = models.TextField(_("measure"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=MeasureState.choices, default=MeasureState.PLANNED
    )

    class Meta(Protected.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["due_on", "created_at"]

    def __str__(self) -> str:
        return shortened(self.text, 80)


class Response(Protected):
    """What an addressee answered."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="responses")
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="responses", verbose_name=_("from"))
    received_on = models.DateField(_("received"))
    kind = models.CharField(_("answer"), max_length=10, choices=ResponseKind.choices)
    text = models.TextField(_("what was answered"))

    class Meta(Protected.Meta):
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["received_on"]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.received_on}"


class FollowUp(Protected):
    """What a later visit showed of the recommendation."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="follow_ups")
    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="follow_ups", verbose_name=_("follow-up visit")
    )
    text = models.TextField(_("what was seen"))

    class Meta(Protected.Meta):
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "visit"], name="recommendations_follow_up_once")
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.visit_id}"


class Grade(Protected):
    """How far the recommendation was implemented, on a stated scale, as a follow-up showed."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="grades")
    follow_up = models.ForeignKey(
        FollowUp, models.PROTECT, related_name="grades", verbose_name=_("follow-up it rests on")
    )
    scale = models.CharField(_("scale"), max_length=12, choices=Scale.choices)
    value = models.CharField(_("grade"), max_length=10)
    reason = models.TextField(_("reason"))

    class Meta(Protected.Meta):
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The grade in words, in the reader's language."""
        label = lookup.label(self.scale, self.value)
        return f"{self.value}: {label}" if self.scale == Scale.TREATY_BODY else label

    @property
    def outcome(self) -> Outcome:
        """What the grade says, whatever its scale."""
        return Outcome(outcome_of(self.scale, self.value))


class Consequence(Protected):
    """What we did because a recommendation was not carried out, and what a later visit showed of it."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="consequences")
    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="consequences", verbose_name=_("activity")
    )
    follow_up = models.ForeignKey(
        FollowUp,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consequences",
        verbose_name=_("seen at the follow-up"),
    )
    effect = models.CharField(_("effect"), max_length=7, choices=Effect.choices, blank=True)
    note = models.TextField(_("what changed"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("consequence")
        verbose_name_plural = _("consequences")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "activity"], name="recommendations_consequence_once"
            ),
            models.CheckConstraint(
                condition=models.Q(effect="") | models.Q(follow_up__isnull=False),
                name="recommendations_effect_was_seen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.activity_id}"


class IndexEntry(Protected):
    """What an index of published recommendations says of one: its words are kept as they were published."""

    recommendation = models.OneToOneField(Recommendation, models.CASCADE, related_name="index_entry")
    number = models.CharField(_("number in the index"), max_length=60, blank=True)
    body_name = models.CharField(_("recommending body"), max_length=200, blank=True)
    session = models.CharField(_("session"), max_length=80, blank=True)
    countries = models.TextField(_("countries concerned"), blank=True)
    states = models.TextField(_("recommending states"), blank=True)
    position = models.CharField(_("position taken"), max_length=120, blank=True)
    themes = models.TextField(_("themes"), blank=True)
    persons = models.TextField(_("persons affected"), blank=True)
    goals = models.TextField(_("development goals"), blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("entry in an index of recommendations")
        verbose_name_plural = _("entries in an index of recommendations")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number or self.body_name
