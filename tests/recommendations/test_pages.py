"""The pages of recommendations: clearance, consequences, clusters, figures."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from habeas.coordination.models import Activity
from habeas.recommendations import actions
from habeas.recommendations.models import Consequence, Recommendation
from tests.monitoring.test_pages import browser

TODAY = timezone.localdate


@pytest.fixture
def mira(team, world):
    return browser(world, "mira")


@pytest.fixture
def posted(mira):
    def post(name, *args, **values):
        answer = mira.post(reverse(name, args=args), values)
        assert answer.status_code == 302, answer.context["form"].errors
        return mira.get(answer["Location"]).content.decode()

    return post


def test_clearance_on_pages(demanding, recommend, posted, world, team, adviser, mira):
    made = recommend()
    page = posted("recommendations:clear", made.pk)
    assert "Legal clearance" in page
    assert "In clearance" in browser(world, "leo").get("/").content.decode()
    leo = browser(world, "leo")
    page = leo.get(made.get_absolute_url()).content.decode()
    assert "Agree or decline" in page
    approval = page.split("/access/approvals/")[1].split("/")[0] if "/access/approvals/" in page else ""
    assert approval
    assert "Take back" in mira.get(made.get_absolute_url()).content.decode()
    assert posted("recommendations:recall", made.pk)


def test_a_finding_is_closed_on_its_page(confirmed, failed, posted, mira, team):
    address = reverse("recommendations:close", args=[confirmed.pk])
    assert address not in mira.get(confirmed.get_absolute_url()).content.decode()
    seen = failed.follow_ups.get()
    actions.grade_recommendation(
        team["monitor"], failed, follow_up=seen, scale="rec_status", value="FULL", reason="Both came."
    )
    assert address in mira.get(confirmed.get_absolute_url()).content.decode()
    assert "closed" in posted("recommendations:close", confirmed.pk)


def test_from_failure_to_training_to_effect_on_pages(failed, posted, mira, place, team):
    page = mira.get(failed.get_absolute_url()).content.decode()
    assert "What now?" in page
    form = mira.get(reverse("recommendations:consequence-add", args=[failed.pk]) + "?kind=training").context[
        "form"
    ]
    assert (form.initial["kind"], form.initial["addressed"]) == ("training", [place.institution.pk])
    day = TODAY().isoformat()
    page = posted(
        "recommendations:consequence-add", failed.pk, kind="training", training="COURSE", title="Two days",
        purpose="Posts.", level="municipal", unit=place.unit.pk, task=place.task.pk, type="promotion",
        starts_on=day, ends_on=day, addressed=[place.institution.pk],
    )  # fmt: skip
    assert "Two days" in page
    activity = Activity.objects.visible_to(team["monitor"]).get()
    page = posted(
        "coordination:activity-done", activity.pk, result="Twelve took part.", women=7, men=5, seen_version=1
    )
    assert "Twelve took part." in page
    assert failed.reference in page
    row = Consequence.objects.visible_to(team["monitor"]).get()
    page = posted(
        "recommendations:effect", row.pk, follow_up=failed.follow_ups.get().pk, effect="partly", note=""
    )
    assert "some things changed" in page
    finding = mira.get(failed.finding.get_absolute_url()).content.decode()
    assert "Activity" in finding
    assert activity.reference in finding


def test_another_body_and_a_cluster_on_pages(posted, recommend, place, world, team, mira):
    own, day = recommend(), TODAY().isoformat()
    page = posted(
        "recommendations:record", body="CPT", document="CPT/Inf (2099) 1", issued_on=day, kind="RES", deadline=day,
        text="Appoint two teachers.", follow_up_on=day, lead=place.institution.pk, lead_level="central",
        compartment=world.north.pk,
    )  # fmt: skip
    assert "European Committee" in page
    assert own.reference in page
    other = Recommendation.objects.visible_to(team["monitor"]).get(body="CPT")
    posted("recommendations:cluster-put", own.pk, cluster="", title="Teachers")
    own.refresh_from_db()
    posted("recommendations:cluster-put", other.pk, cluster=own.cluster_id, title="")
    page = mira.get(own.cluster.get_absolute_url()).content.decode()
    assert own.reference in page
    assert other.reference in page
    grades = mira.get(reverse("recommendations:follow-up", args=[other.pk]))
    assert grades.status_code == 200


def test_the_grade_form_offers_the_right_scales(failed, mira):
    form = mira.get(reverse("recommendations:grade", args=[failed.pk])).context["form"]
    assert [group for group, _grades in form.fields["grade"].choices] == ["own scale"]


@pytest.mark.parametrize("view", ["", "map", "figures"])
def test_the_list_answers_with_a_constant_number_of_queries(
    mira, failed, recommend, view, django_assert_num_queries, team
):
    url = reverse("recommendations:recommendations") + f"?view={view}&state="
    mira.get(url)
    with CaptureQueriesContext(connection) as first:
        page = mira.get(url).content.decode()
    assert {"": failed.reference, "map": "<svg", "figures": "quarter"}[view] in page
    for _number in range(2):
        actions.issue_recommendation(team["director"], recommend())
    with django_assert_num_queries(len(first)):
        mira.get(url)


def test_activities_have_their_pages(posted, place, world, mira, team):
    day = TODAY().isoformat()
    page = posted(
        "coordination:activity-add", kind="meeting", title="A round table", purpose="Talk.", level="central",
        unit=place.unit.pk, task=place.task.pk, type="promotion", starts_on=day, ends_on=day,
        compartment=world.north.pk,
    )  # fmt: skip
    assert "A round table" in page
    row = Activity.objects.visible_to(team["monitor"]).get()
    assert "A round table" in mira.get(reverse("coordination:activities")).content.decode()
    page = posted(
        "coordination:activity-edit", row.pk, kind="meeting", title="A square table", purpose="Talk.",
        level="central", unit=place.unit.pk, task=place.task.pk, type="promotion", starts_on=day, ends_on=day,
        seen_version=1,
    )  # fmt: skip
    assert "A square table" in page
    assert "Nobody came." in posted("coordination:activity-cancel", row.pk, why="Nobody came.")


def test_a_stranger_gets_404(world, failed, team):
    world.person("stranger", "monitor", world.south, organisation=world.ngo)
    other = browser(world, "stranger")
    for name in ("recommendation", "measure", "consequence-add", "cluster-put"):
        assert other.get(reverse(f"recommendations:{name}", args=[failed.pk])).status_code == 404
