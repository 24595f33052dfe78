"""Non-DNA evidence, haplotypes, relations among samples, doubtful parents, power, drawing: hand-worked values."""

from __future__ import annotations

from datetime import date
from math import log10

import numpy as np
import pytest
from defusedxml import ElementTree

from habeas.science.kinship import lineage, nondna, power
from habeas.science.kinship.comparison import compare_case
from habeas.science.kinship.draw import draw_pedigree, layout
from habeas.science.kinship.errors import KinshipError
from habeas.science.kinship.formats.cases import load_case
from habeas.science.kinship.likelihood import Settings
from habeas.science.kinship.matching import direct_match
from habeas.science.kinship.misfit import doubtful_parents
from habeas.science.kinship.profiles import Profile, amelogenin_conflict
from habeas.science.kinship.relations import groups_of, related_between, same_person_pairs
from habeas.science.kinship.report import make_report, report_text
from habeas.science.kinship.simulate import simulate_profiles
from habeas.science.kinship.tables import Family, TableBuilder

from .builders import CASES, family, str_marker, trio

SIX = [str_marker(8, mutation=True, seed=s) for s in range(1, 16)]


def test_sex_by_hand() -> None:
    found = nondna.sex_evidence("M", "M", error_rate=0.05, share=0.8)
    assert found.log10_lr == pytest.approx(log10(0.95 / (0.8 * 0.95 + 0.2 * 0.05)))
    assert nondna.sex_evidence("U", "M", error_rate=0.05, share=0.8).log10_lr == 0


def test_age_inside_outside_and_half_inside_by_hand() -> None:
    def lr(age: tuple[float, float]) -> float:
        return nondna.age_evidence((30, 40), age, error_rate=0.1, share=0.25).log10_lr

    assert lr((35, 35)) == pytest.approx(log10(0.9 / 0.25))
    assert lr((50, 50)) == pytest.approx(log10(0.1 / 0.75))
    assert lr((35, 45)) == pytest.approx(log10(0.5 * 0.9 / 0.25 + 0.5 * 0.1 / 0.75))


def test_stature_that_fits_a_rare_person_weighs_more() -> None:
    common = {"standard_error": 3.0, "recorded_error": 2.0, "mean": 174.0, "deviation": 7.0}
    tall = nondna.stature_evidence(195, 195, **common).log10_lr
    middle = nondna.stature_evidence(174, 174, **common).log10_lr
    far = nondna.stature_evidence(174, 195, **common).log10_lr
    assert tall > middle > 0 > far


def test_place_and_date_by_hand() -> None:
    assert nondna.place_evidence(True, error_rate=0.1, share=0.2).log10_lr == pytest.approx(log10(4.5))
    assert nondna.place_evidence(False, error_rate=0.1, share=0.2).log10_lr == pytest.approx(log10(0.125))
    early = (date(1998, 1, 1), date(1998, 12, 31))
    found = nondna.date_evidence(date(1999, 4, 1), early, error_rate=0.01, share=0.5)
    assert found.log10_lr == pytest.approx(log10(0.02))


def test_findings_are_not_multiplied_unless_independence_is_stated() -> None:
    items = [
        nondna.sex_evidence("M", "M", error_rate=0.05, share=0.5),
        nondna.place_evidence(True, error_rate=0.1, share=0.2),
    ]
    with pytest.raises(KinshipError, match="state their independence"):
        nondna.combined_log10(items, independent=False)
    assert nondna.combined_log10(items, independent=True) == pytest.approx(sum(i.log10_lr for i in items))


def test_report_keeps_other_evidence_beside_the_dna() -> None:
    comparison = compare_case(load_case(CASES / "c02_parent_child.json"))
    item = nondna.sex_evidence("M", "M", error_rate=0.05, share=0.5)
    plain = make_report(comparison, Settings())
    beside = make_report(comparison, Settings(), evidence=[item])
    assert beside.log10_total == plain.log10_total
    assert beside.posterior == plain.posterior
    assert "beside the DNA, not multiplied in:\n  - sex: log10 LR +0.279" in report_text(beside)


def test_posterior_by_hand() -> None:
    assert nondna.posterior_probability(2.0, 0.5) == pytest.approx(100 / 101)
    assert nondna.posterior_probability(2.0, 0.01) == pytest.approx(1 / (1 + 99 / 100))


