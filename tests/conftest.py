"""The people of the tests and the places they work in; everybody is invented."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings

from habeas.access import models as access
from habeas.access.actors import actor_for
from habeas.core import audit, policies, row_security, scope
from habeas.core.actors import NOBODY, VERBS, system_actor
from habeas.core.packs.loading import load_pack
from habeas.core.packs.manifest import folder_of
from habeas.core.terms import lookup
from habeas.core.vault import datakeys
from tests.installation import Installation, install

ROLES = {
    "monitor": ("read work identify", ""),
    "analyst": ("read work identify share export", "pack.read"),
    "director": ("read work clear identify share export own", ""),
    "administrator": ("", "accounts.manage"),
    "auditor": ("", "audit.read"),
}


# A machine with other work makes examples slowly: that says nothing of what is tried on them.
settings.register_profile("habeas", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("habeas")

SERVING_ROLE = "habeas_app"
LONG = {"original", "matrix_world"}
"""Fixtures of tests that start programs, or ask every address."""
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}


def pytest_collection_modifyitems(config, items):
    """Tests on the pack stand together, so that it is loaded once, before those that empty the tables. On PostgreSQL
    what reaches no database is left out: it has told everything on SQLite."""
    items.sort(key=lambda item: (_empties_tables(item), _stands_on_the_pack(item)))
    for item in items:
        if not LONG.isdisjoint(getattr(item, "fixturenames", ())) or item.get_closest_marker("one_database"):
            item.add_marker("long")
    if connection.vendor != "postgresql":
        return
    kept = [item for item in items if _reaches_postgresql(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def pytest_runtest_setup(item):
    """A test that does not ask for the pack finds none; one that asks finds it, whatever ran in between."""
    if not _stands_on_the_pack(item):
        kosovo_pack.unload()
    elif kosovo_pack.blocker is not None:
        kosovo_pack.load(kosovo_pack.blocker)


def _stands_on_the_pack(item):
    return "kosovo" in getattr(item, "fixturenames", ())


def _empties_tables(item):
    mark = item.get_closest_marker("django_db")
    fixtures = {"transactional_db", "live_server"}.intersection(getattr(item, "fixturenames", ()))
    return bool(fixtures) or bool(mark and mark.kwargs.get("transaction"))


def _reaches_postgresql(item):
    if item.get_closest_marker("one_database"):
        return False
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgresql"))
    return marked or not DATABASE_FIXTURES.isdisjoint(item.fixturenames)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """On PostgreSQL the tests work as a role that owns nothing, so that row-level security is really on."""
    with django_db_blocker.unblock():
        serves = connection.vendor == "postgresql" and row_security.role_exists(connection, SERVING_ROLE)
        if serves:
            row_security.grant_to_role(connection, SERVING_ROLE)
            with connection.cursor() as cursor:  # what a server may not, and tests of transactions need
                cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {SERVING_ROLE}")
            _sign_in(SERVING_ROLE)
    yield
    if serves:
        with django_db_blocker.unblock():
            _sign_in(None)


def _sign_in(role):
    connection.close()
    options = connection.settings_dict["OPTIONS"]
    options.pop("options", None)
    if role:
        options["options"] = f"-c role={role}"


@contextmanager
def database_hands():
    """What somebody does who has the database itself: raw statements inside see every row and may change it."""
    everything = scope.Scope(system_actor("set the scene of a test"))
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        role, owner = cursor.fetchone()
        cursor.execute(f"SET ROLE {owner}")
        try:
            with policies.statement(everything):
                yield
        finally:
            cursor.execute(f"SET ROLE {role}")


@pytest.fixture(autouse=True)
def fresh_rings():
    """Each test has a database of its own: forget keys and the chain's head of the one before."""
    datakeys.ring.forget()
    audit.head.forget()
    audit.head.path.unlink(missing_ok=True)
    lookup.forget()
    yield
    audit.head.forget()
    lookup.forget()


