"""From a family tree to factors: allele variables, meiosis selectors, and the tables that tie them together.

Every person has a paternal and a maternal allele *slot*. An untyped person's slot is a variable over all allele
classes; a typed person's two slots share one variable over the few ordered genotypes that fit the profile. A
meiosis is either a direct copy (with mutation) or a choice between the parent's two slots by a selector bit.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .errors import KinshipError
from .structure import SOFT, TYPED, UNTYPED, Member, Structure

FULL, GENOTYPE, SELECTOR = 0, 1, 2
PRIOR, PAIR_PRIOR, GAMETE, COPY, CHOICE, MIXTURE, EVIDENCE, RECOMBINATION, CONSTANT = range(9)
MALE, FEMALE, NO_MUTATION = 0, 1, 2
ORDERED, UNORDERED, HEMIZYGOUS, SOFTLY_TYPED = range(4)


@dataclass(frozen=True)
class Variable:
    kind: int
    reference: int
    locus: int


@dataclass(frozen=True)
class Slot:
    variable: int
    side: int  # -1: the variable is the allele itself; 0, 1: paternal or maternal allele of a genotype
    reference: int
    locus: int


@dataclass(frozen=True)
class Factor:
    kind: int
    first: int = -1
    second: int = -1
    third: int = -1
    selector: int = -1
    which: int = 0
    sex: int = NO_MUTATION
    reference: int = -1
    locus: int = 0


@dataclass
class Graph:
    """Variables, slots and factors of one structure; `hidden` are founder-allele variables with a population prior."""

    variables: list[Variable] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    factors: list[Factor] = field(default_factory=list)
    modes: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    target: tuple[int, ...] = ()
    coefficient: float = 1.0

    def variable(self, kind: int, reference: int, locus: int) -> int:
        self.variables.append(Variable(kind, reference, locus))
        return len(self.variables) - 1

    def slot(self, variable: int, side: int, reference: int, locus: int) -> int:
        self.slots.append(Slot(variable, side, reference, locus))
        return len(self.slots) - 1

    def free_slot(self, locus: int) -> int:
        return self.slot(self.variable(FULL, -1, locus), -1, -1, locus)

    def add(self, kind: int, first: int = -1, **rest: int) -> None:
        self.factors.append(Factor(kind, first, **rest))

    def scope(self, factor: Factor) -> list[int]:
        """Variables of a factor, each once."""
        used = [self.slots[s].variable for s in (factor.first, factor.second, factor.third) if s >= 0]
        if factor.kind == RECOMBINATION:
            used = [factor.which]
        if factor.selector >= 0:
            used.append(factor.selector)
        return list(dict.fromkeys(used))


def build_graph(structure: Structure) -> Graph:
    """Factors of a structure; with `linked`, two loci whose selectors are tied by recombination."""
    graph = Graph()
    builder = _Builder(graph, structure)
    for locus in range(2 if structure.linked else 1):
        builder.add_locus(locus)
    builder.tie_selectors()
    if not graph.factors:
        graph.add(CONSTANT)
    return graph


class _Builder:
    """Walks the members once a locus; keeps the slots of the persons already placed."""

    def __init__(self, graph: Graph, structure: Structure) -> None:
        self.graph = graph
        self.structure = structure
        self.members = structure.members
        self.reference = _reference_numbers(self.members)
        self.kept, self.gone = relevant_members(structure)
        self.places: dict[int, tuple[int, int]] = {}
        self.fresh: set[int] = set()
        self.single: set[int] = set()
        self.selectors: dict[tuple[int, int], list[int]] = {}
        graph.modes.extend(self.mode(i) for i in self.reference)

    def mode(self, person: int) -> int:
        if self.is_soft(person):
            return SOFTLY_TYPED
        if self.is_hemizygous(person):
            return HEMIZYGOUS
        if self.is_founder(person) and not self.structure.linked:
            return UNORDERED
        return ORDERED

    def is_founder(self, person: int) -> bool:
        member = self.members[person]
        return member.father not in self.kept and member.mother not in self.kept

    def is_soft(self, person: int) -> bool:
        role = self.members[person].role
        ambiguous = self.structure.theta and self.structure.silent and self.is_founder(person)
        return role == SOFT or (role == TYPED and ambiguous)

    def is_hemizygous(self, person: int) -> bool:
        return self.structure.x_linked and self.members[person].sex == "M"

    def add_locus(self, locus: int) -> None:
        self.places, self.fresh, self.single = {}, set(), set()
        for person in sorted(self.kept):
            self.place(person, locus)
        for person in sorted(self.kept):
            self.descend(person, locus)
        if self.structure.target >= 0 and locus == 0:
            self.graph.target = tuple(s for s in self.places[self.structure.target] if s >= 0)

    def place(self, person: int, locus: int) -> None:
        """Give the person slots: one shared variable when typed, two free ones otherwise, none for a lone gamete."""
        graph, role = self.graph, self.members[person].role
        if role == TYPED and not self.is_soft(person):
            reference = self.reference[person]
            variable = graph.variable(GENOTYPE, reference, locus)
            paternal = -1 if self.is_hemizygous(person) else graph.slot(variable, 0, reference, locus)
            self.places[person] = (paternal, graph.slot(variable, 1, reference, locus))
        elif self.is_lone_gamete(person):
            self.single.add(person)
        else:
            paternal = -1 if self.is_hemizygous(person) else graph.free_slot(locus)
            self.places[person] = (paternal, graph.free_slot(locus))
            if role != UNTYPED:
                self.add_evidence(person, locus)

    def add_evidence(self, person: int, locus: int) -> None:
        paternal, maternal = self.places[person]
        first, second = (paternal, maternal) if paternal >= 0 else (maternal, -1)
        self.graph.add(EVIDENCE, first, second=second, reference=self.reference[person], locus=locus)

    def is_lone_gamete(self, person: int) -> bool:
        """An untyped founder with one child matters through the one allele passed on."""
        return (
            self.members[person].role == UNTYPED
            and person != self.structure.target
            and self.is_founder(person)
            and len(meioses_of(person, self.structure, self.kept)) == 1
        )

    def descend(self, person: int, locus: int) -> None:
        """Add where the person's alleles come from."""
        if person in self.single:
            return
        if self.is_founder(person):
            self.add_founder(person, locus)
            return
        member = self.members[person]
        paternal, maternal = self.places[person]
        if paternal >= 0:
            self.inherit(person, member.father, paternal, MALE, locus)
        self.inherit(person, member.mother, maternal, FEMALE, locus)

    def add_founder(self, person: int, locus: int) -> None:
        paternal, maternal = self.places[person]
        if self.members[person].role == TYPED and not self.is_soft(person):
            if self.structure.theta:
                self.graph.known.append(self.reference[person])
            else:
                self.graph.add(PAIR_PRIOR, maternal, third=paternal, locus=locus)
            return
        for slot in (paternal, maternal):
            if slot >= 0:
                self.draw(slot, locus)
        if paternal >= 0:
            self.fresh.add(person)

    def draw(self, slot: int, locus: int) -> None:
        """An allele from the population."""
        if self.structure.theta and self.graph.slots[slot].side >= 0:
            source = self.graph.free_slot(locus)
            self.graph.add(COPY, source, second=slot, sex=NO_MUTATION, locus=locus)
            slot = source
        self.graph.add(PRIOR, slot, locus=locus)
        self.graph.hidden.append(self.graph.slots[slot].variable)

    def inherit(self, child: int, parent: int, slot: int, sex: int, locus: int) -> None:
        graph = self.graph
        if parent not in self.kept:
            self.draw(slot, locus)
        elif parent in self.single:
            self.draw_gamete(slot, sex, locus)
        elif self.places[parent][0] < 0:
            graph.add(COPY, self.places[parent][1], second=slot, sex=sex, locus=locus)
        elif self.is_bundled(parent) and not self.structure.linked:
            paternal, maternal = self.places[parent]
            graph.add(MIXTURE, paternal, second=slot, third=maternal, sex=sex, locus=locus)
        elif parent in self.fresh and not self.structure.linked:
            self.fresh.remove(
                parent
            )  # a founder's two alleles are interchangeable: name the first one passed on
            graph.add(COPY, self.places[parent][0], second=slot, sex=sex, locus=locus)
        else:
            self.choose(child, parent, slot, sex, locus)

    def is_bundled(self, person: int) -> bool:
        return self.graph.slots[self.places[person][1]].side >= 0

    def draw_gamete(self, slot: int, sex: int, locus: int) -> None:
        if not self.structure.theta:
            self.graph.add(GAMETE, slot, sex=sex, locus=locus)
            return
        source = self.graph.free_slot(locus)
        self.draw(source, locus)
        self.graph.add(COPY, source, second=slot, sex=sex, locus=locus)

    def choose(self, child: int, parent: int, slot: int, sex: int, locus: int) -> None:
        """One of the parent's two alleles, picked by a fair selector bit."""
        graph = self.graph
        selector = graph.variable(SELECTOR, -1, locus)
        self.selectors.setdefault((child, parent), []).append(selector)
        graph.coefficient *= 0.5
        for which, source in enumerate(self.places[parent]):
            graph.add(CHOICE, source, second=slot, selector=selector, which=which, sex=sex, locus=locus)

    def tie_selectors(self) -> None:
        """The two loci of one meiosis recombine; the second fair bit becomes a conditional one."""
        for pair in self.selectors.values():
            if len(pair) == 2:
                self.graph.coefficient *= 2
                self.graph.add(RECOMBINATION, selector=pair[0], which=pair[1])


