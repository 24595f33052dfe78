"""The access app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from habeas.core import navigation
from habeas.core.actors import Actor


def has_confirmations(actor: Actor) -> bool:
    return bool(actor.compartments("own"))


def manages_accounts(actor: Actor) -> bool:
    return actor.may("accounts.manage")


def reads_audit(actor: Actor) -> bool:
    return actor.may("audit.read")


def works_with_cases(actor: Actor) -> bool:
    return bool(actor.compartments("read")) or actor.may("emergency.open")


def entries() -> list[navigation.Entry]:
    """The lines of the navigation."""
    entry = navigation.Entry
    return [
        entry("reference", _("Organisations"), "access:organisations", 60, navigation.anybody, "building"),
        entry("reference", _("Units"), "access:units", 61, navigation.anybody, "building"),
        entry("management", _("Roles"), "access:roles", 62, navigation.anybody, "person"),
        entry("management", _("People and accounts"), "access:people", 63, manages_accounts, "people"),
        entry("management", _("Audit trail"), "access:audit", 63, reads_audit, "history"),
        entry("management", _("Compartments"), "access:compartments", 64, navigation.case_reader, "lock"),
        entry("management", _("Approvals"), "access:approvals", 65, navigation.case_reader, "check"),
        entry("management", _("Exports"), "access:exports", 65, navigation.case_reader, "download"),
        entry("management", _("Confirmations"), "access:confirmations", 66, has_confirmations, "check"),
        entry("management", _("Emergency access"), "access:emergencies", 67, works_with_cases, "warn"),
    ]


class AccessConfig(AppConfig):
    name = "habeas.access"
    label = "access"
    verbose_name = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from habeas.access import (
            actions,
            context,
            deployment,
            exporting,
            factors,
            freshness,
            home,
            loading,
            remembering,
            session_list,
            signals,
        )
        from habeas.access.actors import actor_by_key
        from habeas.access.panels import shares_panel
        from habeas.access.queries import homes_of_work
        from habeas.core import home as first_page
        from habeas.core import panels
        from habeas.core.context import contribute
        from habeas.core.imports.kinds import register_homes
        from habeas.core.jobs.kinds import register_actor_builder
        from habeas.core.listing.exports import limit_exports, require_fresh_login

        assert actions and deployment and factors and loading and signals
        session_list.take_over()
        remembering.watch_what_actors_hold()
        register_actor_builder(actor_by_key)
        register_homes(homes_of_work)
        contribute(context.page)
        require_fresh_login(freshness.ask_again)
        limit_exports(exporting.limit, exporting.room)
        panels.register_everywhere(shares_panel, order=85)
        first_page.contribute(home.home_blocks, order=60)
        for entry in entries():
            navigation.register(entry)
