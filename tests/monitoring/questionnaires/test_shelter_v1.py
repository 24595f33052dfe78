"""The first version of the questionnaire "shelter" is published: it stays as it is."""

from decimal import Decimal

from habeas.monitoring.questionnaires.definition import digest_of, score_of
from habeas.monitoring.questionnaires.shelter_v1 import QUESTIONNAIRE as FORM

DIGEST = "10b38e1cd09b4cc87e3ff178bf2c63129984869af439092e92039610cdc9ca3c"


def test_the_published_version_never_changes():
    assert digest_of(FORM) == DIGEST


def test_money_for_half_a_year_is_expected():
    # 2 of 2 for the money, 0 of 2 for being closed to some, half a point for the rooms: 2.5 of 5
    conditions = FORM.section("conditions").questions
    assert score_of(conditions, {"funded": Decimal(6), "open_to_all": "no", "rooms": "fair"}) == 50
