"""The world of the matrix: fifteen people, three compartments, a canary in every field of every row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from habeas.access import models as access
from habeas.core import scope
from habeas.core.actors import VERBS
from habeas.core.search import entries
from tests.conftest import Staging
from tests.matrix import oracle, planting, shapes  # noqa: F401
from tests.matrix.planting import Garden
from tests.matrix.reference import make_reference_data

ROLES = {
    "monitor_north": ("field_monitor", "read work identify"),
    "analyst_north": ("analyst", "read work share export identify"),
    "director_north": ("director", "read work clear identify share export own"),
    "reader_north": ("analyst", "read"),
    "caseworker_south": ("caseworker", "read work identify"),
    "inspector_south": ("npm_inspector", "read work identify export clear"),
    "both": ("analyst", "read work export"),
    "rescuer": ("analyst", "read"),
    "expired": ("analyst", "read work"),
    "former": ("analyst", "read work"),
    "administrator": ("administrator", "read work identify"),
    "auditor": ("auditor", "read work identify"),
    "publisher": ("public_information_officer", "read"),
    "ungranted": ("analyst", ""),
    "sharer_west": ("caseworker", "read work"),
}
GRANTED = {
    "monitor_north": "north",
    "analyst_north": "north",
    "director_north": "north",
    "reader_north": "north",
    "caseworker_south": "south",
    "inspector_south": "south",
    "expired": "north",
    "administrator": "north",
    "auditor": "north",
    "sharer_west": "west",
}


class MatrixWorld:
    """People, places and planted rows."""

    def __init__(self) -> None:
        self.garden = Garden()
        with scope.running(Staging()):  # type: ignore[arg-type]
            make_reference_data()
            self._places()
            self._people()
            self._grants()
            self._rows()
            self._shares()
            self._search_index()
        self.place_of = {place.pk: code for code, place in self.places.items()}

    def _places(self) -> None:
        self.organisation = access.Organisation.objects.get(code="matrix-mission")
        self.places = {
            code: access.Compartment.objects.create(code=code, organisation=self.organisation, name_en=code)
            for code in ("north", "south", "west")
        }

    def _people(self) -> None:
        self.users: dict[str, access.User] = {}
        yesterday = timezone.localdate() - timedelta(days=1)
        for name, (role, _verbs) in ROLES.items():
            user = access.User.objects.create_user(name, full_name=name.title(), invented=True)
            access.Appointment.objects.create(
                user=user,
                role=access.Role.objects.get(code=role),
                organisation=self.organisation,
                unit=access.Unit.objects.first(),
                valid_to=yesterday if name == "former" else None,
            )
            self.users[name] = user

    def _grants(self) -> None:
        later, before = timezone.now() + timedelta(days=1), timezone.now() - timedelta(minutes=1)
        pairs = [*GRANTED.items(), ("both", "north"), ("both", "south"), ("former", "south")]
        for name, place in pairs:
            verbs = {f"can_{v}": v in ROLES[name][1].split() for v in VERBS}
            expires = before if name == "expired" else None
            access.Grant.objects.create(
                compartment=self.places[place],
                user=self.users[name],
                reason="matrix",
                expires_at=expires,
                **verbs,
            )
        access.EmergencyAccess.objects.create(
            compartment=self.places["north"], user=self.users["rescuer"], reason="matrix", expires_at=later
        )

    def _rows(self) -> None:
        for model in planting.case_models():
            for place in (self.places["north"].pk, self.places["south"].pk):
                planting.plant(self.garden, model, place, self.users)
                if _can_stand_twice(model):
                    planting.plant(self.garden, model, place, self.users)
        for model in planting.personal_models():
            for name in ("monitor_north", "caseworker_south"):
                planting.plant(self.garden, model, self.users[name].pk, self.users)

    def _shares(self) -> None:
        self.shared = set()
        for model in planting.case_models():
            row = self.garden.of(model, self.places["north"].pk)
            access.Share.objects.create(
                source=self.places["north"],
                target=self.places["west"],
                model=model._meta.label_lower,
                record=row.pk,
                basis="decision",
                basis_id=row.pk,
                reason="matrix",
            )
            self.shared.add(row.pk)

    def _search_index(self) -> None:
        found = []
        for rows in list(self.garden.rows.values()):
            for row in rows:
                if hasattr(row, "search_text") and hasattr(row, "compartment"):
                    told = entries._found_by(row)
                    found.append(entries.SearchEntry(record=row.pk, model=row._meta.label_lower, **told))
        entries.SearchEntry.objects.bulk_create(found)

    def may_see(self, person: str, label: str, key: Any) -> bool:
        """The oracle's word on one planted row."""
        for (model, place), rows in self.garden.rows.items():
            if model == label and any(row.pk == key for row in rows):
                owner = next((name for name, user in self.users.items() if user.pk == place), "")
                return oracle.may_see(
                    person, self.place_of.get(place, ""), shared=key in self.shared, owner=owner
                )
        raise LookupError(f"{label} {key} was not planted")


def _can_stand_twice(model: Any) -> bool:
    """A second row next to the first, unless a constraint of one row a parent forbids it."""
    alone = {"core.counter"}
    return model._meta.label_lower not in alone and not any(
        f.is_relation for f in model._meta.concrete_fields
    )


@pytest.fixture(scope="package")
def matrix_world(django_db_setup: Any, django_db_blocker: Any) -> Any:
    """One world for the whole matrix, in a transaction that is rolled back afterwards."""
    from django.db import transaction

    _forget()
    atomic = transaction.atomic()
    with django_db_blocker.unblock():
        atomic.__enter__()
        world = MatrixWorld()
    yield world
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)
    _forget()


def _forget() -> None:
    from habeas.core import audit
    from habeas.core.terms import lookup
    from habeas.core.vault import datakeys

    datakeys.ring.forget()
    audit.head.forget()
    lookup.forget()


@pytest.fixture
def world(matrix_world: Any, db: Any) -> Any:
    """The matrix's world inside a test's own savepoint."""
    return matrix_world