def test_upper_limit_of_a_haplotype_never_seen() -> None:
    assert lineage.upper_limit(0, 1000) == pytest.approx(1 - 0.05 ** (1 / 1000))
    assert lineage.upper_limit(10, 10) == 1.0


def test_y_haplotype_is_counted_and_compared() -> None:
    victim, brother = {"DYS19": "14", "DYS390": "24"}, {"DYS19": "14", "DYS390": "24", "DYS393": "13"}
    database = [{"DYS19": "14", "DYS390": "24"}] * 3 + [{"DYS19": "15", "DYS390": "24"}] * 97
    found = lineage.compare_lineage("Y-STR", "Hoti", victim, brother, database)
    assert (found.count, found.size, found.compared, found.differences) == (3, 100, 2, 0)
    assert found.log10_lr == pytest.approx(-log10(lineage.upper_limit(3, 100)))
    other = lineage.compare_lineage("Y-STR", "Hoti", {"DYS19": "16"}, brother, database)
    assert other.differences == 1
    assert np.isnan(other.log10_lr)


def test_two_relatives_of_one_line_are_not_multiplied() -> None:
    found = lineage.compare_lineage("mtDNA", "Mira", {"16126": "C"}, {"16126": "C"}, [{"16126": "T"}] * 50)
    with pytest.raises(KinshipError, match="relatives of one line are dependent"):
        lineage.combined_lines_log10([found, found])


def test_direct_match_with_drop_out_by_hand() -> None:
    marker = str_marker(3)
    p = marker.freqs
    whole, part = Profile("tooth", {"INV1": ("10", "11")}), Profile("bone", {"INV1": ("10",)})
    d = 0.2
    same = 2 * p[0] * p[1] * (1 - d) * d
    bone = p[0] ** 2 * (1 - d**2) + 2 * p[0] * (1 - p[0]) * (1 - d) * d
    found = direct_match(whole, part, [marker], Settings(drop_out={"bone": d}))
    assert found.lr["INV1"] == pytest.approx(same / (2 * p[0] * p[1] * bone))


def test_commingled_remains_are_reassociated_and_staff_found() -> None:
    rng = np.random.default_rng(3)
    strangers = family(("a", None, None, "M"), ("b", None, None, "M"), ("c", None, None, "F"))
    drawn = simulate_profiles(strangers, SIX, rng)
    bones = [
        Profile("femur", drawn["a"].genotypes),
        Profile("skull", dict(list(drawn["a"].genotypes.items())[:12])),
        Profile("rib", drawn["b"].genotypes),
    ]
    pairs = same_person_pairs(bones, None, SIX)
    assert [(p.first, p.second, p.markers, p.differing) for p in pairs] == [("femur", "skull", 12, 0)]
    assert groups_of(pairs) == [("femur", "skull")]
    expected = direct_match(bones[0], bones[1], SIX).log10_total
    assert pairs[0].log10_lr == pytest.approx(expected)
    staff = same_person_pairs(bones, [Profile("laboratory-3", drawn["b"].genotypes)], SIX)
    assert [(p.first, p.second) for p in staff] == [("rib", "laboratory-3")]


def test_dropped_allele_still_reassociates() -> None:
    rng = np.random.default_rng(3)
    whole = simulate_profiles(family(("a", None, None, "M")), SIX, rng)["a"]
    het = next(m for m, g in whole.genotypes.items() if g[0] != g[1])
    dropped = Profile("bone", {**whole.genotypes, het: (whole.genotypes[het][0],)})
    assert same_person_pairs([whole, dropped], None, SIX) == []
    (pair,) = same_person_pairs([whole, dropped], None, SIX, drop_out=0.05, drop_in=0.01)
    assert pair.differing == 1


def test_siblings_in_two_families_are_found() -> None:
    rng = np.random.default_rng(8)
    markers = [str_marker(12, mutation=True, seed=s) for s in range(1, 24)]
    tree = family(
        ("Fa", None, None, "M"), ("Mo", None, None, "F"), ("S1", "Fa", "Mo", "M"), ("S2", "Fa", "Mo", "F")
    )
    drawn = simulate_profiles(tree, markers, rng)
    other = simulate_profiles(family(("x", None, None, "M"), ("y", None, None, "F")), markers, rng)
    found = related_between([[drawn["S1"], other["x"]], [drawn["S2"], other["y"]]], markers)
    assert [(r.first, r.second, r.relation) for r in found] == [("S1", "S2", "full siblings")]


