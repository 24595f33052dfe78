"""`habeas worker`: run background jobs."""

from __future__ import annotations

import gc
import threading
from itertools import count
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, close_old_connections, connection
from django_tasks_db.management.commands import db_worker

from habeas.core.db import statistics
from habeas.core.jobs.running import beat, take_up_orphans

BEAT_SECONDS = 15.0
BEATS_A_DAY = int(86_400 / BEAT_SECONDS)
OWN_BACKEND = "django_tasks_db.DatabaseBackend"


class Command(db_worker.Command):
    """The worker of the library, which says that it is there and takes up what a killed one left."""

    help = "Run background jobs until stopped."

    def handle(self, **options: Any) -> None:
        if settings.TASKS["default"]["BACKEND"] != OWN_BACKEND:
            raise CommandError(
                "HABEAS_TASKS names another backend: background jobs run without a worker there."
            )
        beat(options["worker_id"])
        left = take_up_orphans()
        if left:
            self.stdout.write(f"{left} jobs of a stopped worker are taken up again.")
        over = threading.Event()
        thread = threading.Thread(target=self._keep_beating, args=(options["worker_id"], over), daemon=True)
        thread.start()
        gc.freeze()  # what was loaded so far stays: looking through it again took a third of an import
        try:
            super().handle(**options)
        finally:
            over.set()

    @staticmethod
    def _keep_beating(worker: str, over: threading.Event) -> None:
        for number in count(1):
            if over.wait(BEAT_SECONDS):
                return
            try:
                close_old_connections()
                beat(worker)
                take_up_orphans()
                if number % BEATS_A_DAY == 0:
                    statistics.refresh(connection)
            except DatabaseError:
                continue  # busy or gone for a moment: the next beat tries again
            finally:
                connection.close()
