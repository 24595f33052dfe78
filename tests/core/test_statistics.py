"""SQLite knows how its rows are spread once it was asked; a search by person no longer goes through a compartment."""

import pytest
from django.db import connection

from habeas.core.db import statistics
from habeas.monitoring.queries.interviews import cited_without_consent

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its statistics itself"),
]


def test_what_is_counted_is_kept(monitor, world):
    statistics.refresh(connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl FROM sqlite_stat1 WHERE tbl = 'access_compartment'")
        assert cursor.fetchone() is not None


def test_statements_still_answer_after_it(monitor):
    statistics.refresh(connection)
    assert list(cited_without_consent(monitor)) == []
