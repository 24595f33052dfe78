"""A whole habeas of its own in a folder: own database, keys and files; driven through the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

from tests.house.sources import ROOT

SETUP = """
import django; django.setup()
from habeas.access import models as access
from habeas.access.actors import actor_for
from habeas.core import scope
from tests.conftest import Staging
"""
PEOPLE = """
from habeas.people import actions
from habeas.people.naming import NameTold
with scope.running(Staging()):
    role = access.Role.objects.create(code="monitor", label_en="monitor", verbs="read work identify own")
    body = access.Organisation.objects.create(code="test-mission", kind="mission", invented=True)
    north = access.Compartment.objects.create(code="north", organisation=body, name_en="North (invented)")
    user = access.User.objects.create_user("monitor", full_name="Monitor")
    access.Appointment.objects.create(user=user, role=role, organisation=body)
    access.Grant.objects.create(compartment=north, user=user, reason="test", can_read=True, can_work=True,
                                can_identify=True)
for number in range(3):
    actions.register_person(actor_for(user), north, birth_date="1961", invented=True,
                            names=[NameTold(given="Arta", family=f"Testaj{number}")])
import io
from habeas.core.files.actions import receive_file
receive_file(actor_for(user), north, name="a.txt", source=io.BytesIO(b"The canary saw it."), size=18)
"""
FILES = """
from habeas.core.files.actions import open_file
from habeas.core.files.models import StoredFile
actor = actor_for(access.User.objects.get(username="monitor"))
for file in StoredFile.objects.visible_to(actor):
    print(b"".join(open_file(actor, file).chunks).decode())
"""
OPEN = """
from habeas.people import actions
from habeas.people.models import Person
actor = actor_for(access.User.objects.get(username="monitor"))
for person in Person.objects.visible_to(actor).order_by("id"):
    print(actions.open_identity(actor, person, reason="rehearse the recovery").names[0])
"""


@dataclass(frozen=True)
class Installation:
    """Where it lies, and how it is spoken to."""

    folder: Path
    database: str = ""

    @property
    def key_file(self) -> Path:
        return self.folder / "keys" / "habeas.key"

    def habeas(self, *words: object, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `habeas WORDS` in a fresh interpreter."""
        return self.run("-m", "habeas", *map(str, words), **environment)

    def script(self, body: str, **environment: str) -> str:
        """Run Python after Django is set up; returns what it printed."""
        done = self.run("-c", SETUP + textwrap.dedent(body), **environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def names(self) -> list[str]:
        """The names in the vault, read by opening each identity."""
        return self.script(OPEN).split("\n")[:-1]

    def files(self) -> list[str]:
        """The contents of the stored files."""
        return self.script(FILES).split("\n")[:-1]

    def copy(self, folder: Path) -> Installation:
        shutil.copytree(self.folder, folder)
        return Installation(folder, self.database)

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the interpreter with the environment of this installation."""
        env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HABEAS_")},
            "DJANGO_SETTINGS_MODULE": "habeas.config.settings",
            "HABEAS_TEST": "1",
            "HABEAS_DATA": str(self.folder),
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            **environment,
        }
        if self.database:
            env["HABEAS_DATABASE_URL"] = self.database
        command = [sys.executable, *words]
        return subprocess.run(command, capture_output=True, text=True, env=env, timeout=600, cwd=self.folder)


def install(folder: Path, database: str = "") -> Installation:
    """A fresh installation with three people in one compartment."""
    folder.mkdir(parents=True)
    made = Installation(folder, database)
    done = made.habeas("migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    made.script(PEOPLE)
    return made
