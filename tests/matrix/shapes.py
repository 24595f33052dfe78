"""What single models demand of their rows, where canaries alone would break a constraint."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.apps import apps
from django.utils import timezone

from habeas.access.models import Organisation
from tests.matrix.planting import SHAPES, plant

TODAY = timezone.localdate


def last(label):
    """The last row of a model in the same place."""
    return lambda garden, place, users: garden.rows[label, place][-1]


def another(model):
    """One more row of a model in the same place, where a row may not refer to itself twice."""
    return lambda garden, place, users: plant(garden, apps.get_model(model), place, users)


SHAPES.update(
    {
        "core.searchentry": {"model": "people.person"},
        "core.storedfile": {"media_type": "application/pdf", "key": "A" * 43 + "=", "preview_location": ""},
        "core.import": {"importer": "recommendations", "options": "{}", "columns": "{}", "state": "done"},
        "core.importmapping": {"columns": "{}"},
        "core.link": {"to_model": "people.person"},
        "people.relation": {"relative": last("people.person")},
        "people.consent": {"model": "", "record": None, "revoked_on": None},
        "people.consentuse": {"organisation": lambda *a: Organisation.objects.first()},
        "access.exportrequest": {"approval": None, "table": "visits", "format": "csv"},
        "access.approval": {"answered_by": None, "kind": "unmask"},
        "monitoring.visit": {
            "state": "carried_out",
            "access": "full",
            "carried_out_on": lambda *a: TODAY() - timedelta(days=3),
            "follows": None,
        },
        "monitoring.programme": {"year": lambda garden, *a: 2000 + next(garden.counter) % 5000},
        "monitoring.sheet": {"questionnaire": "detention", "form_version": 1, "score": 50},
        "monitoring.answer": {"question": "treatment_notes", "yes_no": "", "code": ""},
        "monitoring.finding": {"state": "in_review", "reviewed_by": None},
        "monitoring.quote": {"usable": True, "checked_by": lambda *a: uuid4()},
        "recommendations.recommendation": {
            "state": "issued",
            "deadline": lambda *a: TODAY() - timedelta(days=1),
            "follow_up_on": lambda *a: TODAY(),
        },
        "coordination.request": {"asked_of": lambda *a: Organisation.objects.last()},
        "missing.merge": {"absorbed": another("missing.person")},
        "recommendations.addressee": {"is_lead": True},
        "recommendations.grade": {"scale": "tb_grade", "value": "A"},
    }
)
