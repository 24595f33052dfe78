"""The pages of incidents, interviews, protection and composed findings, walked as their people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from habeas.access.actions.approvals import answer_approval
from habeas.access.models import Approval
from habeas.core.dates import UncertainDate
from habeas.monitoring import actions, queries
from habeas.monitoring.incident_pictures import figures_of
from habeas.monitoring.models import Finding, Incident, Interview, ProtectionTask
from tests.monitoring.test_pages import browser

TODAY = timezone.localdate


@pytest.fixture
def mira(team, world):
    return browser(world, "mira")


@pytest.fixture
def posted(mira, team):
    """Post a form as Mira to a page by name; the page that follows, as text."""

    def post(name, *args, follow=True, **values):
        answer = mira.post(reverse(f"monitoring:{name}", args=args), values)
        assert answer.status_code == 302, answer.context["form"].errors
        return mira.get(answer["Location"]).content.decode() if follow else answer["Location"]

    return post


@pytest.fixture
def incident_form(place, world):
    return {
        "title": "A shop window was broken", "happened": "~2025", "municipality": place.municipality.pk,
        "acts": ["PROP.DAM"], "grounds": ["ETH"], "account": "Stones were thrown.",
        "reported_on": TODAY().isoformat(), "source": "S1", "connection": "WIT", "reliability": "2",
        "compartment": world.north.pk,
    }  # fmt: skip


def test_an_incident_on_pages(posted, mira, team, incident_form, person):
    page = posted("incident-add", **incident_form)
    made, victim = Incident.objects.visible_to(team["monitor"]).get(), person()
    assert "Damage or arson" in page
    posted("incident-involve", made.pk, role="VIC", person=victim.code.lower(), persons=1, situations=["ELD"])
    page = posted("incident-act", made.pk, act="INTG.THR", victim=made.involved.get().pk)
    assert victim.code in page
    assert "Older person alone" in page
    day = TODAY().isoformat()
    posted(
        "incident-source",
        made.pk,
        source="S2",
        connection="NGO",
        reliability="1",
        told_on=day,
        consistent="on",
    )
    page = posted("incident-assess", made.pk, verification="POSS", reason="Two told it.")
    assert "Two told it." in page
    edit = mira.get(reverse("monitoring:incident-edit", args=[made.pk]))
    assert 'value="~2025"' in edit.content.decode()


def test_a_future_incident_is_answered_beside_the_field(mira, incident_form):
    later = (TODAY() + timedelta(days=2)).isoformat()
    answer = mira.post(reverse("monitoring:incident-add"), {**incident_form, "happened": later})
    assert answer.status_code == 422
    assert "happened" in answer.context["form"].errors


def test_a_double_is_shown_and_marked(posted, mira, incident):
    first, second = incident(), incident()
    page = mira.get(second.get_absolute_url()).content.decode()
    assert "Perhaps the same incident" in page
    page = posted("incident-duplicate", second.pk, of=first.pk)
    assert "The same as another incident" in page
    assert second.reference not in mira.get(reverse("monitoring:incidents")).content.decode()
    mira.post(reverse("monitoring:incident-single", args=[second.pk]))
    assert second.reference in mira.get(reverse("monitoring:incidents")).content.decode()


@pytest.mark.parametrize("view", ["", "map", "timeline", "figures"])
def test_the_list_shows_its_rows_four_ways_with_constant_queries(
    mira, incident, view, django_assert_num_queries
):
    url = reverse("monitoring:incidents") + f"?act=PROP&view={view}"
    incident()
    mira.get(url)
    with CaptureQueriesContext(connection) as first:
        page = mira.get(url).content.decode()
    assert {"": "I-", "map": "<svg", "timeline": "timeline", "figures": "Acts by type"}[view] in page
    incident()
    incident(acts=["PROP.DAM", "PROP.OCC"])
    with django_assert_num_queries(len(first)):
        mira.get(url)


def test_the_page_of_an_incident_asks_the_same_number_of_queries(
    mira, incident, person, team, django_assert_num_queries
):
    made = incident()
    for number in range(2):
        actions.involve(team["monitor"], made, role="VIC", person=person())
        actions.add_source(
            team["monitor"], made, source=f"T{number}", connection="NGO", reliability="1", told_on=TODAY()
        )
    mira.get(made.get_absolute_url())
    with CaptureQueriesContext(connection) as first:
        mira.get(made.get_absolute_url())
    for number in range(3):
        actions.involve(team["monitor"], made, role="WIT", person=person())
        actions.add_source(
            team["monitor"], made, source=f"U{number}", connection="NGO", reliability="1", told_on=TODAY()
        )
    with django_assert_num_queries(len(first)):
        mira.get(made.get_absolute_url())


def interview_form(world, place, who):
    return {
        "compartment": world.north.pk, "person": who.code, "held_on": TODAY().isoformat(),
        "municipality": place.municipality.pk, "setting": "private", "language": "sq", "interpreter": "none",
        "risk_level": "medium", "risk_measures": "We met at the school.",
        "explained": "Who we are.", "consent_level": "2", "uses": ["analysis", "anonymised"],
        "consent_language": "sq", "consent_form": "spoken", "connection": "WIT", "reliability": "2",
        "summary": "Saw two men.", "testimony": "A long sealed story.", "safe_contact": "limited",
        "contact_how": "Through the cousin.",
    }  # fmt: skip


def test_an_interview_on_pages(posted, mira, team, place, world, person, colleague):
    witness = person(standing="witness")
    page = posted("interview-add", **interview_form(world, place, witness))
    made = Interview.objects.visible_to(team["monitor"]).get()
    assert "Saw two men." in page
    assert "We met at the school." in page
    assert "sealed story" not in page
    url = reverse("monitoring:interview-testimony", args=[made.pk])
    assert "sealed story" not in mira.get(url).content.decode()
    opened = mira.post(url)
    assert "sealed story" in opened.content.decode()
    assert opened["Cache-Control"] == "no-store, private"
    page = posted("quote-add", made.pk, words="They will come back.")
    assert "They will come back." not in page
    wording = reverse("monitoring:quote-wording", args=[made.quotes.get().pk])
    assert wording not in page
    besa = browser(world, "besa")
    assert wording in besa.get(made.get_absolute_url()).content.decode()
    answer = besa.post(wording, {"wording": "They would return."})
    assert "They would return." in besa.get(answer["Location"]).content.decode()

    url = reverse("monitoring:interview-unmask", args=[made.pk])
    assert "Ask a second person" in mira.get(url).content.decode()
    assert mira.post(url, {"reason": "The court asks."}).status_code == 422
    mira.post(reverse("people:identity-ask", args=[witness.pk]), {"reason": "The court asks."})
    asked = Approval.objects.visible_to(team["monitor"]).get()
    answer_approval(colleague, asked, agreed=True)
    page = mira.post(url, {"reason": "The court asks."}).content.decode()
    assert "Demopersoni" in page
    assert "Through the cousin." in page


def test_a_pattern_starts_from_a_filtered_list(posted, mira, team, incident, world, complete):
    rows = [incident(), incident(title="Second"), incident(title="Third")]
    page = mira.get(reverse("monitoring:incidents") + "?act=PROP.DAM").content.decode()
    assert "/monitoring/findings/add/?act=PROP.DAM" in page
    form = mira.get(reverse("monitoring:finding-compose") + "?act=PROP.DAM").context["form"]
    assert (form.initial["kind"], len(form.initial["incidents"])) == ("pattern", 3)
    values = {**complete, "articles": [one.pk for one in complete["articles"]], "proof": "ALLEG"}
    page = posted(
        "finding-compose",
        **{**values, "kind": "pattern", "incidents": [one.pk for one in rows], "compartment": world.north.pk},
    )
    assert "The pattern by act" in page
    assert "several municipalities" in page
    assert Finding.objects.visible_to(team["monitor"]).get().is_pattern


def test_a_reprisal_stands_on_the_first_page_until_it_is_closed(posted, mira, team, incident):
    incident(acts=["REPR"], title="Dismissed after talking to us")
    task = ProtectionTask.objects.visible_to(team["monitor"]).get()
    assert task.title in mira.get("/").content.decode()
    page = posted("protection-measure", task.pk, measure="VISB", due_on=TODAY().isoformat(), note="")
    assert "Visibility or presence" in page
    mira.post(reverse("monitoring:protection-measure-done", args=[task.measures.first().pk]))
    page = posted("protection-close", task.pk, outcome="Works elsewhere now.")
    assert "Works elsewhere now." in page
    assert task.title not in mira.get("/").context["next_steps"].__repr__()


def test_a_reprisal_is_reported_by_hand(posted, world):
    page = posted(
        "protection-add",
        title="A driver was threatened",
        reported="After the visit.",
        deadline=TODAY().isoformat(),
        compartment=world.north.pk,
    )
    assert "A driver was threatened" in page


def test_a_stranger_gets_404_everywhere(world, team, incident, interview):
    world.person("stranger", "monitor", world.south, organisation=world.ngo)
    other = browser(world, "stranger")
    made, told = incident(acts=["REPR"]), interview()
    task = ProtectionTask.objects.visible_to(team["monitor"]).get()
    for name, row in (
        ("incident", made), ("incident-edit", made), ("incident-involve", made), ("incident-assess", made),
        ("interview", told), ("interview-testimony", told), ("interview-unmask", told), ("quote-add", told),
        ("protection-task", task), ("protection-close", task),
    ):  # fmt: skip
        assert other.get(reverse(f"monitoring:{name}", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("name", ["interview-add", "incident-add", "protection-add"])
def test_a_form_whose_address_holds_no_key_starts_empty(mira, team, name):
    address = reverse(f"monitoring:{name}")
    for told in ("visit=%20", "visit=north&person=%00", f"visit={'9' * 400}"):
        assert mira.get(f"{address}?{told}").status_code == 200
        assert mira.post(f"{address}?{told}", {"visit": "x"}).status_code == 422


def test_figures_count_every_act_and_draw_the_last_two_years(mira, incident, team):
    for back in (0, 40, 3 * 365):
        incident(happened=UncertainDate.day(TODAY() - timedelta(days=back)), acts=["PROP.DAM", "PROP.OCC"])
    incident(happened=UncertainDate.year(TODAY().year - 2), acts=["PROP.DAM"])
    request = mira.get(reverse("monitoring:incidents")).wsgi_request
    pictures = figures_of(None, queries.incident_rows(team["monitor"]), request)["pictures"]
    by_type, by_month = ([row for _label, *row in picture.rows] for picture in pictures)
    assert by_type == [["7"]]
    assert sum(int(float(number)) for [number] in by_month) == 4
