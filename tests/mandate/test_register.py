"""The mandate register of the Kosovo pack: what is in it, and that its figures reconcile."""

from datetime import date

import pytest
from django.utils import translation

from habeas.mandate import queries
from habeas.mandate.choices import Relation
from habeas.mandate.models import (
    Article,
    CombinedPopulation,
    CycleStage,
    Figure,
    Instrument,
    PopulationFigure,
    ProcessRule,
    Programme,
    Session,
    Source,
    Task,
    TaskSource,
)

pytestmark = pytest.mark.usefixtures("kosovo", "db")


def test_72_mandate_rows_and_261_instrument_rows(figure):
    levels = [Source.objects.filter(level=level).count() for level in ("document", "event")]
    mandate = [*levels, Task.objects.count(), Programme.objects.count()]
    assert mandate == [18, 4, 47, 3]
    assert sum(mandate) == 72
    assert (Instrument.objects.count(), Article.objects.count()) == (44, 217)
    figure("mandate rows, instrument rows", f"{sum(mandate)}, {44 + 217}")


def test_published_rows():
    models = (CycleStage, Session, Figure, PopulationFigure, CombinedPopulation, ProcessRule)
    assert [model.objects.count() for model in models] == [26, 12, 57, 107, 27, 16]


def test_open_cases_reconcile_from_one_session_to_the_next():
    """2,557 − 206 + 47 = 2,398: what was open, less the resolved, and the added."""
    published = {f.as_of: f for f in queries.open_cases()}
    before, after = published[date(2005, 10, 6)], published[date(2006, 3, 9)]
    resolved, added = 206, 47
    assert f"{resolved} resolved and {added} added since 6 Oct 2005" in after.note
    assert (before.value, after.value) == (2557, 2398)
    assert before.value - resolved + added == after.value


def test_other_published_totals_reconcile():
    by_code = {f.code: f.value for f in Figure.objects.all()}
    assert by_code["F017"] - by_code["F018"] == 1650
    assert by_code["F004"] - 124 + 13 == by_code["F005"]


def test_sessions_name_the_figure_they_were_told():
    told = {int(s.note.split("list ")[1]) for s in Session.objects.filter(note__contains="list ")}
    assert told == {2716, 2557, 2398, 2287, 2047, 1799}
    assert told <= {f.value for f in queries.open_cases()}


def test_the_series_of_open_cases_leaves_doubtful_figures_out():
    series = list(queries.open_cases())
    assert [f.as_of for f in series] == sorted(f.as_of for f in series)
    assert 6655 not in {f.value for f in series}
    assert Figure.objects.get(value=6655).confidence == "low"


def test_sexes_never_exceed_the_total():
    assert [p for p in PopulationFigure.objects.all() if p.female + p.male > p.total] == []
    assert queries.population_by_year("IDP")[0] == (2001, 32500)


def test_the_mandate_tree_hangs_on_the_resolution():
    resolution = Source.objects.get(symbol="S/RES/1244 (1999)")
    assert resolution.link == "https://undocs.org/S/RES/1244(1999)"
    based = [c.task.code for c in queries.tasks_of(resolution) if c.relation == Relation.BASIS]
    assert len([code for code in based if code.startswith("T11")]) == 11
    assert len([code for code in based if code.startswith("T09")]) == 8


def test_tasks_tell_what_changed_them_and_what_they_regard():
    political = Task.objects.get(code="T11e")
    cited = {(c.source.code, c.relation) for c in queries.citations_of(political)}
    assert {("DOC-01", "basis"), ("DOC-02", "regard"), ("DOC-06", "change"), ("DOC-09", "change")} <= cited
    policing = queries.citations_of(Task.objects.get(code="T11i"))
    moved = [c for c in policing if c.relation == Relation.TRANSFER]
    assert [c.source.code for c in moved] == ["DOC-06", "DOC-07", "DOC-08", "DOC-09"]
    assert moved[0].day == date(2008, 6, 12)
    assert "Kosovo Police" in moved[0].what


def test_until_conditions_hand_a_task_from_one_component_to_another():
    demining = Task.objects.get(code="T09e")
    assert (demining.component, demining.hands_over_to) == (
        "international security presence",
        "international civil presence",
    )
    assert demining.end_condition == "until the civil presence can take over"


def test_a_shared_task_names_both_organisations():
    assert Task.objects.get(code="T11k").actors == ["UNHCR", "UNMIK"]
    assert Task.objects.get(code="T11j").actors == ["UNMIK", "OSCE", "OHCHR"]


def test_monitoring_rests_on_paragraph_11_j_and_reports_begin_with_the_objective():
    assert queries.default_task("monitoring").paragraph == "11(j)"
    assert queries.current_objective().symbol == "S/2009/300"


def test_the_timeline_shows_events_and_changing_documents():
    codes = [source.code for source in queries.turning_points()]
    assert {"DOC-18", "DOC-19", "DOC-20", "DOC-21", "DOC-06", "DOC-09"} <= set(codes)
    assert "ICCPR" not in codes
    assert len(codes) == len(set(codes))


def test_treaties_and_others_stand_in_one_register_and_are_told_apart():
    register = {s.code: s.is_treaty for s in queries.sources()}
    assert (register["ICCPR"], register["UDHR"], register["DOC-14"]) == (True, False, False)
    assert len(register) == 22 + 44


def test_being_party_and_applying_are_two_things():
    covenant = Instrument.objects.get(code="ICCPR")
    assert (covenant.is_treaty, covenant.party_to_treaty, covenant.by_domestic_law) == (True, False, True)
    framework = Instrument.objects.get(code="FCNM")
    assert (framework.by_domestic_law, framework.by_agreement, framework.is_applied) == (True, True, True)
    assert not Instrument.objects.get(code="CRPD").is_applied


def test_the_refugee_instruments_stand_at_article_level():
    counts = {i.code: i.article_count for i in queries.instruments()}
    assert all(counts[code] for code in ("REF51", "STAT54", "STAT61"))


def test_every_title_and_right_speaks_every_language():
    assert (
        Instrument.objects.filter(title_sq="").count() + Instrument.objects.filter(title_sr="").count() == 0
    )
    assert Article.objects.filter(right_sq="").count() + Article.objects.filter(right_sr="").count() == 0
    reviewed = Instrument.objects.filter(needs_review=True).count()
    assert reviewed + Article.objects.filter(needs_review=True).count() == 126
    article = Article.objects.get(code="UDHR-1")
    with translation.override("sr-latn"):
        assert str(article) == "UDHR 1: Jednakost u dostojanstvu i pravima"


def test_cycles_speak_of_stages_and_mechanisms():
    visit = CycleStage.objects.get(mechanism="CPT", told_date="2007-03-21")
    assert (visit.mechanism_label, visit.stage_label) == (
        "European Committee for the Prevention of Torture",
        "Visit",
    )
    wgeid = CycleStage.objects.get(mechanism="SP:WGEID")
    assert (wgeid.mechanism_label, wgeid.stage_label) == ("UN Special Procedures (WGEID)", "visit")
    assert CycleStage.objects.get(told_date="2021-06").happened.precision == "month"


def test_no_citation_is_lost():
    assert TaskSource.objects.count() == 117
    without = Task.objects.exclude(citations__relation=Relation.BASIS)
    assert [task.code for task in without] == ["TWG-1"]
