"""Consent: the lowest by default, by use and item, and gone the moment it is taken back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from habeas.access.actors import actor_for
from habeas.access.models import Share
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.people import actions, queries
from habeas.people.actions import UseAgreed
from habeas.people.models import Person


@pytest.fixture
def referral(world, caseworker, arta):
    """Arta agrees that her identity goes to the invented NGO."""
    return actions.record_consent(
        caseworker,
        arta,
        level=4,
        uses=[UseAgreed("identity", world.ngo, "shelter"), UseAgreed("analysis")],
        explained_by=world.people["caseworker"],
    )


def share_with_south(world, staging, consent, **fields):
    with staging():
        return Share.objects.create(
            source=world.north,
            target=world.south,
            model="people.person",
            record=consent.person_id,
            basis="consent",
            basis_id=consent.pk,
            reason="referral",
            **fields,
        )


def test_without_a_word_nothing_is_allowed(caseworker, arta):
    consent = actions.record_consent(caseworker, arta)
    assert (consent.level, consent.given_on) == (0, timezone.localdate())
    assert queries.consent_for(caseworker, arta, "analysis") is None


def test_uses_are_a_set_and_not_a_ladder(world, caseworker, arta, referral):
    def agreed(use, body=None):
        return queries.consent_for(caseworker, arta, use, organisation=body)

    assert agreed("identity", world.ngo) == referral
    assert agreed("analysis") == referral
    assert agreed("identity", world.mission) is None
    assert agreed("facts", world.ngo) is None
    assert agreed("anonymised") is None


def test_a_consent_for_one_item_covers_no_other(world, caseworker, arta, witness):
    actions.record_consent(caseworker, arta, level=1, uses=[UseAgreed("analysis")], item=arta)
    assert queries.consent_for(caseworker, arta, "analysis", item=arta)
    assert queries.consent_for(caseworker, arta, "analysis", item=witness) is None
    assert queries.consent_for(caseworker, arta, "analysis") is None


def test_it_runs_out(caseworker, arta):
    day = date(2024, 5, 1)
    actions.record_consent(
        caseworker, arta, level=1, uses=[UseAgreed("analysis")], given_on=day, expires_on=date(2024, 6, 1)
    )
    days = [date(2024, 4, 30), day, date(2024, 6, 1), date(2024, 6, 2)]
    found = [queries.consent_for(caseworker, arta, "analysis", on=on) is not None for on in days]
    assert found == [False, True, True, False]


WRONG = {
    "unknown level": ({"level": 6}, "level"),
    "use above the level": ({"level": 1, "uses": [UseAgreed("anonymised")]}, "uses"),
    "no named body": ({"level": 4, "uses": [UseAgreed("identity")]}, "uses"),
    "unknown use": ({"level": 4, "uses": [UseAgreed("everything")]}, "uses"),
    "given tomorrow": ({"given_on": timezone.localdate() + timedelta(days=1)}, "given_on"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_consent_that_cannot_be_is_refused(caseworker, arta, case):
    fields, named = WRONG[case]
    with pytest.raises(Invalid) as refusal:
        actions.record_consent(caseworker, arta, **fields)
    assert (refusal.value.field, queries.consents(caseworker, arta).count()) == (named, 0)


def test_public_use_with_identity_needs_a_second_person(caseworker, arta, agree):
    public = {"level": 5, "uses": [UseAgreed("public")]}
    with pytest.raises(Refused, match="second person"):
        actions.record_consent(caseworker, arta, **public)
    agree(arta, "consent.public", "caseworker")
    assert queries.consent_for(caseworker, arta, "public") is None
    actions.record_consent(caseworker, arta, **public)
    assert queries.consent_for(caseworker, arta, "public")


def test_taken_back_it_ends_what_rested_on_it_at_once(world, staging, caseworker, stranger, arta, referral):
    share_with_south(world, staging, referral)
    partner = actor_for(world.people["stranger"])
    assert [p.code for p in Person.objects.visible_to(partner)] == [arta.code]

    outcome = actions.revoke_consent(caseworker, referral, why="she is afraid")

    assert [(s.model, s.record, s.target.code, s.ended) for s in outcome.already_shared] == [
        ("people.person", arta.pk, "south", None)
    ]
    assert outcome.ended_now == 1
    partner = actor_for(world.people["stranger"])
    assert list(Person.objects.visible_to(partner)) == []
    assert queries.consent_for(caseworker, arta, "analysis") is None


def test_what_had_ended_before_is_listed_but_not_ended_twice(world, staging, caseworker, arta, referral):
    before = timezone.now() - timedelta(days=3)
    share_with_south(world, staging, referral, ended_at=before, ended_why="referral closed")
    outcome = actions.revoke_consent(caseworker, referral)
    assert ([s.ended for s in outcome.already_shared], outcome.ended_now) == ([before], 0)


def test_another_consent_and_its_shares_stay(world, staging, caseworker, arta, referral):
    other = actions.record_consent(
        caseworker, arta, level=3, uses=[UseAgreed("facts", world.ngo, "legal advice")]
    )
    kept = share_with_south(world, staging, other)
    actions.revoke_consent(caseworker, referral)
    kept = Share.objects.visible_to(actor_for(world.person("owner", "director", world.north))).get(pk=kept.pk)
    assert kept.ended_at is None
    assert queries.consent_for(caseworker, arta, "facts", organisation=world.ngo) == other


def test_it_is_taken_back_once(caseworker, referral):
    actions.revoke_consent(caseworker, referral)
    with pytest.raises(Invalid, match="taken back already"):
        actions.revoke_consent(caseworker, referral)


def test_a_stranger_and_a_reader_take_nothing_back(world, stranger, referral):
    looker = world.actor("looker", "monitor", world.north, verbs=("read",))
    with pytest.raises(NotVisible):
        actions.revoke_consent(stranger, referral)
    with pytest.raises(Refused):
        actions.revoke_consent(looker, referral)
    assert queries.consents(looker, referral.person).get().revoked_at is None
