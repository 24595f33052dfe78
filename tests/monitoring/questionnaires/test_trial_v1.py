"""The first version of the questionnaire "trial" is published: it stays as it is."""

from decimal import Decimal

from habeas.monitoring.questionnaires.definition import digest_of, score_of
from habeas.monitoring.questionnaires.trial_v1 import QUESTIONNAIRE as FORM

DIGEST = "dd4dd15fba8ead3272ede3e7902b95e09d7067ccf9f1e7261474160d99378151"


def test_the_published_version_never_changes():
    assert digest_of(FORM) == DIGEST


def test_an_adjourned_hearing_costs_a_point():
    # 2 of 2 for the public, 0 of 1 for the adjournment: 2 of 3
    hearing = FORM.section("hearing").questions
    assert score_of(hearing, {"public": "yes", "outcome": "adjourned", "stage": "main"}) == Decimal("66.7")
