"""Findings that rest on incidents and interviews: corroboration, patterns, language rights, grounds."""

import pytest

from habeas.core.errors import Invalid
from habeas.monitoring import actions, queries
from habeas.people.actions import UseAgreed


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


def test_an_interview_without_consent_to_analysis_is_not_cited(compose, interview):
    with pytest.raises(Invalid, match="did not agree"):
        compose(interviews=[interview(uses=[UseAgreed("archive")])])


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
