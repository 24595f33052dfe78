"""What is said about an estimate: cautions, and refusals with their reason."""

from __future__ import annotations

from dataclasses import dataclass

REFUSALS = {
    "too-few-lists": (
        "Only {valid} of the lists can be used; at least three are needed. With two, that the lists are "
        "independent is an assumption that cannot be checked."
    ),
    "no-finite-model": (
        "No model passes the check for a finite and unique estimate (linear program): the lists overlap too little."
    ),
    "chains-disagree": (
        "The chains of the sampler disagree (R-hat {rhat:.3f}, at most 1.05 is accepted): "
        "its draws are not yet the posterior."
    ),
    "complete-graph": (
        "The graph that joins every list with every other carries the weight {weight:.2f} (at most 0.1 is accepted): "
        "the answer would be the prior's, not the data's."
    ),
    "grid-edge": (
        "Probability {weight:.3f} sits at the edge of the range that was searched: "
        "the answer would be the edge's."
    ),
    "linkage-unreviewed": (
        "The linkage of the lists is declared unreviewed. "
        "Wrong matches change overlaps, and with them everything below."
    ),
    "linkage-moves": (
        "Across plausible linkages the estimate moves from {least:,.0f} to {most:,.0f}, more than twofold: "
        "review the matches first."
    ),
    "methods-differ": (
        "The methods differ more than twofold ({least:,.0f} by {low}, {most:,.0f} by {high}): "
        "a range can be given, no single number."
    ),
    "no-number": "The formula gives no number for this table.",
    "below-documented": "The formula gives fewer than the documented persons; it does not fit these lists.",
    "coverage-poor": (
        "The lists cover an estimated {coverage:.0%} of the population; this estimator needs at least 55%."
    ),
    "too-many-lists": "{size} lists are more than this method can take ({limit}).",
    "every-method-refused": "No method gives an estimate that can be stood by.",
    "failed": "The method could not be run: {reason}",
}

CAUTIONS = {
    "linkage-unknown": "How well the lists were linked is not known; missed or wrong matches are not in the interval.",
    "two-lists": "Two lists only: that they are independent is an assumption that cannot be checked.",
    "empty-list": "Nobody is on {name}; it tells nothing.",
    "full-list": "Everybody is on {name}; it tells nothing about those on no list.",
    "duplicate-list": "{name} holds exactly the same persons as {other}; it was counted once.",
    "contained-list": "{name} lies wholly inside {other}: they are not independent sources.",
    "thin-overlap": "Only {count:,} persons are on both {name} and {other}.",
    "no-overlap": "Nobody is on both {name} and {other}.",
    "few-persons": "Only {count:,} persons are documented; intervals will be wide or wrong.",
    "infinite-terms": "{count} terms of the model have no finite value (empty overlaps); N itself is finite.",
    "open-interval": "The upper limit cannot be found: the data do not exclude any large number.",
    "searched": "Not all models of {size} lists were fitted; the best one found need not be the best.",
    "bootstrap-infinite": "In {share:.0%} of the bootstrap samples no model had a finite estimate; they are left out.",
    "bootstrap-fewer": "Only {count} bootstrap samples were drawn, for time.",
    "no-interval": "No interval: repeating the choice would take too long with {size} lists.",
    "no-bootstrap-interval": "Too few bootstrap samples have a finite estimate for an interval.",
    "chains-short": "The draws are worth only {ess:.0f} independent ones; the interval is rough.",
    "grid-step": "The grid was searched in steps of {step:,}.",
    "bound-only": "A lower bound when lists do not avoid each other, not an estimate.",
    "note": "{text}",
}


@dataclass(frozen=True)
class Remark:
    """`code` of one of the two catalogues and its text; `refusal` when the number must not be used."""

    code: str
    text: str
    refusal: bool

    def __str__(self) -> str:
        return f"{'refused: ' if self.refusal else ''}{self.code}: {self.text}"


def refusal(code: str, **values: object) -> Remark:
    return Remark(code, REFUSALS[code].format(**values), True)


def caution(code: str, **values: object) -> Remark:
    return Remark(code, CAUTIONS[code].format(**values), False)
