"""The first version of the questionnaire "detention" is published: it stays as it is."""

from decimal import Decimal

from habeas.monitoring.questionnaires.definition import digest_of, score_of
from habeas.monitoring.questionnaires.detention_v1 import QUESTIONNAIRE as FORM

DIGEST = "665267adf0997dc0017d802dead5ad43db2b5b65138fadd68522a7295719d238"


def test_the_published_version_never_changes():
    assert digest_of(FORM) == DIGEST


def test_space_weighs_twice():
    conditions = FORM.section("conditions").questions
    # 3.9 m² is too little (0 of 2), fair heating is half a point, working bells are one: 1.5 of 4
    told = {"space": Decimal("3.9"), "heating": "fair", "call_bell": "yes"}
    assert score_of(conditions, told) == Decimal("37.5")


def test_fifteen_days_of_solitary_confinement_are_too_many():
    discipline = FORM.section("discipline").questions
    assert score_of(discipline, {"solitary": Decimal(14)}) == 100
    assert score_of(discipline, {"solitary": Decimal(15)}) == 0