def _reference_numbers(members: tuple[Member, ...]) -> dict[int, int]:
    typed = [i for i, member in enumerate(members) if member.role != UNTYPED]
    return {person: number for number, person in enumerate(typed)}


def meioses_of(person: int, structure: Structure, kept: set[int]) -> list[int]:
    """Children among `kept` who receive an allele from the person (a father gives his sons no X)."""
    children = []
    for i in kept:
        member = structure.members[i]
        if (
            member.mother == person
            or member.father == person
            and not (structure.x_linked and member.sex == "M")
        ):
            children.append(i)
    return children


def relevant_members(structure: Structure) -> tuple[set[int], set[int]]:
    """Persons who matter and those taken out: untyped leaves always, single-child founders when pruning is asked."""
    kept = set(range(len(structure.members)))
    changed = True
    while changed:
        idle = {i for i in kept if _is_idle(i, structure, kept)}
        kept -= idle
        changed = bool(idle)
    return kept, set(range(len(structure.members))) - kept


def _is_idle(person: int, structure: Structure, kept: set[int]) -> bool:
    member = structure.members[person]
    if member.role != UNTYPED or person == structure.target:
        return False
    children = meioses_of(person, structure, kept)
    if not children:
        return True
    is_founder = member.father not in kept and member.mother not in kept
    return structure.prune and is_founder and len(children) == 1


def check_sexes(structure: Structure) -> None:
    """X-linked inheritance needs to know who is male."""
    if structure.x_linked and any(member.sex not in ("M", "F") for member in structure.members):
        raise KinshipError("an X-linked marker needs the sex of every member of the family")
