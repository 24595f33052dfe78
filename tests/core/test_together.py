"""Two at the same moment, on PostgreSQL, where transactions really run side by side (SQLite has one writer).

The monitor exports twice at once; one colleague holds a record while another erases it; two owners change grants.
"""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from habeas.access.actions import answer_approval
from habeas.access.actors import actor_for
from habeas.access.models import Grant
from habeas.core import scope
from habeas.core.errors import HabeasError, Refused
from habeas.core.listing.exports import export_list
from habeas.core.listing.tables import TABLES
from habeas.people import actions as people
from habeas.retention.actions import ask_erasure, erase_record, place_hold
from habeas.retention.models import Erasure, Hold
from tests.access.test_exports import Papers, query
from tests.conftest import Staging
from tests.shelf import actions as shelf

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def together(*works):
    """Begin all of them at the same moment, each with its own connection; what they gave, or raised, in order."""
    barrier, given = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            barrier.wait(10)
            given[place] = work()
        except Exception as raised:  # told to the test, which says what may happen
            given[place] = raised
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return given


@pytest.fixture
def owner(transactional_db, world):
    return world.actor("owner", "director", world.north)


def test_of_exports_at_the_same_moment_no_more_go_out_than_a_day_allows(world, owner, settings, monkeypatch):
    monkeypatch.setitem(TABLES, Papers.key, Papers)
    settings.EXPORT_DAILY_NUMBER, settings.EXPORT_BULK_ROWS = 2, 100
    box = shelf.make_box(owner, world.north, label="north")
    shelf.file_paper(owner, box, text="a paper")
    given = together(*[lambda: export_list(owner, None, query=query(owner), kind="csv")] * 5)
    assert [type(one) for one in given if not isinstance(one, Refused)] == [bytes, bytes], given


def test_a_record_is_never_both_held_and_erased(world, owner):
    monitor = world.actor("monitor", "monitor", world.north)
    outcomes = []
    for _ in range(4):
        person = people.register_person(monitor, world.north, birth_date="1961")
        answer_approval(owner, ask_erasure(monitor, person, reason="asked for by the person"), agreed=True)
        given = together(
            lambda person=person: place_hold(owner, person, reason="a procedure"),
            lambda person=person: erase_record(monitor, person),
        )
        outcomes.append([type(one).__name__ for one in given])
        assert sum(isinstance(one, (Hold, Erasure)) for one in given) == 1, given
        assert all(isinstance(one, (Hold, Erasure, HabeasError)) for one in given), given
    assert outcomes


def test_grants_changed_crosswise_do_not_lock_each_other_out(world, owner):
    for name in ("first", "second"):
        world.person(name, "monitor", world.north)
    with scope.running(Staging()):
        keys = list(Grant.objects.filter(user__username__in=["first", "second"]).values_list("pk", flat=True))

    def change(order):
        with scope.running(Staging()), transaction.atomic():
            for key in order:
                Grant.objects.filter(pk=key).update(expires_at=timezone.now() + timedelta(days=1))
                time.sleep(0.3)
        return True

    assert together(lambda: change(keys), lambda: change(keys[::-1])) == [True, True]


def test_the_same_recovery_code_serves_one(world, owner):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    codes = RecoveryCodes.activate(world.people["owner"]).generate_codes()

    def use():
        row = Authenticator.objects.get(user=world.people["owner"])
        return row.wrap().validate_code(codes[0])

    assert sorted(together(*[use] * 4)) == [False, False, False, True]


def test_a_reset_is_answered_once(world, owner):
    from habeas.access.actions import answer_reset, ask_reset
    from habeas.access.models import AccountReset

    administrator = world.actor("administrator", "administrator")
    world.person("monitor", "monitor", world.north)
    asked = ask_reset(administrator, world.people["monitor"], reason="forgot")

    def answer(agreed):
        part = AccountReset.objects.visible_to(owner).get(pk=asked.pk)
        return answer_reset(actor_for(world.people["owner"]), part, agreed=agreed).state

    given = together(lambda: answer(True), lambda: answer(False))
    assert sum(isinstance(one, str) for one in given) == 1, given
    assert any(isinstance(one, HabeasError) for one in given), given
