"""The core app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _guard_tables(sender: Any, using: str = "default", **kwargs: Any) -> None:
    from habeas.core import epochs, guards, row_security
    from habeas.core.db import statistics
    from habeas.core.search.entries import install_index

    connection = connections[using]
    if connection.vendor == "postgresql" and not row_security.owns_tables(connection):
        return  # the role that serves makes nothing: `habeas check --deploy` says what its owner left out
    guards.install_guards(connection)
    epochs.install_epochs(connection)
    install_index(connection)
    statistics.install(connection)
    row_security.install_policies(connection)
    row_security.grant_to_serving_role(connection)


class CoreConfig(AppConfig):
    name = "habeas.core"
    label = "core"
    verbose_name = "habeas core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from habeas.core import context, deployment, navigation
        from habeas.core.files import jobs, tables
        from habeas.core.imports import jobs as import_jobs
        from habeas.core.imports import tables as import_tables
        from habeas.core.terms import frame, loading

        assert jobs and tables and loading and import_jobs and import_tables and deployment
        context.contribute(frame.mission_in_the_bar)
        navigation.register(navigation.Entry("tools", _("Files"), "files:files", 80, icon="file"))
        navigation.register(navigation.Entry("tools", _("Imports"), "imports:imports", 85, icon="upload"))
        navigation.register(
            navigation.Entry("tools", _("Background work"), "jobs:jobs", 90, navigation.anybody, "clock")
        )
        post_migrate.connect(_guard_tables, sender=self, dispatch_uid="habeas.guards")
