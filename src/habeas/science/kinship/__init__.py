"""DNA kinship: likelihood ratios, blind search and joint identification. No Django; usable alone.

The names below are loaded when first used, because the machine-code compiler behind them takes a second to import.
"""

from __future__ import annotations

from importlib import import_module

_HOME = {
    "Person": "pedigree",
    "Pedigree": "pedigree",
    "Hypothesis": "pedigree",
    "Marker": "markers",
    "RareAlleles": "markers",
    "make_marker": "markers",
    "Mutation": "mutation",
    "equal_matrix": "mutation",
    "proportional_matrix": "mutation",
    "stepwise_matrix": "mutation",
    "Profile": "profiles",
    "Settings": "likelihood",
    "likelihood_ratio": "likelihood",
    "log_likelihood": "likelihood",
    "linked_ratio": "likelihood",
    "direct_match": "matching",
    "Family": "tables",
    "TableBuilder": "tables",
    "BlindSearch": "search",
    "SearchSettings": "search",
    "Identification": "identification.solve",
    "Problem": "identification.problem",
    "Prior": "identification.problem",
    "SearchingFamily": "identification.problem",
    "verdicts": "identification.conclusions",
    "sequential_answers": "identification.sequential",
    "family_power": "power",
    "whom_to_sample": "power",
    "same_person_pairs": "relations",
    "related_between": "relations",
    "doubtful_parents": "misfit",
    "compare_lineage": "lineage",
    "draw_pedigree": "draw",
    "load_case": "formats.cases",
    "load_search": "formats.blind",
    "load_dvi": "formats.dvi",
    "load_familias": "formats.familias",
    "compare_case": "comparison",
    "make_report": "report",
    "report_text": "report",
    "KinshipError": "errors",
}
__all__ = sorted(_HOME)  # noqa: PLE0605


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
