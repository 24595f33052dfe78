"""The shape of an observation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from habeas.core.forms import with_fields
from habeas.monitoring.forms.incidents import ByCode, PersonCodeField
from habeas.monitoring.models import Observation


@with_fields(Observation, "kind", "area", "source", "connection", "reliability", "consistent", "text")
class ObservationForm(ByCode):
    """Writing down an observation."""

    person = PersonCodeField(
        label=_("code of the person"),
        required=False,
        help_text=_(
            "Only when the source is registered; the same person then counts as one source everywhere."
        ),
    )
    field_order = ["kind", "area", "source", "person", "connection", "reliability", "consistent", "text"]