class Staging:
    """An action for setting the scene: writes as the system, outside any rule."""

    actor = system_actor("set the scene of a test")
    verb = "work"

    def note(self, *args):
        pass

    note_created = note_many = note_query = note_opened = note


@pytest.fixture
def staging(db):
    """`with staging():` rows may be written directly."""
    return lambda: scope.running(Staging())


class World:
    """Two compartments of two organisations, and people in them."""

    def __init__(self, staging):
        self.staging = staging
        self.people = {}
        with staging():
            self.roles = {
                code: access.Role.objects.create(
                    code=f"test-{code}",
                    label_en=code,
                    verbs=verbs,
                    capabilities=capabilities,
                    bars_case_data=code in ("administrator", "auditor"),
                )
                for code, (verbs, capabilities) in ROLES.items()
            }
            self.mission = access.Organisation.objects.create(
                code="test-mission", kind="mission", invented=True
            )
            self.ngo = access.Organisation.objects.create(code="test-ngo", kind="ngo", invented=True)
            self.north = access.Compartment.objects.create(
                code="north", organisation=self.mission, name_en="North (invented)"
            )
            self.south = access.Compartment.objects.create(
                code="south", organisation=self.ngo, name_en="South (invented)"
            )

    def person(self, name, role=None, compartment=None, verbs=None, organisation=None):
        """An account holding a role, with a grant on a compartment; returns the user."""
        user = access.User.objects.create_user(
            name, password=f"{name} has a long password", full_name=name.title()
        )
        self.people[name] = user
        with self.staging():
            if role:
                access.Appointment.objects.create(
                    user=user, role=self.roles[role], organisation=organisation or self.mission
                )
            if compartment:
                flags = {f"can_{verb}": verbs is None or verb in verbs for verb in VERBS}
                access.Grant.objects.create(compartment=compartment, user=user, reason="test", **flags)
        return user

    def actor(self, name, *args, **kwargs):
        """The actor of a person; the person is made when new."""
        user = self.people.get(name) or self.person(name, *args, **kwargs)
        return actor_for(user)


@pytest.fixture
def world(staging):
    return World(staging)


@pytest.fixture
def monitor(world):
    """Works in the north."""
    return world.actor("monitor", "monitor", world.north)


@pytest.fixture
def stranger(world):
    """Works in the south, for another organisation."""
    return world.actor("stranger", "monitor", world.south, organisation=world.ngo)


@pytest.fixture
def administrator(world):
    return world.actor("administrator", "administrator", world.north)


@pytest.fixture
def auditor(world):
    return world.actor("auditor", "auditor", world.north)


@pytest.fixture
def nobody():
    return NOBODY


@pytest.fixture(scope="session")
def original(tmp_path_factory) -> Installation:
    """A habeas with three people in it, made once a session: work on a copy of it."""
    return install(tmp_path_factory.mktemp("installation") / "data")


class LoadedPack:
    """The Kosovo pack in a transaction that stays open as long as one test after the other asks for it."""

    def __init__(self):
        self.loaded, self.whole, self.blocker = None, None, None

    def load(self, blocker):
        if self.whole is None:
            with blocker.unblock():
                self.blocker, self.whole = blocker, transaction.atomic()
                self.whole.__enter__()
                self.loaded = load_pack(system_actor("load a pack"), None, folder=folder_of("kosovo"))
        return self.loaded

    def unload(self):
        if self.whole is None:
            return
        whole, self.whole, self.loaded = self.whole, None, None
        with self.blocker.unblock():
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)
        lookup.forget()


kosovo_pack = LoadedPack()


@pytest.fixture(scope="session")
def _pack_is_unloaded(django_db_setup):
    yield
    kosovo_pack.unload()


@pytest.fixture(scope="module")
def kosovo(_pack_is_unloaded, django_db_blocker):
    """The Kosovo pack is loaded, once for all tests in a row that ask for it; what a test itself writes is undone as
    ever."""
    return kosovo_pack.load(django_db_blocker)
