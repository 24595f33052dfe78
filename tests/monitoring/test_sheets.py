"""Questionnaires filled in: typed answers, scores, versions."""

from decimal import Decimal

import pytest

from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.monitoring import actions, questionnaires
from habeas.monitoring.models import Answer, Sheet
from habeas.monitoring.queries import answers_of, scores_at


@pytest.fixture
def sheet(visit, team):
    return actions.begin_sheet(team["monitor"], visit, questionnaire="school")


def fill(team, sheet, section, **answers):
    return actions.answer_section(team["monitor"], sheet, section=section, answers=answers)


def test_each_kind_of_answer_has_its_column(sheet, team):
    fill(team, sheet, "pupils", pupils=Decimal(120), separate="no")
    fill(team, sheet, "mother_tongue", languages=["sq", "tr"])
    fill(team, sheet, "building", remarks="A new roof.", classrooms="fair")
    rows = {row.question: row for row in Answer.objects.visible_to(team["monitor"])}
    assert rows["pupils"].number == 120
    assert rows["separate"].yes_no == "no"
    assert rows["classrooms"].code == "fair"
    assert rows["remarks"].text == "A new roof."
    assert answers_of(sheet)["languages"] == ["sq", "tr"]


def test_an_answer_is_changed_and_taken_back(sheet, team):
    fill(team, sheet, "pupils", pupils=Decimal(120), girls=Decimal(60))
    fill(team, sheet, "pupils", pupils=Decimal(121))
    assert answers_of(sheet) == {"pupils": Decimal(121)}


def test_an_answer_of_another_version_is_refused(sheet, team):
    with pytest.raises(Invalid) as refusal:
        fill(team, sheet, "building", classrooms="splendid")
    assert refusal.value.field == "classrooms"
    with pytest.raises(Invalid, match="no section"):
        fill(team, sheet, "cells", held=1)


def test_what_must_be_answered_stops_completion(sheet, team):
    with pytest.raises(Invalid, match="Pupils enrolled"):
        actions.complete_sheet(team["monitor"], sheet)
    assert sheet.state == "draft"


def test_scores_are_kept_with_the_sheet(sheet, team, visit):
    fill(team, sheet, "pupils", pupils=Decimal(120), separate="no")
    fill(team, sheet, "mother_tongue", available="no", textbooks="yes")
    actions.complete_sheet(team["monitor"], sheet)
    # 2 of 2 for the pupils; 2 of 5 for the mother tongue; 4 of 7 in all
    assert sheet.score == Decimal("57.1")
    assert {row.section: row.score for row in sheet.section_scores.all()} == {
        "pupils": Decimal("100.0"),
        "mother_tongue": Decimal("40.0"),
    }
    assert [one.pk for one in scores_at(team["monitor"], visit.site)] == [sheet.pk]
    with pytest.raises(Refused, match="completed"):
        fill(team, sheet, "pupils", pupils=Decimal(1))


def test_a_visit_answers_a_questionnaire_once(sheet, team, visit):
    with pytest.raises(Invalid, match="already"):
        actions.begin_sheet(team["monitor"], visit, questionnaire="school")
    with pytest.raises(Invalid, match="no questionnaire"):
        actions.begin_sheet(team["monitor"], visit, questionnaire="nothing")


def test_a_sheet_keeps_its_version_and_says_so(sheet, team, monkeypatch):
    from dataclasses import replace

    first = questionnaires.find("school", 1)
    newer = {("school", 1): first, ("school", 2): replace(first, version=2)}
    monkeypatch.setattr(questionnaires, "published", lambda: newer)
    assert (sheet.form_version, sheet.form, sheet.is_older_version) == (1, first, True)
    fill(team, sheet, "pupils", pupils=Decimal(3))
    assert actions.complete_sheet(team["monitor"], sheet).form_version == 1


def test_a_stranger_learns_nothing(sheet, stranger):
    assert Sheet.objects.visible_to(stranger).count() == 0
    with pytest.raises(NotVisible):
        actions.complete_sheet(stranger, sheet)