def test_doubtful_father_is_told_to_the_analyst_only() -> None:
    rng = np.random.default_rng(5)
    drawn = simulate_profiles(trio(), SIX, rng)
    stranger = simulate_profiles(family(("x", None, None, "M")), SIX, rng)["x"]
    assert doubtful_parents(trio(), drawn, SIX) == []
    (misfit,) = doubtful_parents(trio(), drawn | {"Arben": stranger}, SIX)
    assert (misfit.child, misfit.parent) == ("Luan", "Arben")
    assert misfit.contradictions >= 2
    assert misfit.log10_lr < -3
    assert misfit.audience.startswith("for the analyst only")


def test_amelogenin_that_contradicts_the_record_is_said() -> None:
    profile = Profile("V1", {"AMEL": ("X", "X")})
    assert amelogenin_conflict(profile, "M") == "amelogenin of V1 says F, the record says M"
    assert amelogenin_conflict(profile, "F") is None
    assert amelogenin_conflict(Profile("V2"), "M") is None


def test_laws_sum_to_one_and_give_the_ratio() -> None:
    markers = [str_marker(5), str_marker(4, silent=0.02, seed=2), str_marker(4, mutation=True, seed=3)]
    drawn = simulate_profiles(trio(), markers, np.random.default_rng(1))
    found = TableBuilder(markers).laws(Family("A", trio(), "Luan", {"Arben": drawn["Arben"]}))
    for law in found:
        assert law.related.sum() == pytest.approx(1)
        assert law.strangers.sum() == pytest.approx(1)
        possible = law.related > 0
        ratio = law.related[possible] / law.strangers[possible]
        np.testing.assert_allclose(np.log10(ratio), law.log10_lr[possible], atol=0.02)


def test_power_agrees_with_simulated_families() -> None:
    markers = [str_marker(6, seed=s) for s in range(1, 6)]
    rng = np.random.default_rng(2)
    fathers = simulate_profiles(trio(), markers, rng)
    case = Family("A", trio(), "Luan", {"Arben": fathers["Arben"]})
    found = power.family_power(case, markers, threshold=1.0, simulations=20_000)
    assert found.quantiles[0] <= found.expected <= found.quantiles[2]
    by_hand = exclusion_by_hand(fathers["Arben"], markers)
    assert found.exclusion == pytest.approx(by_hand)
    assert found.reaches > found.false_alarm


def exclusion_by_hand(father: Profile, markers: list) -> float:  # type: ignore[type-arg]
    """A stranger passes a marker when sharing an allele with the father."""
    passes = 1.0
    for m in markers:
        shared = sum(m.freqs[m.index[a]] for a in set(father.genotypes[m.name]))
        passes *= 1 - (1 - shared) ** 2
    return 1 - passes


def test_mother_adds_more_than_a_cousin() -> None:
    tree = family(
        ("Old", None, None, "M"), ("Grandma", None, None, "F"), ("Arben", "Old", "Grandma", "M"),
        ("Uncle", "Old", "Grandma", "M"), ("Mira", None, None, "F"), ("Luan", "Arben", "Mira", "M"),
        ("Aunt", None, None, "F"), ("Cousin", "Uncle", "Aunt", "F"),
    )  # fmt: skip
    drawn = simulate_profiles(tree, SIX, np.random.default_rng(4))
    case = Family("A", tree, "Luan", {"Uncle": drawn["Uncle"]})
    ranked = power.whom_to_sample(case, SIX, candidates=["Mira", "Cousin"], simulations=8)
    assert [c.person for c in ranked] == ["Mira", "Cousin"]
    assert ranked[0].gain > 1 > abs(ranked[1].gain)


def test_drawing_has_every_person_once_and_nobody_on_another() -> None:
    case = load_case(CASES / "c12_inbred_first_cousins.json")
    assert case.h1 is not None
    (tree,) = case.h1.components
    places = layout(tree)
    assert len(set(places.values())) == len(tree.persons)
    for p in tree.persons:
        if p.father and p.mother:
            assert places[p.id][1] > max(places[p.father][1], places[p.mother][1])
    root = ElementTree.fromstring(draw_pedigree(tree, typed=case.profiles, missing={"MP"}, title="A <b> & c"))
    labels = [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")]
    assert sorted(t for t in labels if t != "?") == sorted(tree.ids)
    assert labels.count("?") == 1
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
