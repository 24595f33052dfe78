"""`habeas recover-owner`: a new link for an owner whom no other owner can confirm, before two custodians."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse

from habeas.access import actions
from habeas.access.actions.recovery import recover_owner
from habeas.access.enrolment import needs_code
from habeas.access.models import User
from habeas.core.actors import system_actor
from habeas.core.errors import HabeasError
from habeas.core.vault import escrow, keyfile

TOLD = """Every owner was told, and the audit trail says who stood here. Sessions, password and second factors of {name}
have ended. This link works once, within 72 hours; a compartment with another owner waits for that one's word first:
{address}"""


class Command(BaseCommand):
    """Two custodians let the sole owner of a compartment back in."""

    help = (
        "Makes a one-time link for the sole owner of a compartment who lost the way in. Two custodians of the key file "
        "are there with their identities; each of them opens the deposit."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--deposit", type=Path, required=True, help="the deposit that `habeas keys escrow` wrote"
        )
        parser.add_argument(
            "--identity",
            type=Path,
            action="append",
            default=[],
            required=True,
            help="a custodian's identity file; twice",
        )
        parser.add_argument(
            "--reason", required=True, help="what happened; the owners and the auditor read it"
        )

    def handle(self, *args: Any, username: str, deposit: Path, **options: Any) -> None:
        custodians = custodians_of(deposit, options["identity"])
        user = User.objects.filter(username=username.lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"There is no open account “{username}”.")
        system = system_actor("let a sole owner back in before two custodians")
        try:
            with transaction.atomic():
                token = recover_owner(system, user, reason=options["reason"], custodians=custodians)
                code = actions.give_code(system, user) if needs_code(user) else ""
        except HabeasError as problem:
            raise CommandError(str(problem)) from None
        address = settings.SITE_URL + reverse("account_set_by_link", args=[token])
        self.stdout.write(TOLD.format(name=user.username, address=address))
        if code:
            self.stdout.write(f"Code for the second factor, to be said in person: {code}")


def custodians_of(deposit: Path, identity_files: list[Path]) -> set[str]:
    """The public keys of custodians who are there, two or more; CommandError when one does not open the deposit."""
    try:
        body = deposit.read_bytes()
    except OSError as problem:
        raise CommandError(f"{deposit} cannot be read: {problem.strerror}.") from None
    there: set[str] = set()
    for path in identity_files:
        named = escrow.identities(path)
        if escrow.withdraw(body, named, str(deposit)).fingerprint != keyfile.current().fingerprint:
            raise CommandError(f"{deposit} holds the key file of another register; nothing was changed.")
        there |= {str(identity.to_public()) for identity in named[:1]}
    if len(there) < escrow.FEWEST_CUSTODIANS:
        raise CommandError(
            "Two different custodians are needed: --identity once for each. Nothing was changed."
        )
    return there
