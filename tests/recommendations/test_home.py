"""Recommendations on home: each stands once, and what is asked finds its way by an index."""

import re
from datetime import timedelta

from django.db import connection
from django.urls import reverse

from habeas.recommendations import actions, queries
from tests.recommendations.records import TODAY


def test_an_overdue_one_that_was_rejected_stands_once(client, world, team, issued, staging):
    lead = issued.addressees.get(is_lead=True)
    told = {"received_on": TODAY(), "kind": "rejected", "text": "No."}
    actions.record_response(team["monitor"], issued, addressee=lead, **told)
    with staging():
        type(issued).objects.filter(pk=issued.pk).update(deadline=TODAY() - timedelta(days=2))
    assert [list(found(team["monitor"])) for found in (queries.overdue, queries.without_consequence)] == [
        [issued],
        [issued],
    ]
    client.force_login(world.people["mira"])
    shown = client.get(reverse("core:home")).context["overdue"]
    assert [one["url"] for one in shown].count(issued.get_absolute_url()) == 1


def test_what_rests_on_unsettled_findings_is_found_by_index(team):
    """Neither table is read whole; which index PostgreSQL prefers depends on how many rows there are."""
    rows = queries.on_unsettled_findings(team["monitor"]).select_related(None).values_list("pk")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = rows[:5].explain()
    assert not re.search(r"SCAN |Seq Scan", plan), plan
    assert connection.vendor == "postgresql" or "monitoring_finding_state" in plan, plan
