"""Findings that rest on incidents and interviews: corroboration, patterns, language rights, grounds."""

import pytest
from django.urls import reverse

from habeas.core.errors import Invalid
from habeas.monitoring import actions, queries
from habeas.people.actions import UseAgreed, record_consent, revoke_consent
from tests.monitoring.test_pages import browser


@pytest.fixture
def compose(team, world, complete, place):
    def make(**changes):
        details = {**complete, "municipality": place.municipality, **changes}
        return actions.compose_finding(team["monitor"], world.north, **details)

    return make


def test_a_finding_without_evidence_is_not_submitted(compose, team):
    with pytest.raises(Invalid, match="lacks: evidence"):
        actions.submit_finding(team["monitor"], compose())


def test_an_interview_bears_an_incident_out(compose, incident, interview, team):
    """A direct credible source and other consistent material, from an incident and an interview."""
    weak = incident(source={"source": "S1", "connection": "MEDIA", "reliability": "3"})
    finding = compose(incidents=[weak], proof="RG")
    with pytest.raises(Invalid, match="does not carry"):
        actions.submit_finding(team["monitor"], finding)
    actions.edit_finding(team["monitor"], finding, interviews=[interview()])
    assert actions.submit_finding(team["monitor"], finding).state == "in_review"


def test_one_person_told_twice_is_one_source(compose, incident, interview, team):
    told = interview()
    source = {"source": "S1", "connection": "VIC", "reliability": "2", "person": told.person}
    finding = compose(incidents=[incident(source=source)], interviews=[told], proof="RG")
    with pytest.raises(Invalid, match="does not carry"):
        actions.submit_finding(team["monitor"], finding)


def test_a_detainee_known_by_a_code_may_be_the_one_interviewed(compose, observe, interview, team, person):
    """A code and an interview count as two only when the code is told to be of somebody else."""
    told = interview()
    heard = observe("They beat us.", kind="said", source="S1", connection="VIC", reliability="2")
    finding = compose(observations=[heard], interviews=[told], proof="RG")
    with pytest.raises(Invalid, match="does not carry"):
        actions.submit_finding(team["monitor"], finding)
    actions.correct_observation(team["monitor"], heard, text=heard.text, person=told.person)
    with pytest.raises(Invalid, match="does not carry"):
        actions.submit_finding(team["monitor"], finding)
    actions.correct_observation(team["monitor"], heard, text=heard.text, person=person())
    assert actions.submit_finding(team["monitor"], finding).state == "in_review"


def test_an_interview_that_may_not_be_used_bears_no_incident_out(incident, interview, team):
    """Neither without consent, nor once it is taken back; nor when it contradicts the account."""
    told = incident(source={"source": "S1", "connection": "NGO", "reliability": "3"})
    reason = {"verification": "RG", "reason": "Both agree."}
    interview(incident=told, consent_level=0, uses=[], summary="", testimony="")
    interview(incident=told, consistent=False)
    heard = interview(incident=told)
    (given,) = queries.consents_of(team["monitor"], heard)
    revoke_consent(team["monitor"], given)
    with pytest.raises(Invalid, match="do not carry"):
        actions.assess_incident(team["director"], told, **reason)
    record_consent(team["monitor"], heard.person, level=1, uses=[UseAgreed("analysis")], item=heard)
    assert actions.assess_incident(team["director"], told, **reason).verification == "RG"


def test_consent_taken_back_stops_a_finding_on_its_way(compose, interview, incident, team):
    told = interview()
    finding = compose(interviews=[told], incidents=[incident()])
    actions.submit_finding(team["monitor"], finding)
    assert not queries.resting_on_no_consent(team["director"]).exists()
    revoke_consent(team["monitor"], *queries.consents_of(team["monitor"], told))
    assert list(queries.resting_on_no_consent(team["director"])) == [finding]
    with pytest.raises(Invalid, match="took it back"):
        actions.confirm_finding(team["director"], finding)
    actions.return_finding(team["director"], finding, note="Leave the interview out.")
    with pytest.raises(Invalid, match="took it back"):
        actions.submit_finding(team["monitor"], finding)


