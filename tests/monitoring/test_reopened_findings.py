"""A confirmed finding is opened again or withdrawn: with a reason, a second person, a trail, and everybody told."""

import pytest
from django.urls import reverse

from habeas.access.models import Notice
from habeas.core.errors import Invalid, Refused
from habeas.monitoring import actions, queries
from habeas.people.actions import revoke_consent
from habeas.people.models import Consent

REASON = "One person took back what they said."


@pytest.fixture
def page(client, world):
    """The page of a finding, as somebody sees it."""

    def read(name, finding):
        client.force_login(world.people[name])
        return client.get(finding.get_absolute_url()).content.decode()

    return read


@pytest.fixture
def heard(team, interview, visit, observe, complete):
    """A confirmed finding that rests on an interview and an observation."""
    seen = observe("Two classes had no teacher.")
    finding = actions.open_finding(
        team["monitor"], visit, observations=[seen], interviews=[interview()], **complete
    )
    actions.submit_finding(team["monitor"], finding)
    return actions.confirm_finding(team["director"], finding, note="Well done.")


def test_what_rested_on_a_withdrawn_consent_is_opened_again_and_reviewed_anew(heard, team, page):
    monitor, director = team["monitor"], team["director"]
    revoke_consent(monitor, Consent.objects.visible_to(monitor).get(), why="no more")
    assert list(queries.resting_on_no_consent(monitor)) == [heard]
    assert "Open again" in page("mira", heard)

    actions.reopen_finding(monitor, heard, reason=REASON)
    assert (heard.state, heard.reviewed_by) == ("draft", None)
    with pytest.raises(Invalid, match="agree"):
        actions.submit_finding(monitor, heard)
    actions.edit_finding(monitor, heard, interviews=[])
    actions.submit_finding(monitor, heard)
    with pytest.raises(Refused):
        actions.confirm_finding(monitor, heard)
    actions.confirm_finding(director, heard)
    assert [turn.kind for turn in heard.turns.all()] == ["confirmed", "reopened", "confirmed"]
    shown = page("dren", heard)
    assert REASON in shown
    assert "Well done." in shown
    assert not queries.resting_on_no_consent(monitor)


def test_its_reviewer_is_told_by_the_reference_alone(heard, team):
    actions.reopen_finding(team["monitor"], heard, reason=REASON)
    (told,) = Notice.objects.visible_to(team["director"]).filter(kind="finding.reopened")
    assert (told.owner, told.subject, told.note) == (team["director"].id, heard.reference, "")


def test_withdrawing_takes_somebody_who_did_not_write_it(heard, team, page):
    with pytest.raises(Refused):
        actions.withdraw_finding(team["monitor"], heard, reason=REASON)
    with pytest.raises(Invalid, match="reason"):
        actions.withdraw_finding(team["director"], heard, reason=" ")
    actions.withdraw_finding(team["director"], heard, reason=REASON)
    assert REASON in page("mira", heard)
    assert Notice.objects.visible_to(team["monitor"]).filter(kind="finding.withdrawn").count() == 1
    for undo in (actions.reopen_finding, actions.withdraw_finding):
        with pytest.raises(Refused):
            undo(team["director"], heard, reason=REASON)


def test_a_draft_is_edited_and_not_opened_again(finding, team):
    with pytest.raises(Refused, match="neither confirmed nor closed"):
        actions.reopen_finding(team["monitor"], finding, reason=REASON)


def test_the_pages_ask_for_a_reason(heard, team, client, world):
    client.force_login(world.people["mira"])
    address = reverse("monitoring:finding-reopen", args=[heard.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": REASON}).status_code == 302
    heard.refresh_from_db()
    assert heard.state == "draft"
    assert client.get(reverse("monitoring:finding-withdraw", args=[heard.pk])).status_code == 403
    client.force_login(world.people["dren"])
    assert (
        client.post(reverse("monitoring:finding-withdraw", args=[heard.pk]), {"reason": REASON}).status_code
        == 302
    )
    heard.refresh_from_db()
    assert heard.state == "withdrawn"
