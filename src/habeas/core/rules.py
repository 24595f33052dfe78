"""Who may: predicates that read as sentences and can say why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor


@dataclass(frozen=True)
class Rule:
    """A predicate `(actor, target) -> bool` with the reason and the remedy of a refusal."""

    name: str
    test: Callable[[Actor, Any], bool]
    why: Any
    remedy: Any

    def __call__(self, actor: Actor, target: Any = None) -> bool:
        return self.test(actor, target)

    def broken_by(self, actor: Actor, target: Any) -> Rule | None:
        """The rule that refuses, None when it holds."""
        return None if self.test(actor, target) else self

    def __and__(self, other: Rule) -> Rule:
        return Both(f"{self.name} and {other.name}", lambda a, t: self(a, t) and other(a, t), self, other)

    def __or__(self, other: Rule) -> Rule:
        return Rule(
            f"{self.name} or {other.name}", lambda a, t: self(a, t) or other(a, t), self.why, self.remedy
        )


class Both(Rule):
    """Two rules; the first that fails gives the reason."""

    def broken_by(self, actor: Actor, target: Any) -> Rule | None:
        return self.why.broken_by(actor, target) or self.remedy.broken_by(actor, target)


def rule(why: Any, remedy: Any = "") -> Callable[[Callable[[Actor, Any], bool]], Rule]:
    """Make a predicate a rule: `@rule(_("why it is refused"), _("what to do"))`."""

    def register(test: Callable[[Actor, Any], bool]) -> Rule:
        return Rule(test.__name__, test, why, remedy)

    return register


def compartment_of(target: Any) -> UUID | None:
    """The compartment a target lives in: of a row, or the key itself."""
    if isinstance(target, UUID):
        return target
    return getattr(target, "compartment_id", None) or getattr(target, "compartment", None)


ASK_THE_OWNER = _("Ask the owner of the compartment for access.")


def holds(verb: str, why: Any) -> Rule:
    """The rule that the actor holds `verb` in the target's compartment."""
    return Rule(f"can_{verb}", lambda a, t: a.holds(verb, compartment_of(t)), why, ASK_THE_OWNER)


can_read = holds("read", _("You may not read records of this compartment."))
can_work = holds("work", _("You may read this record but not change it."))
can_clear = holds("clear", _("You may not clear records of this compartment."))
can_identify = holds("identify", _("You may not open identities in this compartment."))
can_share = holds("share", _("You may not share records of this compartment."))
can_export = holds("export", _("You may not export records of this compartment."))
can_own = holds("own", _("Only an owner of the compartment may do this."))


def has_capability(capability: str, why: Any) -> Rule:
    """The rule that one of the actor's roles carries `capability`."""
    remedy = _("Ask an administrator which role carries this task.")
    return Rule(f"may_{capability}", lambda a, _t: a.may(capability), why, remedy)


@rule(_("You must be signed in."), _("Sign in and try again."))
def is_signed_in(actor: Actor, target: Any) -> bool:
    return actor.is_somebody


@rule(_("This belongs to somebody else."))
def is_own(actor: Actor, target: Any) -> bool:
    return actor.everywhere or getattr(target, "owner", None) == actor.id


@rule(_("Only the register itself does this."))
def is_system(actor: Actor, target: Any) -> bool:
    return actor.everywhere
