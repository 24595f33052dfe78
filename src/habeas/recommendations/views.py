"""Pages of recommendations: load, call, answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.monitoring.models import Finding
from habeas.monitoring.queries import finding_with_chain, findings
from habeas.recommendations import actions, forms, presenting, queries, rules, tables
from habeas.recommendations.models import Recommendation


@page()
def recommendations(request: Any) -> HttpResponse:
    """The list of recommendations."""
    return list_page(request, tables.RecommendationTable)


@page(model=Recommendation)
def recommendation(request: Any, pk: Any) -> HttpResponse:
    """One recommendation and what became of it."""
    row = find(queries.recommendation_with_chain(request.actor), pk=pk)
    finding = finding_with_chain(request.actor).filter(pk=row.finding_id).first()
    return detail(request, row, **presenting.recommendation_page(request, row, finding))


@page(model=Finding)
def add(request: Any, pk: Any) -> HttpResponse:
    """Recommend a measure on a finding."""
    finding = find(findings(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> Any:
        level = data.pop("lead_level")
        data["lead"] = (data["lead"], level)
        data["others"] = [(one, level) for one in data["others"]]
        return actions.make_recommendation(request.actor, finding, **data)

    return edit_page(
        request,
        title=_("Recommendation on %(finding)s") % {"finding": finding},
        rule=rules.can_recommend,
        target=finding,
        form_class=forms.RecommendationForm,
        save=save,
        key=f"recommendation-on-{finding.pk}",
        initial={
            "text": finding.remedy,
            "kind": finding.remedy_kind,
            "lead": finding.duty_bearer_id,
            "lead_level": finding.duty_bearer_level,
        },
        cancel_url=finding.get_absolute_url(),
    )


@page(model=Recommendation)
def edit(request: Any, pk: Any) -> HttpResponse:
    """Change a draft."""
    row = find(queries.recommendations(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Edit %(recommendation)s") % {"recommendation": row},
        rule=rules.can_edit,
        form_class=forms.EditForm,
        save=lambda data: actions.edit_recommendation(request.actor, row, **data),
        key="recommendation",
        record=row,
        initial={name: getattr(row, name) for name in forms.EditForm.base_fields},
        cancel_url=row.get_absolute_url(),
    )


@page(model=Recommendation)
def addressee(request: Any, pk: Any) -> HttpResponse:
    """Add an addressee to a draft."""
    row = find(queries.recommendations(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Addressee of %(recommendation)s") % {"recommendation": row},
        rule=rules.can_edit,
        target=row,
        form_class=forms.AddresseeForm,
        save=lambda data: actions.add_addressee(request.actor, row, **data),
        key=f"addressee-of-{row.pk}",
        cancel_url=row.get_absolute_url(),
    )


@page(model=Recommendation)
@require_POST
def issue(request: Any, pk: Any) -> HttpResponse:
    """Issue a recommendation to its addressees."""
    row = find(queries.recommendations(request.actor), pk=pk)
    actions.issue_recommendation(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Recommendation)
def respond(request: Any, pk: Any) -> HttpResponse:
    """Record what an addressee answered."""
    row = find(queries.recommendations(request.actor), pk=pk)
    return _record(
        request,
        row,
        title=_("Response to %(recommendation)s") % {"recommendation": row},
        form_class=forms.ResponseForm,
        action=actions.record_response,
        form_options={"addressees": queries.addressees_of(request.actor, row)},
    )


@page(model=Recommendation)
def follow_up(request: Any, pk: Any) -> HttpResponse:
    """Record what a later visit showed."""
    row = find(queries.recommendations(request.actor), pk=pk)
    return _record(
        request,
        row,
        title=_("Follow-up of %(recommendation)s") % {"recommendation": row},
        form_class=forms.FollowUpForm,
        action=actions.record_follow_up,
        form_options={"visits": queries.follow_up_visits(request.actor, row)},
    )


@page(model=Recommendation)
def grade(request: Any, pk: Any) -> HttpResponse:
    """Grade how far a recommendation was implemented."""
    row = find(queries.recommendations(request.actor), pk=pk)
    return _record(
        request,
        row,
        title=_("Grade of %(recommendation)s") % {"recommendation": row},
        form_class=forms.GradeForm,
        action=actions.grade_recommendation,
        form_options={"follow_ups": queries.follow_ups_of(request.actor, row)},
    )


def _record(
    request: Any, row: Recommendation, *, action: Any, form_class: Any, **context: Any
) -> HttpResponse:
    """A form that adds something to a recommendation and returns to it."""

    def save(data: dict[str, Any]) -> str:
        action(request.actor, row, **data)
        return row.get_absolute_url()

    key = f"{form_class.__name__}-{row.pk}"
    return edit_page(
        request,
        rule=rules.can_record,
        target=row,
        form_class=form_class,
        save=save,
        key=key,
        cancel_url=row.get_absolute_url(),
        **context,
    )
