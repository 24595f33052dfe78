"""The first version of the questionnaire "municipal_office" is published: it stays as it is."""

from decimal import Decimal

from habeas.monitoring.questionnaires.definition import digest_of, score_of
from habeas.monitoring.questionnaires.municipal_office_v1 import QUESTIONNAIRE as FORM

DIGEST = "6ea254a2eec63770b4750a405d60381d2f555a0608db8de0ae18016d0b5f1a43"


def test_the_published_version_never_changes():
    assert digest_of(FORM) == DIGEST


def test_notices_and_forms_count_twice():
    # 2 of 2 for the notices, 0 of 2 for the forms, nothing for being served (not known), 1 of 1 for two translators
    languages = FORM.section("languages").questions
    answers = {"notices": "yes", "forms": "no", "served": "unknown", "translators": Decimal(2)}
    assert score_of(languages, answers) == 60
