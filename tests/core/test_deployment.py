"""`habeas check --deploy`: what an administrator forgot is said, with what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.core import checks
from django.db import DatabaseError, connection, connections

from habeas.core import deployment
from tests.conftest import database_hands

postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
sqlite = pytest.mark.skipif(connection.vendor == "postgresql", reason="SQLite only")
pytestmark = pytest.mark.postgresql


def said(findings):
    """The ids of the findings; each has a remedy."""
    findings = list(findings)
    assert all(finding.hint for finding in findings)
    return {finding.id.removeprefix("habeas.") for finding in findings}


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def private(tmp_path, settings):
    """A key file and a folder as they should be."""
    settings.DATA = tmp_path
    tmp_path.chmod(0o700)
    settings.KEY_FILE = Path(shutil.copy(settings.KEY_FILE, tmp_path / "habeas.key"))
    settings.KEY_FILE.chmod(0o400)
    return settings.KEY_FILE


def test_files_that_are_the_owners_alone_are_right(private):
    assert said(deployment.check_files()) == set()


@pytest.mark.parametrize("mode", [0o600, 0o440, 0o404, 0o500])
def test_a_key_file_that_is_not_read_only_for_its_owner_is_told(private, mode):
    private.chmod(mode)
    assert said(deployment.check_files()) == {"E013"}


def test_a_folder_open_to_others_is_told(private):
    private.parent.chmod(0o750)
    assert said(deployment.check_files()) == {"W015"}


def test_somebody_elses_key_file_is_told(private, monkeypatch):
    monkeypatch.setattr(deployment.os, "geteuid", lambda: 12345)
    assert said(deployment.check_files()) == {"W014"}


def test_a_key_that_lies_with_the_data_is_told(private, settings, monkeypatch, tmp_path_factory):
    assert said(deployment.check_place_of_key()) == {"W022"}
    settings.DATA = tmp_path_factory.mktemp("data")
    (finding,) = deployment.check_place_of_key()
    assert "on the same disk" in finding.msg
    settings.DATA = Path("/proc")  # another device than any folder for tests
    assert said(deployment.check_place_of_key()) == set()


def test_a_kernel_that_grants_less_is_told(monkeypatch):
    assert said(deployment.check_sandbox()) <= {"W020"}
    monkeypatch.setattr(deployment.sandbox, "doors", lambda: {"landlock": 0, "seccomp": 1})
    (finding,) = deployment.check_sandbox()
    assert (finding.id, "landlock" in finding.msg, "seccomp" in finding.msg) == ("habeas.W020", True, False)


@pytest.mark.parametrize(
    ("url", "hosts", "secure", "expected"),
    [
        ("https://habeas.example.org", ["habeas.example.org"], True, set()),
        ("http://localhost:8000", ["localhost"], False, set()),
        ("https://habeas.example.org", ["*"], True, {"E016"}),
        ("https://habeas.example.org", ["localhost"], True, {"E017"}),
        ("http://habeas.example.org", ["habeas.example.org"], False, {"E018"}),
    ],
)
def test_names_and_the_way_to_the_server(settings, url, hosts, secure, expected):
    settings.SITE_URL, settings.ALLOWED_HOSTS, settings.SECURE = url, hosts, secure
    assert said(deployment.check_names()) == expected


def test_debug_is_told_by_djangos_own_list(db, settings):
    settings.DEBUG = True
    found = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True)
    assert "security.W018" in {finding.id for finding in found}


def test_the_database_of_the_tests_has_what_it_needs(db):
    expected = {"E009"} if connection.vendor == "postgresql" else set()  # a throw-away cluster is not durable
    assert said(deployment.check_database()) == expected


def test_a_missing_guard_is_told(db):
    with database_hands():
        on = "" if connection.vendor == "sqlite" else " ON core_auditrow"
        run(f"DROP TRIGGER hb_core_auditrow_delete{on}")
    assert said(deployment.guard_findings()) == {"E008"}


@postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE core_auditrow DISABLE TRIGGER hb_core_auditrow_update",
        "ALTER TABLE core_auditrow ENABLE REPLICA TRIGGER hb_core_auditrow_delete",
        "CREATE OR REPLACE FUNCTION hb_core_auditrow_update() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NEW; END $$",
        "CREATE OR REPLACE TRIGGER hb_core_auditrow_update BEFORE UPDATE ON core_auditrow FOR EACH ROW WHEN (false) "
        "EXECUTE FUNCTION hb_core_auditrow_update()",
        "CREATE OR REPLACE TRIGGER hb_core_auditrow_update BEFORE UPDATE OF label ON core_auditrow FOR EACH ROW "
        "EXECUTE FUNCTION hb_core_auditrow_update()",
    ],
)
def test_a_guard_that_is_switched_off_or_altered_is_told(db, statement):
    with database_hands():
        run(statement)
    assert said(deployment.guard_findings()) == {"E008"}


@sqlite
def test_a_guard_with_another_text_is_told(db):
    run("DROP TRIGGER hb_core_auditrow_delete")
    run(
        'CREATE TRIGGER "hb_core_auditrow_delete" BEFORE DELETE ON "core_auditrow" FOR EACH ROW '
        "WHEN 1 = 0 BEGIN SELECT RAISE(ABORT, 'core_auditrow is append-only'); END"
    )
    assert said(deployment.guard_findings()) == {"E008"}


@sqlite
@pytest.mark.django_db(transaction=True)
def test_a_database_that_can_lose_writes_is_told():
    run("PRAGMA synchronous = NORMAL")
    assert said(deployment.sqlite_findings()) == {"E009"}
    run("PRAGMA synchronous = FULL")
    assert said(deployment.sqlite_findings()) == set()


@sqlite
def test_a_database_file_that_others_can_read_is_told(db, tmp_path, monkeypatch):
    path = tmp_path / "habeas.sqlite3"
    path.touch(0o644)
    monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
    assert said(deployment.sqlite_findings()) == {"W012"}


@postgresql
@pytest.mark.parametrize("name", deployment.LOST_AFTER_A_POWER_CUT[:1])
def test_a_server_that_can_lose_writes_is_told(db, name):
    run(f"SET LOCAL {name} = on")
    before = len(list(deployment.durability_findings()))
    run(f"SET LOCAL {name} = off")
    assert len(list(deployment.durability_findings())) == before + 1


@postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE shelf_box DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE shelf_box NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY hb_update ON shelf_box",
        "CREATE POLICY everybody ON shelf_box FOR SELECT USING (true)",
        "ALTER POLICY hb_select ON shelf_box USING (true)",
        "ALTER POLICY hb_insert ON shelf_box WITH CHECK (true)",
        "ALTER POLICY hb_select ON shelf_box TO postgres",
        "DROP POLICY hb_delete ON shelf_box; CREATE POLICY hb_delete ON shelf_box FOR ALL USING (true)",
    ],
)
def test_a_table_without_the_whole_second_line_is_told(db, statement):
    with database_hands():
        run(statement)
    (finding,) = deployment.policy_findings()
    assert finding.msg == "Row-level security is off, not forced, incomplete or altered on: shelf_box."


@postgresql
def test_an_owner_that_serves_is_told(db):
    with database_hands():
        assert said(deployment.role_findings()) == {"W004", "W005"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("habeas_app", False, False, False), set()),
        (("habeas_app", False, True, False), {"E003"}),
        (("habeas_app", False, False, True), {"W005"}),
        (("boss", True, True, True), {"E002"}),
        (("postgres", True, True, True), {"E002", "E006"}),
    ],
)
def test_a_role_with_more_rights_than_it_needs_is_told(monkeypatch, row, expected):
    """Only a superuser can make these roles, so what the server would answer is given."""
    monkeypatch.setattr(deployment, "_row", lambda statement: row)
    monkeypatch.setattr(deployment.row_security, "owns_tables", lambda connection: False)
    assert said(deployment.role_findings()) == expected


@pytest.mark.parametrize(
    ("host", "password", "options", "expected"),
    [
        ("/var/run/postgresql", "", {}, set()),
        ("localhost", "", {}, set()),
        ("db.example.org", "long", {"sslmode": "verify-full"}, set()),
        ("db.example.org", "long", {"sslmode": "require"}, {"W010"}),
        ("db.example.org", "", {}, {"W010", "W011"}),
    ],
)
def test_the_way_to_the_database(monkeypatch, host, password, options, expected):
    told = connection.settings_dict | {"HOST": host, "PASSWORD": password, "OPTIONS": options}
    monkeypatch.setattr(connections["default"], "settings_dict", told)
    assert said(deployment.way_findings()) == expected


def test_a_database_that_does_not_answer_is_told(monkeypatch):
    def broken():
        raise DatabaseError("no route")

    monkeypatch.setattr(deployment, "guard_findings", broken)
    monkeypatch.setattr(deployment, "role_findings", broken)
    assert said(deployment.check_database()) == {"E001"}


def test_the_check_runs_these(settings):
    known = {check.__name__ for check in checks.registry.registry.deployment_checks}
    assert {"check_database", "check_files", "check_names"} <= known


PROXY = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize(
    ("trusted", "header", "secure", "found"),
    [
        (0, None, False, set()),
        (1, PROXY, True, set()),
        (0, PROXY, True, {"E021"}),
        (1, None, False, {"E022"}),
        (0, None, True, {"W023"}),
    ],
)
def test_addresses_that_are_not_the_readers_are_told(settings, trusted, header, secure, found):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT, settings.SECURE_PROXY_SSL_HEADER = trusted, header
    settings.SECURE = secure
    assert said(deployment.check_proxies()) == found
