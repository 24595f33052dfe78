"""Consent: the lowest by default, by use and item, and gone the moment it is taken back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from habeas.access.actions.shares import end_share, share_record
from habeas.access.actors import actor_for
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.people import actions, queries
from habeas.people.actions import UseAgreed
from habeas.people.models import Person, PersonName


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


@pytest.fixture
def sharer(world):
    """May share what lies in the north."""
    return world.actor("sharer", "analyst", world.north)


def share_with_south(world, sharer, consent, row=None, **fields):
    row = row or Person.objects.visible_to(sharer).get(pk=consent.person_id)
    return share_record(
        sharer, row, target=world.south, basis="consent", basis_id=consent.pk, reason="referral", **fields
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
    "given later": ({"given_on": timezone.localdate() + timedelta(days=2)}, "given_on"),
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
    agree(arta, "public_use")
    assert queries.consent_for(caseworker, arta, "public") is None
    actions.record_consent(caseworker, arta, **public)
    assert queries.consent_for(caseworker, arta, "public")


def seen_by_the_partner(world):
    return list(Person.objects.visible_to(actor_for(world.people["stranger"])))


def test_taken_back_it_ends_what_rested_on_it_at_once(world, caseworker, sharer, stranger, arta, referral):
    share_with_south(world, sharer, referral)
    assert seen_by_the_partner(world) == [arta]

    outcome = actions.revoke_consent(caseworker, referral, why="she is afraid")

    assert [(s.model, s.record, s.target.code, s.ended) for s in outcome.already_shared] == [
        ("people.person", arta.pk, "south", None)
    ]
    assert outcome.ended_now == 1
    assert seen_by_the_partner(world) == []
    assert queries.consent_for(caseworker, arta, "analysis") is None


def test_what_had_ended_before_is_listed_but_not_ended_twice(world, caseworker, sharer, referral):
    share = end_share(sharer, share_with_south(world, sharer, referral), reason="referral closed")
    outcome = actions.revoke_consent(caseworker, referral)
    assert ([s.ended for s in outcome.already_shared], outcome.ended_now) == ([share.ended_at], 0)


def test_another_consent_and_its_shares_stay(world, caseworker, sharer, stranger, arta, referral):
    facts = [UseAgreed("facts", world.ngo, "legal advice")]
    other = actions.record_consent(caseworker, arta, level=3, uses=facts)
    share_with_south(world, sharer, other)
    actions.revoke_consent(caseworker, referral)
    assert seen_by_the_partner(world) == [arta]
    assert queries.consent_for(caseworker, arta, "facts", organisation=world.ngo) == other


def test_nothing_is_shared_on_a_consent_taken_back(world, caseworker, sharer, referral):
    actions.revoke_consent(caseworker, referral)
    with pytest.raises(Invalid, match="no longer in force"):
        share_with_south(world, sharer, referral)


def test_a_share_ends_with_its_consent(world, caseworker, sharer, arta):
    day = timezone.localdate() + timedelta(days=3)
    facts = [UseAgreed("facts", world.ngo, "legal advice")]
    consent = actions.record_consent(caseworker, arta, level=3, uses=facts, expires_on=day)
    assert timezone.localdate(share_with_south(world, sharer, consent).expires_at) == day + timedelta(days=1)


def test_a_name_goes_out_on_a_consent_to_identity_only(world, caseworker, sharer, arta, referral):
    facts = [UseAgreed("facts", world.ngo, "legal advice")]
    consent = actions.record_consent(caseworker, arta, level=3, uses=facts)
    name = PersonName.objects.visible_to(sharer).filter(person=arta).first()
    with pytest.raises(Invalid, match="did not agree"):
        share_with_south(world, sharer, consent, row=name)
    assert share_with_south(world, sharer, referral, row=name)


def test_a_consent_is_no_basis_for_another_person(world, sharer, witness, referral):
    witness = Person.objects.visible_to(sharer).get(pk=witness.pk)
    with pytest.raises(Invalid, match="somebody else"):
        share_with_south(world, sharer, referral, row=witness)


def test_a_consent_to_one_body_is_none_to_another(world, caseworker, sharer, arta):
    facts = [UseAgreed("facts", world.mission, "legal advice")]
    consent = actions.record_consent(caseworker, arta, level=3, uses=facts)
    with pytest.raises(Invalid, match="did not agree"):
        share_with_south(world, sharer, consent)


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
