"""Every dependency is declared with its reason, and locked with its hashes."""

import re

import pytest

from tests.house.sources import ROOT, project

LOCKS = ("base", "dev")


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def plain(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-")


def versions(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", lock(name), re.MULTILINE))


def declared() -> list[str]:
    groups = project()["dependency-groups"]
    return [*project()["project"]["dependencies"], *groups["build"], *groups["dev"]]


def test_every_dependency_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    bare = [name for name in declared() if not re.search(rf'"{re.escape(name)}",\s+# \w+', text)]
    assert bare == []


def test_what_is_declared_is_locked() -> None:
    assert [name for name in declared() if plain(name) not in versions("dev")] == []


def test_what_runs_is_locked_without_the_tools_of_development() -> None:
    needed = {plain(name) for name in project()["project"]["dependencies"]}
    tools = {plain(name) for name in project()["dependency-groups"]["dev"]}
    assert needed - set(versions("base")) == set()
    assert (tools - needed) & set(versions("base")) == set()


def test_both_locks_name_the_same_versions() -> None:
    dev = versions("dev")
    assert {name: dev.get(name) for name in versions("base")} == versions("base")


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=[\w.-]+==)", lock(name))
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_an_index(name: str) -> None:
    assert re.findall(r"\w+://\S+|--\S*index\S*|--find-links\S*|-f \S+", lock(name)) == []
