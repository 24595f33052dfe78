"""Each database knows how its rows are spread once it was asked; a large compartment is not taken for a small one."""

import pytest
from django.db import connection

from habeas.core.db import statistics
from habeas.core.jobs import actions, kinds, running
from habeas.core.jobs.kinds import Step
from habeas.monitoring.queries.interviews import cited_without_consent
from tests.shelf.models import Box

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="SQLite keeps them in a table of its own"
)
BOXES = 1_000


def counted(table):
    """What SQLite knows of a table: index to (rows, rows of one value)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = %s", [table])
        return {name: tuple(map(int, stat.split()[:2])) for name, stat in cursor.fetchall() if name}


@pytest.fixture
def shelf(world, staging):
    """A thousand boxes of the north."""
    with staging():
        Box.objects.bulk_create(Box(compartment=world.north.pk, label=f"box {n}") for n in range(BOXES))


@on_sqlite
def test_a_compartment_of_many_rows_is_known_as_one(shelf):
    statistics.refresh(connection)
    found = [known for name, known in counted("shelf_box").items() if "compartment" in name]
    assert found == [(BOXES, BOXES)]


def test_statements_still_answer_after_it(monitor, shelf):
    statistics.refresh(connection)
    assert list(cited_without_consent(monitor)) == []
    assert Box.objects.visible_to(monitor).count() == BOXES


@pytest.fixture
def job_of(monitor):
    """Run a job that does so much in one chunk."""

    def run(done):
        step = lambda actor, cursor: Step(cursor=None, done=done, total=done)  # noqa: E731
        kinds.job("test.much", title="Do much")(step)
        try:
            running.run_slice(actions.start_job(monitor, "test.much").pk)
        finally:
            del kinds.KINDS["test.much"]

    return run


@on_sqlite
@pytest.mark.parametrize(("done", "known"), [(statistics.MANY, True), (statistics.MANY - 1, False)])
def test_a_job_that_wrote_much_is_followed_by_a_look(job_of, shelf, done, known):
    statistics.refresh(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")
    job_of(done)
    assert bool(counted("shelf_box")) is known
