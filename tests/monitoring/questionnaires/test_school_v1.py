"""The first version of the questionnaire "school" is published: it stays as it is."""

from habeas.monitoring.questionnaires.definition import digest_of, score_of
from habeas.monitoring.questionnaires.school_v1 import QUESTIONNAIRE as FORM

DIGEST = "35528c104a17e98583fc3a972e9a3a20b2f8940d160b6f779a714fa760b08d5d"


def test_the_published_version_never_changes():
    assert digest_of(FORM) == DIGEST


def test_the_mother_tongue_weighs_three_times():
    # 0 of 3 for availability, 2 of 2 for textbooks: 2 of 5; the languages themselves do not count
    tongue = FORM.section("mother_tongue").questions
    assert score_of(tongue, {"available": "no", "textbooks": "yes", "languages": ["sq"]}) == 40
