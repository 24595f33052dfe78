"""The invented year: every stage, three languages, nothing that the rules would refuse, taken up again."""

import random

import pytest
from django.db.models import F

from habeas.access.models import Organisation, User
from habeas.coordination.models import Activity
from habeas.core import audit
from habeas.core.actors import system_actor
from habeas.core.i18n.script import has_cyrillic
from habeas.demo import building
from habeas.demo.people import ACCOUNTS
from habeas.demo.year import grammar, making
from habeas.demo.year.topics import EVENTS, FAMILY, HOW, SAID, TOPICS
from habeas.monitoring.actions.findings import material_of_finding
from habeas.monitoring.actions.incidents import material_of
from habeas.monitoring.models import Finding, Incident, Interview, Observation, Visit
from habeas.monitoring.queries import may_be_cited
from habeas.monitoring.rules import PATTERN_NEEDS, corroborates, missing_parts
from habeas.people.models import Person
from habeas.places.models import Settlement, Site
from habeas.recommendations.models import Recommendation

SYSTEM = system_actor("set the scene of a test")
SHARE = 0.1
"""Three chunks: enough for every stage."""


@pytest.fixture
def year(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        building.build(lambda line: None)
        rows = building.build_year(lambda line: None, scale=SHARE)
    return rows


def seen(model, **wanted):
    return model.objects.visible_to(SYSTEM).filter(**wanted)


@pytest.mark.slow
def test_the_demo_is_whole_visibly_invented_and_keeps_every_rule(year, monkeypatch):
    everything_is_visibly_invented()
    chunks = round(making.CHUNKS * SHARE)
    assert year > 1000 * chunks
    assert seen(Visit).count() >= 48 * chunks
    assert seen(Incident).count() >= 31 * chunks
    the_stages_are_all_there()
    findings_rest_on_what_they_must()
    days_are_in_order()
    nothing_names_a_person()
    texts_are_in_three_languages_and_differ()
    assert audit.verify().intact
    it_is_taken_up_where_it_was_broken_off(monkeypatch)


def everything_is_visibly_invented():
    assert User.objects.count() == len(ACCOUNTS)
    assert not User.objects.filter(invented=False).exists()
    assert not Site.objects.filter(invented=False).exists()
    assert not Settlement.objects.filter(invented=False).exists()
    assert all("demo" in str(one).lower() for one in Organisation.objects.filter(invented=True))
    assert not seen(Person, invented=False).exists()


def it_is_taken_up_where_it_was_broken_off(monkeypatch):
    before, more = (seen(Visit).count(), seen(Person).count()), SHARE + 1 / making.CHUNKS
    assert building.build_year(lambda line: None, scale=SHARE) == 0
    with monkeypatch.context() as patch, pytest.raises(LookupError, match="would be left out"):
        patch.setattr(making, "WRITTEN", making.WRITTEN[:12])
        building.build_year(lambda line: None, scale=more)
    assert before == (seen(Visit).count(), seen(Person).count())
    assert building.build_year(lambda line: None, scale=more) > 1000
    assert seen(Visit).count() >= before[0] + 48


def the_stages_are_all_there():
    states = set(seen(Recommendation).values_list("state", flat=True))
    assert states == {"draft", "clearance", "issued", "answered", "followed_up", "graded"}
    assert set(seen(Finding).values_list("state", flat=True)) >= {"draft", "in_review", "confirmed"}
    assert set(seen(Visit).values_list("state", flat=True)) >= {"planned", "carried_out", "cancelled"}
    assert any(one.is_silent() for one in seen(Recommendation, state="issued"))
    assert seen(Activity, consequences__effect__gt="").exists()
    assert seen(Finding, kind="pattern").exists()


def findings_rest_on_what_they_must():
    for finding in seen(Finding, state="confirmed").select_related("visit"):
        records = finding.evidence.count() + finding.cited_incidents.count()
        assert all(may_be_cited(SYSTEM, row.interview) for row in finding.cited_interviews.all())
        assert missing_parts(finding, finding.standards.count(), records) == []
        assert not finding.is_pattern or records >= PATTERN_NEEDS
        assert finding.reviewed_by != finding.created_by
        assert not finding.needs_corroboration or corroborates(material_of_finding(SYSTEM, finding))
    for incident in seen(Incident, verification="RG"):
        assert corroborates(material_of(SYSTEM, incident))
        assert incident.verified_by != incident.created_by


def days_are_in_order():
    assert not seen(Incident).filter(reported_on__lt=F("happened_earliest")).exists()
    assert not seen(Recommendation).filter(follow_up_on__lt=F("deadline")).exists()
    assert not seen(Visit, follows__isnull=False, carried_out_on__lt=F("follows__carried_out_on")).exists()
    assert not seen(Recommendation).filter(follow_ups__visit__carried_out_on__lt=F("issued_on")).exists()
    assert not seen(Visit).filter(changed_at__lt=F("created_at")).exists()


def nothing_names_a_person():
    said = " ".join(seen(Incident).values_list("account", flat=True))
    said += " ".join(seen(Interview).values_list("summary", flat=True))
    assert not any(name in said for name in FAMILY)


def texts_are_in_three_languages_and_differ():
    texts = list(seen(Observation).values_list("text", flat=True))
    assert len(set(texts)) > 0.6 * len(texts)
    assert not any("{" in text or "|" in text for text in texts)
    assert any(has_cyrillic(text) for text in texts)
    assert any("ë" in text for text in texts)
    accounts = list(seen(Incident).exclude(account__contains="(").values_list("account", flat=True))
    assert len(set(accounts)) > 0.8 * len(accounts)


@pytest.mark.parametrize("language", grammar.LANGUAGES)
def test_every_template_can_be_spoken(language):
    chance = random.Random(7)  # noqa: S311 invented texts
    for kind, topics in (("visits", TOPICS), ("told", EVENTS)):
        known = grammar.texts(kind, language)
        assert set(known) - {"more", "interview"} == set(topics)
        for parts in known.values():
            for template in (text for texts in parts.values() for text in texts):
                text = grammar.spoken(template, chance)
                assert text and not set("{}|") & set(text), template
                assert text.count("“") == text.count("”") or language == "sr", template


@pytest.mark.parametrize("language", grammar.LANGUAGES)
def test_observations_say_how_they_were_made(language):
    for code in TOPICS:
        parts = grammar.texts("visits", language)[code]
        assert parts["bad"][0].split(":")[0].split()[-1].lower() == "seen", (
            "a finding needs one direct source"
        )
        for template in parts["bad"] + parts["fine"]:
            words = template.split(":")[0].split()
            how = words[1] if len(words) > 1 and words[0].isupper() else words[0]
            assert how.lower() in HOW or (how.lower() == "said" and words[-1] in SAID), template


def test_the_grammar_is_the_same_each_time_and_nests():
    template = "{one|two {red|blue}} and {3-5}"
    spoken = [grammar.spoken(template, random.Random(seed)) for seed in range(40)]  # noqa: S311
    assert spoken == [grammar.spoken(template, random.Random(seed)) for seed in range(40)]  # noqa: S311
    assert set(spoken) <= {f"{what} and {n}" for what in ("one", "two red", "two blue") for n in (3, 4, 5)}
    assert len(set(spoken)) > 5
