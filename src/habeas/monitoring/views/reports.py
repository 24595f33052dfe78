"""Pages of reports on visits, and of the programme of a year."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.core.editing import edit_page
from habeas.core.pages import detail, find, page
from habeas.monitoring import actions, forms, presenting, queries, rules
from habeas.monitoring.models import Programme, ProgrammeLine, Visit, VisitReport
from habeas.monitoring.presenting.programmes import line_page, programme_page, programmes_page, published_page


@page(model=Visit)
def visit_report(request: Any, pk: Any) -> HttpResponse:
    """Record the report of a visit."""
    row = find(queries.visits(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Report on %(visit)s") % {"visit": row},
        rule=rules.can_report,
        target=row,
        form_class=forms.ReportForm,
        save=lambda data: actions.report_visit(request.actor, row, **data),
        key=f"report-of-{row.pk}",
        initial=presenting.report_start(row),
        cancel_url=row.get_absolute_url(),
    )


@page(model=VisitReport)
def report_reply(request: Any, pk: Any) -> HttpResponse:
    """Record what was replied to a report."""
    row = find(queries.reports(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Reply: %(report)s") % {"report": row},
        rule=rules.can_record_reply,
        target=row,
        form_class=forms.ReplyForm,
        save=lambda data: actions.record_reply(request.actor, row, **data),
        key=f"reply-to-{row.pk}",
        initial={"replied_on": timezone.localdate()},
        cancel_url=row.get_absolute_url(),
    )


@page(model=VisitReport)
def report_publish(request: Any, pk: Any) -> HttpResponse:
    """Say that a report is public."""
    row = find(queries.reports(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Publication: %(report)s") % {"report": row},
        rule=rules.can_publish,
        target=row,
        form_class=forms.PublishForm,
        save=lambda data: actions.publish_report(request.actor, row, **data),
        key=f"publication-of-{row.pk}",
        initial={"published_on": timezone.localdate()},
        cancel_url=row.get_absolute_url(),
    )


@page()
def programmes(request: Any) -> HttpResponse:
    """The programmes that the reader may see."""
    return render(request, "core/detail.html", programmes_page(request.actor))


@page()
def programme_add(request: Any) -> HttpResponse:
    """Open the programme of a year."""

    def save(data: dict[str, Any]) -> Any:
        return actions.open_programme(request.actor, data.pop("compartment"), **data)

    return edit_page(
        request,
        title=_("Open a visit programme"),
        form_class=forms.ProgrammeForm,
        save=save,
        key="programme",
        form_options={"compartments": queries.workplaces(request.actor)},
        initial={"year": timezone.localdate().year + 1},
        cancel_url=reverse("monitoring:programmes"),
    )


@page(model=Programme)
def programme(request: Any, pk: Any) -> HttpResponse:
    """One programme: its quarters, and what was made of it."""
    row = find(queries.programmes(request.actor), pk=pk)
    return detail(request, row, **programme_page(request, row))


@page(model=Programme)
def line_add(request: Any, pk: Any) -> HttpResponse:
    """Add a visit to a programme."""
    row = find(queries.programmes(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> str:
        actions.add_line(request.actor, row, **data)
        return str(row.get_absolute_url())

    return edit_page(
        request,
        title=_("Add a visit to %(programme)s") % {"programme": row},
        rule=rules.can_draft,
        target=row,
        form_class=forms.LineForm,
        save=save,
        key=f"line-of-{row.pk}",
        cancel_url=row.get_absolute_url(),
    )


@page(model=ProgrammeLine)
def line(request: Any, pk: Any) -> HttpResponse:
    """One visit of a programme, and the way to plan it."""
    row = find(queries.lines(request.actor), pk=pk)
    return detail(request, row, **line_page(request, row))


@page(model=ProgrammeLine)
@require_POST
def line_drop(request: Any, pk: Any) -> HttpResponse:
    """Take a visit out of a draft."""
    row = actions.drop_line(request.actor, find(queries.lines(request.actor), pk=pk))
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Programme)
@require_POST
def programme_adopt(request: Any, pk: Any) -> HttpResponse:
    """Adopt a programme."""
    row = actions.adopt_programme(request.actor, find(queries.programmes(request.actor), pk=pk))
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Programme)
@require_POST
def programme_publish(request: Any, pk: Any) -> HttpResponse:
    """Publish the figures of a year."""
    actions.publish_figures(request.actor, find(queries.programmes(request.actor), pk=pk))
    return HttpResponseRedirect(reverse("monitoring:published"))


@page()
def published(request: Any) -> HttpResponse:
    """The figures that were published, open to every reader."""
    return render(request, "monitoring/published.html", published_page())
