"""Splink's side of `linkage_peer.py`, run by a Python that has Splink: reads FOLDER/persons.csv, writes the clusters.

Settings as in Splink's own worked example for persons. Its postcode stands for the municipality, its occupation for
the father's name; blocking rules and the thresholds of the comparisons are those of the example. Prints seconds
from reading the file to the clusters at 0.95, and the memory at most, as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

USED = 0.95
THRESHOLDS = (0.5, 0.8, 0.9, USED, 0.98, 0.99, 0.995, 0.999, 0.9999, 0.99999)


def settings() -> SettingsCreator:
    """Comparisons and blocking rules of the example."""
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("first_name", "surname"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("town", "first_name", "substr(surname,1,2)"),
            block_on("town", "surname"),
            block_on("dob", "birth_place"),
            block_on("dob", "town"),
        ],
        comparisons=[
            cl.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="first_and_surname"
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.NameComparison("father_name").configure(term_frequency_adjustments=True),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("town").configure(term_frequency_adjustments=True),
        ],
        retain_intermediate_calculation_columns=False,
    )


def clusters(linker: Linker, pairs: object, folder: Path, at: float) -> None:
    """Writes record and cluster at a threshold."""
    made = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=at)
    made.as_duckdbpyrelation().select("unique_id, cluster_id").write_csv(str(folder / f"{at}.csv"))


def main() -> None:
    folder = Path(sys.argv[1])
    began = time.perf_counter()
    engine = DuckDBAPI()
    table = engine.duckdb_con.sql(
        "select unique_id, nullif(first_name, '') first_name, nullif(surname, '') surname, nullif(father_name, '') "
        "father_name, nullif(birth_place, '') birth_place, nullif(town, '') town, nullif(dob, '') dob, "
        f"first_name || ' ' || surname first_and_surname from read_csv('{folder / 'persons.csv'}', all_varchar=true)"
    )
    linker = Linker(engine.register(table), settings())
    train = linker.training
    train.estimate_probability_two_random_records_match(
        [block_on("first_name", "surname", "dob")], recall=0.6
    )
    train.estimate_u_using_random_sampling(max_pairs=1e6)
    train.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
    train.estimate_parameters_using_expectation_maximisation(block_on("dob"))
    pairs = linker.inference.predict(threshold_match_weight=-5)
    clusters(linker, pairs, folder, USED)
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for at in THRESHOLDS:
        if at != USED:
            clusters(linker, pairs, folder, at)
    told = {"seconds": seconds, "peak_mb": memory, "used": USED, "thresholds": THRESHOLDS}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
