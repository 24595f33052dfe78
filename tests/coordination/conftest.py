"""A mechanism with a neutral chair and two delegations; everybody is invented."""

from __future__ import annotations

from datetime import date

import pytest

from habeas.access.models import Compartment, Organisation
from habeas.coordination import actions


class Mechanism:
    """The chair's compartment, one for the exchange, one for each side's own papers, and people."""

    def __init__(self, world, staging):
        self.world = world
        with staging():
            self.chair_office = Organisation.objects.create(code="demo-chair", kind="mission", invented=True)
            self.east = Organisation.objects.create(code="demo-east", kind="mechanism", invented=True)
            self.west = Organisation.objects.create(code="demo-west", kind="mechanism", invented=True)
            self.list, self.exchange, self.east_papers, self.west_papers = (
                Compartment.objects.create(code=code, organisation=owner, name_en=f"{code} (invented)")
                for code, owner in (
                    ("mp-list", self.chair_office),
                    ("mp-exchange", self.chair_office),
                    ("mp-east", self.east),
                    ("mp-west", self.west),
                )
            )
        self.chair = self.person("nea", "director", self.chair_office, {self.list: None, self.exchange: None})
        self.analyst = self.person(
            "mio", "analyst", world.mission, {self.list: "read work identify", self.exchange: "read work"}
        )
        self.eastern = self.delegate("eda", self.east, self.east_papers)
        self.western = self.delegate("wim", self.west, self.west_papers)

    def delegate(self, name, side, papers):
        return self.person(
            name, "monitor", side, {self.list: "read", self.exchange: "read work", papers: "read work"}
        )

    def person(self, name, role, organisation, grants):
        from habeas.access.models import Grant
        from habeas.core.actors import VERBS

        user = self.world.person(name, role, organisation=organisation)
        with self.world.staging():
            for compartment, verbs in grants.items():
                wanted = VERBS if verbs is None else verbs.split()
                flags = {f"can_{verb}": verb in wanted for verb in VERBS}
                Grant.objects.create(compartment=compartment, user=user, reason="test", **flags)
        return self.world.actor(name)


@pytest.fixture
def mechanism(world, staging):
    return Mechanism(world, staging)


@pytest.fixture
def body(mechanism):
    """A mechanism with three names and three seats."""
    made = actions.found_body(
        mechanism.chair,
        mechanism.list,
        kind="mechanism",
        chair=mechanism.chair_office,
        invented=True,
        names=[
            ("en", "official", "Invented Working Group"),
            ("en", "short", "IWG"),
            ("sq", "translated", "Grupi i shpikur"),
        ],
    )
    for organisation, role, papers in (
        (mechanism.chair_office, "chair", None),
        (mechanism.east, "delegation", mechanism.east_papers.pk),
        (mechanism.west, "delegation", mechanism.west_papers.pk),
    ):
        actions.seat_party(mechanism.chair, made, organisation=organisation, role=role, papers=papers)
    return made


@pytest.fixture
def session(mechanism, body):
    """A closed session of long ago."""
    return actions.call_session(
        mechanism.chair, body, number=4, day=date(2005, 10, 6), place="Demotown", openness="closed"
    )
