"""The first version of the questionnaire "return_site" is published: it stays as it is."""

from decimal import Decimal

from habeas.monitoring.questionnaires.definition import digest_of, score_of
from habeas.monitoring.questionnaires.return_site_v1 import QUESTIONNAIRE as FORM

DIGEST = "8b814dfa9ee6883261ca0edde5acaa3ef76583776d226a9579852954919418dc"


def test_the_published_version_never_changes():
    assert digest_of(FORM) == DIGEST


def test_freedom_of_movement_weighs_three_times():
    # 3 of 3 for moving freely, 0 of 2 for an incident: 3 of 5
    safety = FORM.section("safety").questions
    assert score_of(safety, {"move_freely": "yes", "incidents": Decimal(1)}) == 60
