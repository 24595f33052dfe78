"""Pages of observations."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from habeas.core.editing import edit_page
from habeas.core.pages import find, page
from habeas.core.rules import can_work
from habeas.monitoring import actions, forms, presenting, queries, rules
from habeas.monitoring.models import Observation, Visit


@page(model=Visit)
def observation_add(request: Any, pk: Any) -> HttpResponse:
    """Record an observation of a visit."""
    row = find(queries.visits(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> Any:
        return actions.record_observation(request.actor, row, **data)

    return edit_page(
        request,
        title=_("Observation at %(visit)s") % {"visit": row},
        rule=rules.can_observe,
        target=row,
        form_class=forms.ObservationForm,
        save=save,
        key=f"observation-of-{row.pk}",
        form_options={"actor": request.actor},
        cancel_url=row.get_absolute_url(),
    )


@page(model=Observation)
def observation_correct(request: Any, pk: Any) -> HttpResponse:
    """Correct an observation; the earlier wording stays."""
    row = find(queries.all_observations(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Correct observation %(observation)s") % {"observation": row},
        rule=can_work,
        form_class=forms.ObservationForm,
        save=lambda data: actions.correct_observation(request.actor, row, **data),
        key="observation",
        record=row,
        form_options={"actor": request.actor},
        initial=presenting.observation_values(row),
        cancel_url=row.get_absolute_url(),
    )
