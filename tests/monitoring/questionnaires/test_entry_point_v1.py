"""The first version of the questionnaire "entry_point" is published: it stays as it is."""

from habeas.monitoring.questionnaires.definition import digest_of, score_of
from habeas.monitoring.questionnaires.entry_point_v1 import QUESTIONNAIRE as FORM

DIGEST = "b8d912eac23aa51fa8611cf3fc022740b3d77e89d91bbd8e80dd28744e2edc35"


def test_the_published_version_never_changes():
    assert digest_of(FORM) == DIGEST


def test_being_sent_back_unheard_weighs_most():
    # 0 of 3 for the allegation, 1 of 1 for the information: 1 of 4
    access = FORM.section("access").questions
    assert score_of(access, {"sent_back": "yes", "information": "yes"}) == 25
