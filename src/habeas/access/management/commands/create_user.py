"""Adds a person who may sign in; a password never stands on the command line."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse

from habeas.access import actions
from habeas.access.enrolment import needs_code
from habeas.access.models import Organisation, Role, Unit, User
from habeas.core.actors import Actor, system_actor
from habeas.core.errors import HabeasError


class Command(BaseCommand):
    help = (
        "Adds a person who may sign in, and prints a one-time link by which the person sets a password. "
        "The first administrator: habeas create-user NAME --full-name '…' --role administrator --organisation CODE"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--full-name", required=True)
        parser.add_argument("--email", default="")
        parser.add_argument("--language", default="", choices=["", *dict(settings.LANGUAGES)])
        parser.add_argument("--role", help="the code of a role, such as administrator")
        parser.add_argument("--organisation", help="the code of the organisation in which the role is held")
        parser.add_argument("--unit", help="the code of a unit of that organisation")
        way = parser.add_mutually_exclusive_group()
        way.add_argument(
            "--prompt", action="store_true", help="ask for a password here instead of printing a link"
        )
        way.add_argument("--password-stdin", action="store_true", help="read a password from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["role"]) != bool(options["organisation"]):
            raise CommandError("--role and --organisation go together.")
        actor = system_actor("make an account from the console")
        try:
            with transaction.atomic():
                self.make(actor, password_from(options), options)
        except HabeasError as problem:
            raise CommandError(str(problem)) from None

    def make(self, actor: Actor, password: str | None, options: dict[str, Any]) -> None:
        user = actions.create_user(
            actor,
            None,
            username=options["username"],
            full_name=options["full_name"],
            email=options["email"],
            language=options["language"],
            password=password,
        )
        link = "" if password else actions.invite(actor, user)
        if options["role"]:
            self.appoint(actor, user, options)
        self.stdout.write(f"{user.username} may sign in." if password else f"{user.username} is added.")
        if link:
            address = settings.SITE_URL + reverse("account_set_by_link", args=[link])
            self.stdout.write(f"This link works once, within 72 hours; hand it over safely:\n{address}")
        if needs_code(user):
            self.stdout.write(
                f"Code for the second factor, to be said in person: {actions.give_code(actor, user)}"
            )

    def appoint(self, actor: Actor, user: User, options: dict[str, Any]) -> None:
        actions.appoint(
            actor,
            user,
            role=named(Role, options["role"]),
            organisation=named(Organisation, options["organisation"]),
            unit=named(Unit, options["unit"]) if options["unit"] else None,
        )


def named(model: Any, code: str) -> Any:
    """The row of a code; the error lists what there is."""
    found = model.objects.filter(code=code).first()
    if found is None:
        codes = ", ".join(model.objects.order_by("code").values_list("code", flat=True)[:40])
        known = f"Known: {codes}." if codes else "None is loaded yet: habeas load-pack kosovo."
        raise CommandError(f"There is no {model._meta.verbose_name} “{code}”. {known}")
    return found


def password_from(options: dict[str, Any]) -> str | None:
    """The password that was typed or piped in; None when a link is wanted."""
    if options["password_stdin"]:
        return sys.stdin.readline().rstrip("\n")
    if not options["prompt"]:
        return None
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("The same once more: "):
        raise CommandError("The two were not the same; nothing was made.")
    return first
