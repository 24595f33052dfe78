"""The shape of an observation."""

from __future__ import annotations

from django import forms

from habeas.core.forms import with_fields
from habeas.monitoring.models import Observation


@with_fields(Observation, "kind", "area", "source", "connection", "reliability", "text")
class ObservationForm(forms.Form):
    """Writing down an observation."""
