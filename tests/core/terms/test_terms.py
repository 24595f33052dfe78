"""Terms keep their meaning, speak the reader's language, and are offered by list."""

import shutil
from pathlib import Path

import pytest
from django import forms
from django.utils import translation

from habeas.core.actors import system_actor
from habeas.core.errors import Invalid
from habeas.core.packs.loading import load_pack
from habeas.core.packs.manifest import seal
from habeas.core.packs.problems import PackError
from habeas.core.terms import lookup
from habeas.core.terms.fields import TermChoiceField
from habeas.core.terms.models import Term
from habeas.places.models import Municipality, Settlement, SettlementCommunity

TINY = Path(__file__).parents[1] / "packs" / "tiny"
SYSTEM = system_actor("load a pack")


@pytest.fixture
def islands(tmp_path, db):
    folder = tmp_path / "islands"
    shutil.copytree(TINY, folder)
    return reload(folder)


def reload(folder, old="", new=""):
    path = folder / "thesauri.csv"
    path.write_text(path.read_text().replace(old, new, 1) if old else path.read_text())
    seal(folder)
    load_pack(SYSTEM, None, folder=folder)
    return folder


@pytest.fixture
def fishers(islands, staging):
    """A settlement where fishing families live: the term is in use."""
    with staging():
        place = Settlement.objects.create(municipality=Municipality.objects.get(code="N"), name_sq="Haven")
        return SettlementCommunity.objects.create(settlement=place, community="FISH")


class VisitForm(forms.Form):
    kind = TermChoiceField(vocabulary="community", required=False)


def offered(form):
    return [code for code, _label in form["kind"].field.choices]


def test_a_field_offers_the_terms_of_its_list(islands):
    assert list(lookup.choices("visit_type")) == [
        ("FIRST", "First visit"),
        ("BACK", "First visit › Return visit"),
    ]
    assert offered(VisitForm()) == ["", "FISH", "HILL"]
    assert VisitForm({"kind": "HILL"}).is_valid()
    assert VisitForm({"kind": "FIRST"}).errors["kind"] == [
        "Select a valid choice. FIRST is not one of the available choices."
    ]


def test_a_record_tells_the_label_of_its_code(fishers):
    assert fishers.get_community_display() == "Fishing families"
    assert fishers.community_term.vocabulary.code == "community"


def test_a_used_term_never_changes_meaning(fishers, islands):
    with pytest.raises(
        PackError, match="Records use “FISH” as “Fishing families”; the pack now calls it “Divers”"
    ):
        reload(islands, "Fishing families", "Divers")
    assert Term.objects.get(code="FISH").label_en == "Fishing families"


def test_an_unused_term_may_be_reworded(islands):
    reload(islands, "Fishing families", "Families who fish")
    assert lookup.label("community", "FISH") == "Families who fish"


def test_a_used_term_may_be_translated(fishers, islands):
    reload(islands, "Fishing families,,", "Fishing families,Familje peshkatare,")
    with translation.override("sq"):
        assert fishers.get_community_display() == "Familje peshkatare"


def test_a_retired_term_stays_with_its_records_and_is_offered_to_them_alone(fishers, islands):
    reload(islands, "community,FISH,,Fishing families,,,,,,Communities,invented\n", "")
    fishers.refresh_from_db()
    assert fishers.get_community_display() == "Fishing families"
    assert offered(VisitForm()) == ["", "HILL"]
    assert not VisitForm({"kind": "FISH"}).is_valid()
    kept = VisitForm({"kind": "FISH"}, initial={"kind": "FISH"})
    assert offered(kept) == ["", "FISH", "HILL"]
    assert kept["kind"] and kept.is_valid()
    with pytest.raises(Invalid, match="left the list"):
        lookup.require("community", "FISH")


def test_a_retired_term_is_refused_with_its_successor(islands):
    (islands / "term_successors.csv").write_text("list,code,successor\ncommunity,FISH,HILL\n")
    with (islands / "manifest.toml").open("a") as manifest:
        manifest.write('"term_successors.csv" = { rows = 0, sha256 = "" }\n')
    reload(islands, "community,FISH,,Fishing families,,,,,,Communities,invented\n", "")
    with pytest.raises(Invalid, match=r"\(HILL\) instead") as refusal:
        lookup.require("community", "FISH")
    assert VisitForm({"kind": "FISH"}).errors["kind"] == [str(refusal.value)]


def test_an_unknown_code_is_named_with_the_nearest(islands):
    with pytest.raises(Invalid, match="“HIL” is no code of the list “community”. Did you mean “HILL”?"):
        lookup.require("community", "HIL")


def test_a_missing_label_is_english_and_marked(islands):
    term = Term.objects.get(code="FISH")
    with translation.override("sr"):
        assert str(term) == "Fishing families"
        assert str(term.marked) == '<span lang="en">Fishing families</span>'


def test_latin_follows_the_rule_unless_the_pack_says_otherwise(islands, staging):
    term = Term.objects.get(code="FISH")
    term.label_sr = "Рибари"
    with translation.override("sr-latn"):
        assert str(term) == "Ribari"
        term.label_sr_latn = "Ribari (KFOR)"
        assert str(term) == "Ribari (KFOR)"
