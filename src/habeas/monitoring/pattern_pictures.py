"""What the records of a pattern have in common: bars by act, ground and place, each leading to its incidents."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habeas.core.actors import Actor
from habeas.core.listing.inline import picture_panel
from habeas.core.pictures.charts import Bar, bars
from habeas.core.terms import lookup
from habeas.monitoring import queries
from habeas.monitoring.models import Finding
from habeas.monitoring.pictures import marks


def pattern_panels(actor: Actor, finding: Finding) -> list[dict[str, Any]]:
    """One panel each for acts, grounds and places of a pattern; none for a finding on one occurrence."""
    if not finding.is_pattern:
        return []
    pattern = queries.pattern_of(actor, finding)
    home = reverse("monitoring:incidents")
    acts = [Bar(lookup.label("act_type", code), n, f"{home}?act={code}") for code, n in pattern.acts]
    grounds = [
        Bar(lookup.label("equality_ground", code), n, f"{home}?ground={code}") for code, n in pattern.grounds
    ]
    places = [Bar(str(place), n, f"{home}?municipality={place.pk}") for place, n in pattern.places]
    told = ngettext(
        "The pattern rests on %(count)s record.", "The pattern rests on %(count)s records.", pattern.records
    ) % {"count": pattern.records}
    drawn = [
        (_("The pattern by act"), _("act"), acts),
        (_("The pattern by ground"), _("ground"), grounds),
        (_("The pattern by place"), _("municipality"), places),
    ]
    return [
        picture_panel(
            title,
            bars(title, entries, head=(head, _("number")), marks=marks()).with_notes(told),
            icon="chart",
        )
        for title, head, entries in drawn
        if entries
    ]
