"""Pages of recommendations: load, call, answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.coordination.forms import ActivityEditForm
from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.core.rules import can_work
from habeas.monitoring.forms import TurnForm
from habeas.monitoring.models import Finding, Visit
from habeas.monitoring.queries import finding_with_chain, findings, visits
from habeas.recommendations import actions, forms, presenting, queries, rules, tables
from habeas.recommendations.models import Cluster, Consequence, Measure, Recommendation


@page()
def recommendations(request: Any) -> HttpResponse:
    """The list of recommendations."""
    return list_page(request, tables.RecommendationTable)


@page()
def clusters(request: Any) -> HttpResponse:
    """The list of clusters."""
    return list_page(request, tables.ClusterTable)


@page(model=Cluster)
def cluster(request: Any, pk: Any) -> HttpResponse:
    """One cluster: the same call through the years."""
    row = find(queries.clusters(request.actor), pk=pk)
    return detail(request, row, **presenting.cluster_page(request, row))


@page()
def record(request: Any) -> HttpResponse:
    """Record what another body recommended."""

    def save(data: dict[str, Any]) -> Any:
        return actions.record_recommendation(request.actor, data.pop("compartment"), **_addressed(data))

    return edit_page(
        request,
        title=_("Record a recommendation of another body"),
        form_class=forms.OtherBodyForm,
        save=save,
        key="recommendation-of-another-body",
        form_options={"compartments": queries.workplaces(request.actor)},
    )


def _addressed(data: dict[str, Any]) -> dict[str, Any]:
    """Lead and other addressees with their level, as the actions take them."""
    level = data.pop("lead_level")
    data["lead"] = (data["lead"], level)
    data["others"] = [(one, level) for one in data["others"]]
    return data


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
        return actions.make_recommendation(request.actor, finding, **_addressed(data))

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


@page(model=Finding)
@require_POST
def close(request: Any, pk: Any) -> HttpResponse:
    """Close a finding once everything that was recommended on it is carried out."""
    row = find(findings(request.actor), pk=pk)
    actions.close_carried_out(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


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
def withdraw(request: Any, pk: Any) -> HttpResponse:
    """Withdraw a recommendation, with a reason."""
    row = find(queries.recommendations(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Withdraw %(recommendation)s") % {"recommendation": row.reference},
        subtitle=row.text,
        rule=rules.can_withdraw,
        target=row,
        form_class=TurnForm,
        save=lambda data: actions.withdraw_recommendation(request.actor, row, reason=data["reason"]),
        key=f"recommendation-withdraw-{row.pk}",
        cancel_url=row.get_absolute_url(),
        submit_label=_("Withdraw"),
    )


@page(model=Recommendation)
@require_POST
def clear(request: Any, pk: Any) -> HttpResponse:
    """Send a draft to everybody who has to clear it."""
    row = find(queries.recommendations(request.actor), pk=pk)
    actions.send_to_clearance(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Recommendation)
@require_POST
def recall(request: Any, pk: Any) -> HttpResponse:
    """Take a recommendation back from clearance."""
    row = find(queries.recommendations(request.actor), pk=pk)
    actions.recall(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Recommendation)
def measure(request: Any, pk: Any) -> HttpResponse:
    """Record a measure by which an addressee carries a recommendation out."""
    row = find(queries.recommendations(request.actor), pk=pk)
    return _record(
        request,
        row,
        title=_("Measure of %(recommendation)s") % {"recommendation": row},
        form_class=forms.MeasureForm,
        action=actions.add_measure,
        form_options={"addressees": queries.addressees_of(request.actor, row)},
    )


@page(model=Measure)
def measure_move(request: Any, pk: Any) -> HttpResponse:
    """Say how far a measure came."""
    row = find(queries.measures(request.actor), pk=pk)
    home = row.recommendation.get_absolute_url() if getattr(row, "recommendation", None) else ""

    def save(data: dict[str, Any]) -> str:
        actions.move_measure(request.actor, row, state=data["state"])
        return home

    return edit_page(
        request,
        title=_("How far is it: %(measure)s") % {"measure": row},
        rule=can_work,
        target=row,
        form_class=forms.MoveMeasureForm,
        save=save,
        key=f"measure-{row.pk}",
        initial={"state": row.state},
        cancel_url=home,
    )


@page(model=Recommendation)
def consequence_add(request: Any, pk: Any) -> HttpResponse:
    """Plan an escalation, training or advice because a recommendation was not carried out."""
    row = find(queries.recommendations(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> str:
        actions.follow_with_activity(request.actor, row, **data)
        return row.get_absolute_url()

    return edit_page(
        request,
        title=_("What follows from %(recommendation)s") % {"recommendation": row.reference},
        rule=rules.can_follow_with_activity,
        target=row,
        form_class=ActivityEditForm,
        save=save,
        key=f"consequence-of-{row.pk}",
        form_options={"actor": request.actor},
        initial=presenting.consequence_start(request, row),
        cancel_url=row.get_absolute_url(),
    )


@page(model=Consequence)
def effect(request: Any, pk: Any) -> HttpResponse:
    """Say what a later visit showed of an escalation, training or advice."""
    row = find(queries.consequences(request.actor), pk=pk)
    parent = getattr(row, "recommendation", None)
    home = parent.get_absolute_url() if parent else ""

    def save(data: dict[str, Any]) -> str:
        actions.record_effect(request.actor, row, **data)
        return home

    return edit_page(
        request,
        title=_("Effect of %(activity)s") % {"activity": getattr(row, "activity", "")},
        rule=can_work,
        target=row,
        form_class=forms.EffectForm,
        save=save,
        key=f"effect-{row.pk}",
        form_options={"follow_ups": queries.follow_ups_of(request.actor, row.recommendation_id)},
        cancel_url=home,
    )


@page(model=Recommendation)
def cluster_put(request: Any, pk: Any) -> HttpResponse:
    """Put a recommendation into a cluster."""
    row = find(queries.recommendations(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> str:
        actions.put_in_cluster(request.actor, row, **data)
        return row.get_absolute_url()

    return edit_page(
        request,
        title=_("Cluster of %(recommendation)s") % {"recommendation": row},
        rule=can_work,
        target=row,
        form_class=forms.ClusterForm,
        save=save,
        key=f"cluster-of-{row.pk}",
        form_options={"clusters": queries.clusters_of(request.actor, row)},
        initial={"cluster": row.cluster_id},
        cancel_url=row.get_absolute_url(),
    )


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
        form_options={
            "follow_ups": queries.follow_ups_of(request.actor, row),
            "scales": row.scales,
        },
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


@page(model=Visit)
def checks(request: Any, pk: Any) -> HttpResponse:
    """Choose the recommendations that a visit is to check."""
    row = find(visits(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> Any:
        return actions.check_at_visit(request.actor, row, recommendations=data["recommendations"])

    return edit_page(
        request,
        title=_("Recommendations to check: %(visit)s") % {"visit": row},
        rule=can_work,
        target=row,
        form_class=forms.ChecksForm,
        save=save,
        key=f"checks-{row.pk}",
        form_options={
            "offered": queries.to_check_at(request.actor, row),
            "everywhere": queries.everywhere_at(request.actor, row),
        },
        initial=dict.fromkeys(
            ("recommendations", "everywhere"), [one.pk for one in queries.checked_at(request.actor, row)]
        ),
        cancel_url=row.get_absolute_url(),
    )
