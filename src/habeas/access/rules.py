"""Who may do what with accounts, compartments, approvals and emergencies."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.access.owners import at_stake
from habeas.core.actors import Actor
from habeas.core.rules import has_capability, is_signed_in, rule

manages_accounts = has_capability("accounts.manage", _("Only an administrator manages accounts."))
reads_audit = has_capability("audit.read", _("Only an auditor reads the audit trail."))
creates_compartments = has_capability(
    "compartments.create", _("Only a director makes a compartment for the own organisation.")
)
carries_emergency = has_capability(
    "emergency.open", _("Your role does not open compartments in emergencies.")
)


@rule(_("This is your own account."), _("Ask another administrator."))
def is_somebody_else(actor: Actor, target: Any) -> bool:
    return getattr(target, "user_id", None) != actor.id and getattr(target, "pk", None) != actor.id


@rule(
    _("Only a compartment of your own organisation can be opened in an emergency."),
    _("Ask the owner of the compartment for access."),
)
def is_of_own_organisation(actor: Actor, target: Any) -> bool:
    return actor.everywhere or target.organisation_id in actor.organisations


@rule(_("Only the one who opened it, or an owner of the compartment, closes it."))
def is_own_emergency_or_owner(actor: Actor, target: Any) -> bool:
    return bool(target.user_id == actor.id) or actor.holds("own", target.compartment_id)


@rule(_("Only the one who asked takes the question back."))
def is_asker(actor: Actor, target: Any) -> bool:
    return actor.everywhere or target.asked_by_id == actor.id


@rule(_("Only the one who asked for the export downloads it."))
def is_asker_of_export(actor: Actor, target: Any) -> bool:
    return bool(target.created_by == actor.id)


@rule(_("The one who asked cannot answer."), _("A second person answers."))
def is_second_person(actor: Actor, target: Any) -> bool:
    return bool(target.asked_by_id != actor.id)


@rule(_("Only an owner of a compartment that the account reaches confirms this."))
def owns_the_compartment_at_stake(actor: Actor, target: Any) -> bool:
    return target.compartment_id is not None and actor.holds("own", target.compartment_id)


@rule(
    _(
        "An owner of what the account reaches gives this code; where it reaches nothing, an administrator does."
    ),
    _("Ask an owner of a compartment that the account reaches."),
)
def speaks_for_the_person(actor: Actor, target: Any) -> bool:
    homes = at_stake(target)
    if homes and not actor.everywhere:
        return any(actor.holds("own", home) for home in homes)
    return actor.may("accounts.manage")


may_give_code = is_somebody_else & speaks_for_the_person
may_manage_another = manages_accounts & is_somebody_else
may_open_emergency = is_signed_in & carries_emergency & is_of_own_organisation
