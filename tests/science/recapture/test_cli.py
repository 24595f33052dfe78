import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from habeas.science.recapture.cli import main
from habeas.science.recapture.methods import METHODS

from .loading import REFERENCE

KOSOVO = str(REFERENCE / "tables" / "kosovo.csv")
QUICK = ["--bootstraps", "20", "--draws", "50", "--thin", "3", "--burn-in", "300", "--quiet"]


def test_json_holds_one_row_a_method(capsys):
    assert main([KOSOVO, "--json", *QUICK]) == 0

    rows = json.loads(capsys.readouterr().out)
    assert [row["method"] for row in rows] == list(METHODS)
    assert rows[0]["model"] == "[124,23,34]"


def test_a_reader_gets_sentence_table_and_footnote(capsys, tmp_path):
    files = ["--figure", str(tmp_path / "k.svg"), "--sheet", str(tmp_path / "k.html")]

    assert main(["kosovo", "--method", "loglinear-bic", "--method", "chao", *files, *QUICK]) == 0

    out = capsys.readouterr().out
    assert "About 10,400 in all are estimated, so about 5,960 are on no list." in out
    assert "resolution 1244 (1999)" in out
    assert "resolution 1244 (1999)" in (tmp_path / "k.svg").read_text()
    assert "resolution 1244 (1999)" in (tmp_path / "k.html").read_text()


def test_progress_goes_to_standard_error_only(capsys):
    main([KOSOVO, "--json", "--method", "chao"])

    told = capsys.readouterr()
    assert "chao" in told.err
    assert json.loads(told.out)[0]["method"] == "chao"


def test_a_grid_can_be_asked_for(capsys):
    main([KOSOVO, "--json", "--method", "graphs", "--grid-last", "44000", "--quiet"])

    row = json.loads(capsys.readouterr().out)[0]
    assert (row["N"], row["lo"], row["hi"]) == (12595, 9827, 16544)


def test_strata_stand_beside_the_whole(capsys):
    gaza = str(REFERENCE / "tables" / "gaza3_by_gov_gender.csv")

    main([gaza, "--by", "gender", "--method", "loglinear-bic", "--quiet"])

    out = capsys.readouterr().out
    assert "sum of strata" in out
    assert "female" in out


def test_strata_are_rows_for_programs_too(capsys):
    gaza = str(REFERENCE / "tables" / "gaza3_by_gov_gender.csv")

    main([gaza, "--by", "gender", "--method", "chao", "--json", "--quiet"])

    rows = json.loads(capsys.readouterr().out)
    assert [row.get("stratum") for row in rows] == [None, ["female"], ["male"], ["sum"]]
    assert rows[3]["N"] == pytest.approx(rows[1]["N"] + rows[2]["N"])


@pytest.mark.parametrize(
    "wrong",
    [
        ["not-there.csv"],
        [KOSOVO, "--method", "oracle"],
        [KOSOVO, "--level", "2"],
        [KOSOVO, "--by", "municipality"],
        [KOSOVO, "--bootstraps", "0"],
        [KOSOVO, "--seed", "-1"],
        [KOSOVO, "--chains", "0"],
        [KOSOVO, "--grid-last", "1"],
    ],
)
def test_what_cannot_be_done_ends_with_two_and_a_reason(wrong, capsys):
    assert main([*wrong, "--quiet"]) == 2
    assert capsys.readouterr().err.startswith("habeas estimate: ")


def test_it_runs_without_django_settings_database_or_keys(tmp_path):
    source = Path(__file__).parents[3] / "src"
    program = (
        "import sys; from habeas.science.recapture.cli import main; "
        "code = main(['kosovo', '--json', '--method', 'chao', '--quiet']); "
        "assert not [m for m in sys.modules if m.split('.')[0] == 'django'], 'django was loaded'; sys.exit(code)"
    )
    clean = {"PATH": os.environ["PATH"], "PYTHONPATH": str(source), "HOME": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=clean, capture_output=True, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)[0]["N"] == pytest.approx(8591.18, abs=0.01)
