"""What rests on a finding that is not confirmed any more is told so, not issued, and withdrawn by a second person."""

import pytest
from django.urls import reverse

from habeas.core.errors import Refused
from habeas.monitoring import actions as monitoring
from habeas.recommendations import actions, queries
from tests.recommendations.records import TODAY

REASON = "What it rested on was taken back."


@pytest.fixture
def read(client, world):
    """A page, as somebody sees it."""

    def read_as(name, address):
        client.force_login(world.people[name])
        return client.get(address).content.decode()

    return read_as


def test_recommendations_are_told_that_their_finding_was_opened_again(issued, team, read):
    monitoring.reopen_finding(team["monitor"], issued.finding, reason=REASON)
    assert list(queries.on_unsettled_findings(team["monitor"])) == [issued]
    assert "is not confirmed any more" in read("mira", issued.get_absolute_url())
    assert f"Its finding {issued.finding.reference} is not confirmed any more" in read(
        "mira", reverse("core:home")
    )


def test_nothing_is_issued_on_a_finding_that_is_not_confirmed_any_more(recommend, team):
    draft = recommend()
    monitoring.reopen_finding(team["monitor"], draft.finding, reason=REASON)
    with pytest.raises(Refused, match="not confirmed any more"):
        actions.issue_recommendation(team["director"], draft)


def test_a_second_person_withdraws_a_recommendation_and_it_counts_no_more(issued, team, client, world, read):
    monitoring.withdraw_finding(team["director"], issued.finding, reason=REASON)
    with pytest.raises(Refused):
        actions.withdraw_recommendation(team["monitor"], issued, reason=REASON)
    client.force_login(world.people["dren"])
    address = reverse("recommendations:withdraw", args=[issued.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": REASON}).status_code == 302
    issued.refresh_from_db()
    assert issued.state == "withdrawn"
    assert REASON in read("mira", issued.get_absolute_url())
    assert not queries.on_unsettled_findings(team["monitor"])
    with pytest.raises(Refused):
        actions.record_response(
            team["monitor"], issued, addressee=issued.addressees.first(), received_on=TODAY(), kind="accepted"
        )
