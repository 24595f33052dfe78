"""Compiled catalogues follow the text, are whole at every moment, and count in three Serbian forms."""

import gettext
import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from habeas.core.i18n.catalogues import write_catalogue
from habeas.core.i18n.compiled import ensure_compiled, is_stale
from habeas.core.i18n.languages import CATALOGUE_LOCALES, LOCALE_DIRECTORY, catalogue_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    catalog = Catalog(locale="sr", fuzzy=False)
    catalog.add(("%(n)s visit", "%(n)s visits"), ("%(n)s посета", "%(n)s посете", "%(n)s посета+"))
    catalog.add("Finding", "Налаз")
    catalog.add("Report", "Извештај", flags=["fuzzy"])
    write_catalogue(catalog, tmp_path)
    return tmp_path


def serbian(folder: Path) -> gettext.NullTranslations:
    with catalogue_path("sr", folder).with_suffix(".mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled)


def test_text_is_compiled_once(folder: Path) -> None:
    assert ensure_compiled(folder) == ["sr"]
    assert ensure_compiled(folder) == []
    assert serbian(folder).gettext("Finding") == "Налаз"


def test_a_guess_is_never_compiled(folder: Path) -> None:
    ensure_compiled(folder)
    assert serbian(folder).gettext("Report") == "Report"


@pytest.mark.parametrize(
    ("number", "form"),
    [(1, "посета"), (2, "посете"), (4, "посете"), (5, "посета+"), (11, "посета+"), (12, "посета+"),
     (21, "посета"), (22, "посете"), (111, "посета+"), (0, "посета+")],
)  # fmt: skip
def test_serbian_counts_in_three_forms(folder: Path, number: int, form: str) -> None:
    ensure_compiled(folder)
    assert serbian(folder).ngettext("%(n)s visit", "%(n)s visits", number) == f"%(n)s {form}"


def test_a_changed_text_is_compiled_again_even_when_it_is_older(folder: Path) -> None:
    ensure_compiled(folder)
    catalog = Catalog(locale="sr", fuzzy=False)
    catalog.add("Finding", "Закључак")
    source = write_catalogue(catalog, folder)
    os.utime(source, (1_000_000_000, 1_000_000_000))
    assert ensure_compiled(folder) == ["sr"]
    assert serbian(folder).gettext("Finding") == "Закључак"


def test_several_processes_may_compile_at_once(folder: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        list(pool.map(ensure_compiled, [folder] * 8))
    assert serbian(folder).gettext("Finding") == "Налаз"
    assert sorted(path.name for path in catalogue_path("sr", folder).parent.iterdir()) == [
        "django.mo",
        "django.po",
    ]


def test_a_folder_one_may_not_write_in_is_named_and_does_not_stop(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = catalogue_path("sr", folder).with_suffix(".mo")
    blocked.mkdir()
    os.utime(blocked, (0, 0))
    assert ensure_compiled(folder) == []
    assert str(catalogue_path("sr", folder)) in capsys.readouterr().err


def test_the_project_compiles_whole(tmp_path: Path) -> None:
    shutil.copytree(LOCALE_DIRECTORY, tmp_path / "locale")
    ensure_compiled(tmp_path / "locale")
    assert not any(is_stale(catalogue_path(locale, tmp_path / "locale")) for locale in CATALOGUE_LOCALES)