def test_a_confirmed_finding_is_flagged_when_consent_is_taken_back(compose, interview, incident, team, world):
    """On the page where it is taken back, on the finding's page, and on the home page."""
    told = interview()
    finding = compose(interviews=[told], incidents=[incident()])
    actions.submit_finding(team["monitor"], finding)
    actions.confirm_finding(team["director"], finding)
    mira, (given,) = browser(world, "mira"), queries.consents_of(team["monitor"], told)
    address = reverse("people:consent-revoke", args=[given.pk])
    assert finding.title in mira.get(address).content.decode()
    assert "Rests on" not in mira.get(finding.get_absolute_url()).content.decode()
    assert finding.title in mira.post(address, {"why": "afraid"}).content.decode()
    assert "Rests on an interview" in mira.get(finding.get_absolute_url()).content.decode()
    assert "consent is not in force" in mira.get("/").content.decode()


def test_an_interview_without_consent_to_analysis_is_not_cited(compose, interview):
    with pytest.raises(Invalid, match="did not agree"):
        compose(interviews=[interview(uses=[UseAgreed("archive")])])


def test_a_pattern_over_visits_is_recorded_and_changed_on_pages(
    team, world, plan, place, complete, yesterday
):
    """Three visits to the same school, from the filtered list of visits to the pattern, and back to its draft."""
    mira, seen = browser(world, "mira"), []
    for number in range(3):
        visit = actions.carry_out_visit(team["monitor"], plan(), carried_out_on=yesterday, access="full")
        told = {"kind": "seen", "source": "TEAM", "connection": "STF", "reliability": "1"}
        seen.append(actions.record_observation(team["monitor"], visit, text=f"No teacher, {number}.", **told))
    page = mira.get(reverse("monitoring:visits"), {"site": place.site.pk}).content.decode()
    address = reverse("monitoring:finding-compose") + f"?site={place.site.pk}&of_visits=1"
    assert address.replace("&", "&amp;") in page
    form = mira.get(address).context["form"]
    assert set(form.initial["observations"]) == {one.pk for one in seen}
    sent = {**complete, "articles": [place.article.pk], "kind": "pattern", "proof": "POSS"}
    sent |= {
        "observations": [one.pk for one in seen],
        "compartment": world.north.pk,
        "observation": "No teacher.",
    }
    answer = mira.post(address, sent | {"municipality": place.municipality.pk})
    assert answer.status_code == 302, answer.context["form"].errors
    made = queries.findings(team["monitor"]).get()
    assert (made.kind, made.evidence.count(), made.municipality) == ("pattern", 3, place.municipality)
    edit = reverse("monitoring:finding-edit", args=[made.pk])
    sent |= {"title": "Again no teacher", "municipality": "", "seen_version": made.version}
    answer = mira.post(edit, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    made = queries.findings(team["monitor"]).get()
    assert (made.title, made.evidence.count(), made.municipality) == ("Again no teacher", 3, None)
    assert actions.submit_finding(team["monitor"], made).state == "in_review"


def test_a_finding_of_a_visit_is_offered_what_was_seen_there_before(visit, observe, plan, team, yesterday):
    before = observe("No teacher.")
    later = actions.carry_out_visit(team["monitor"], plan(), carried_out_on=yesterday, access="full")
    assert list(queries.observations_to_cite(team["monitor"], later, ())) == [before]


def test_a_pattern_rests_on_three_records_and_counts_them(compose, incident, team):
    rows = [incident(grounds=["ETH"]), incident(acts=["PROP.DAM", "INTG.THR"], title="Threats in the market")]
    finding = compose(kind="pattern", incidents=rows)
    with pytest.raises(Invalid, match="rests on 2 records"):
        actions.submit_finding(team["monitor"], finding)
    actions.edit_finding(team["monitor"], finding, incidents=[*rows, incident(title="Third")])
    whole = queries.finding_with_chain(team["monitor"]).get(pk=finding.pk)
    pattern = queries.pattern_of(team["monitor"], whole)
    assert (pattern.acts, pattern.grounds) == ([("PROP.DAM", 3), ("INTG.THR", 1)], [("ETH", 1)])
    assert (pattern.records, [count for _place, count in pattern.places]) == (3, [3])
    assert actions.submit_finding(team["monitor"], finding).state == "in_review"


def test_what_is_no_longer_cited_is_dropped(compose, incident, team):
    first, second = incident(), incident()
    finding = compose(incidents=[first, second], grounds=["LAN", "ETH"])
    actions.edit_finding(team["monitor"], finding, incidents=[second], grounds=["LAN"])
    assert [row.incident_id for row in finding.cited_incidents.all()] == [second.pk]
    assert [row.ground for row in finding.further_grounds.all()] == ["LAN"]


def test_language_rights_are_coded(compose):
    finding = compose(language_right="education", language="tr", mother_tongue="far")
    assert finding.get_mother_tongue_display() == "only by travelling to another place"
