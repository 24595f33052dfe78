"""Jobs and the sign of life of the workers."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.core.records import Personal


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    STOPPED = "stopped", _("stopped")


class Job(Personal):
    """One piece of long work that a person asked for; runs with that person's rights as they are at each chunk.

    `cursor` is where the next chunk begins, `arguments` the keys it works on, `lease` the run that holds it.
    """

    kind = models.CharField(max_length=60)
    arguments = models.TextField(default="{}", editable=False)
    compartment = models.UUIDField(_("compartment"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveBigIntegerField(_("done"), default=0)
    total = models.PositiveBigIntegerField(_("of"), null=True)
    note = models.CharField(_("note"), max_length=250, blank=True)
    cursor = models.TextField(blank=True, editable=False)
    lease = models.CharField(max_length=32, blank=True, editable=False)
    seen_at = models.DateTimeField(_("last sign of life"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    result_url = models.CharField(max_length=200, blank=True, editable=False)

    class Meta(Personal.Meta):
        app_label = "core"
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        from habeas.core.jobs.kinds import KINDS

        kind = KINDS.get(self.kind)
        return str(kind.title) if kind else self.kind

    @property
    def given(self) -> dict[str, Any]:
        """The arguments it was started with."""
        found: dict[str, Any] = json.loads(self.arguments)
        return found

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED, JobState.STOPPED)


class WorkerPulse(models.Model):
    """When a worker last said that it is there; no case data, one row a worker."""

    worker = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.worker} {self.seen_at:%Y-%m-%d %H:%M}"
