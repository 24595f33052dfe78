"""What an account reaches is kept in memory, and never a moment longer than it is true."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from habeas.access import remembering
from habeas.access.models import (
    Appointment,
    Compartment,
    EmergencyAccess,
    Grant,
    Role,
    Share,
    Unit,
    User,
)
from habeas.core import epochs, guards
from tests.conftest import database_hands
from tests.shelf import actions as shelf


@pytest.fixture
def arta(world, team, staging):
    """Monitors the north through a grant of her own, and the post through her team."""
    user = world.person("arta", "monitor", world.north, verbs=["read", "work"])
    with staging():
        world.post = Compartment.objects.create(code="post", organisation=world.mission, name_en="Post")
        world.region = Unit.objects.create(code="region", organisation=world.mission, kind="regional_centre")
        team.parent = world.region
        team.save()
        Appointment.objects.filter(user=user).update(unit=team)
        Grant.objects.create(
            compartment=world.post,
            unit=world.region,
            role=world.roles["monitor"],
            reason="team",
            can_read=True,
        )
    return user


def end_the_grant(world, user):
    Grant.objects.filter(user=user).update(ended_at=timezone.now())


def delete_the_grant(world, user):
    Grant.objects.filter(user=user).delete()


def end_the_grant_behind_our_back(world, user):
    with database_hands(), connection.cursor() as cursor:
        cursor.execute("UPDATE access_grant SET can_read = %s WHERE compartment_id IS NOT NULL", [False])


def end_the_appointment(world, user):
    Appointment.objects.filter(user=user).update(ended_at=timezone.now())


def let_the_appointment_wait(world, user):
    Appointment.objects.filter(user=user).update(waits_for_owner=True)


def take_the_verbs_from_the_role(world, user):
    Role.objects.filter(pk=world.roles["monitor"].pk).update(verbs="work")


def bar_the_role(world, user):
    Role.objects.filter(pk=world.roles["monitor"].pk).update(bars_case_data=True)


def move_the_team(world, user):
    Unit.objects.filter(code="team-1").update(parent=None)


def turn_the_compartment_to_security(world, user):
    Compartment.objects.filter(code="north").update(kind="security")


TAKEN = {
    end_the_grant: {"post"},
    delete_the_grant: {"post"},
    end_the_grant_behind_our_back: set(),
    end_the_appointment: set(),
    let_the_appointment_wait: {"north"},
    take_the_verbs_from_the_role: set(),
    bar_the_role: set(),
    move_the_team: {"north"},
    turn_the_compartment_to_security: {"post"},
}


def read_by(world, actor):
    homes = {world.north.pk: "north", world.post.pk: "post", world.south.pk: "south"}
    return {homes[key] for key in actor.compartments("read")}


def test_a_second_request_asks_for_the_word_alone(world, arta, again):
    first = again("arta")
    with CaptureQueriesContext(connection) as asked:
        assert again("arta") is first
    assert len(asked) == 1
    assert read_by(world, first) == {"north", "post"}


@pytest.mark.parametrize("take", TAKEN, ids=lambda take: take.__name__)
def test_what_is_taken_away_is_gone_at_the_next_request(world, arta, again, staging, take):
    assert read_by(world, again("arta")) == {"north", "post"}
    with staging():
        take(world, arta)
    assert read_by(world, again("arta")) == TAKEN[take]


def test_a_share_and_its_end_count_at_once(world, arta, again, staging, monitor):
    box = shelf.make_box(world.actor("zef", "monitor", world.south), world.south, label="lent")
    label = box._meta.label_lower
    assert again("arta").shared("read", label) == frozenset()
    given = {"model": label, "record": box.pk, "basis": "consent", "basis_id": box.pk, "reason": "referral"}
    with staging():
        share = Share.objects.create(source=world.south, target=world.north, **given)
    assert again("arta").shared("read", label) == {box.pk}
    with staging():
        Share.objects.filter(pk=share.pk).update(ended_at=timezone.now())
    assert again("arta").shared("read", label) == frozenset()


def test_emergency_access_ends_at_its_minute_though_nobody_writes(world, arta, again, staging, monkeypatch):
    now = timezone.now()
    with staging():
        EmergencyAccess.objects.create(
            user=arta, compartment=world.south, reason="flood", expires_at=now + timedelta(hours=2)
        )
    assert read_by(world, again("arta")) == {"north", "post", "south"}
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=119))
    assert read_by(world, again("arta")) == {"north", "post", "south"}
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=121))
    assert read_by(world, again("arta")) == {"north", "post"}


def test_a_grant_ends_at_its_moment_and_an_appointment_with_its_day(world, arta, again, staging, monkeypatch):
    now = timezone.now()
    with staging():
        Grant.objects.filter(user=arta).update(expires_at=now + timedelta(minutes=1))
        Appointment.objects.filter(user=arta).update(valid_to=timezone.localdate())
    assert read_by(world, again("arta")) == {"north", "post"}
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=1))
    assert "north" not in read_by(world, again("arta"))
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=1))
    assert read_by(world, again("arta")) == set()


def test_what_was_rolled_back_is_not_remembered(world, arta, again, staging):
    before = again("arta")
    with staging(), pytest.raises(RuntimeError), transaction.atomic():
        Grant.objects.create(compartment=world.south, user=arta, reason="slip", can_read=True)
        assert read_by(world, again("arta")) == {"north", "post", "south"}
        raise RuntimeError
    assert read_by(world, again("arta")) == {"north", "post"}
    with staging():
        end_the_grant(world, arta)
    assert read_by(world, again("arta")) == {"post"}
    assert before is not again("arta")


def test_a_closed_account_reaches_nothing_and_a_new_name_is_used(world, arta, again):
    again("arta")
    User.objects.filter(pk=arta.pk).update(username="arta.b")
    arta.refresh_from_db()
    assert again("arta").label == "arta.b"
    arta.is_active = False
    assert not again("arta").is_somebody


def test_nothing_is_kept_without_a_word(world, arta, again):
    with database_hands(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {epochs.TABLE}")
    assert epochs.word(remembering.WORD) is None
    assert again("arta") is not again("arta")


def test_changes_of_others_leave_pages_of_a_kept_actor_as_they_were(world, arta):
    """The same person, asking twice, with a colleague let in between: both answers are whole."""
    client = Client()
    client.force_login(arta)
    first = client.get("/access/")
    world.person("besa", "monitor", world.south)
    assert (first.status_code, client.get("/access/").status_code) == (200, 200)


def test_a_lost_trigger_is_told(db):
    name = min(epochs.trigger_names(connection.vendor))
    table = Appointment._meta.db_table
    assert guards.missing_guards(connection) == []
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with database_hands(), connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
    assert guards.missing_guards(connection) == [name]
