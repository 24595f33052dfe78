"""Relatives, drafts, rows set aside and asked exports: what is erased is gone from every backup too.

The monitor noted them, an owner agreed; Arta and her canaries are invented.
"""

import pytest

from tests.core.conftest import custodians, habeas
from tests.retention.test_backups import back_up, restored

__all__ = ["custodians", "habeas"]

KINDS = ("relative", "draft", "row", "export")
PLANT = """
from django.utils import timezone
from habeas.access.models import ExportRequest
from habeas.core.files.models import StoredFile
from habeas.core.ids import new_id
from habeas.core.imports.models import Import, QuarantinedRow
from habeas.core.personal import keep_draft
from habeas.missing.models import FamilyContact
from habeas.people.models import Person
monitor = actor_for(access.User.objects.get(username="monitor"))
north = access.Compartment.objects.visible_to(monitor).get(code="north").pk
first = Person.objects.visible_to(monitor).order_by("id").first()
keep_draft(monitor, None, form=f"people.person.{first.pk}", data={"name": ["canary draft"]})
file = StoredFile.objects.visible_to(monitor).get()
with scope.running(Staging()):
    FamilyContact.objects.create(compartment=north, case=new_id(), name="canary relative", language="sq")
    batch = Import.objects.create(compartment=north, importer="x", source="x", file=file)
    QuarantinedRow.objects.create(compartment=north, batch=batch, file=file.pk, number=1, code="x",
                                  content="canary row")
    ExportRequest.objects.create(compartment=north, batch=new_id(), table="x", format="csv", rows=1, said="x",
                                 asked="q=canary+export", reason="x", created_by=monitor.id)
"""
ERASE = """
from habeas.access.actions import answer_approval
from habeas.access.actions.exports import destroy_what_was_asked
from habeas.access.models import ExportRequest
from habeas.core.files.models import StoredFile
from habeas.missing.models import FamilyContact
from habeas.people.models import Person
from habeas.retention.actions import ask_erasure, erase_record
with scope.running(Staging()):
    user = access.User.objects.create_user("owner", full_name="Owner")
    access.Appointment.objects.create(user=user, role=access.Role.objects.get(code="monitor"),
                                      organisation=access.Organisation.objects.get(code="test-mission"))
    access.Grant.objects.create(compartment=access.Compartment.objects.get(code="north"), user=user, reason="test",
                                can_read=True, can_own=True)
monitor = actor_for(access.User.objects.get(username="monitor"))
for one in (Person.objects.visible_to(monitor).order_by("id").first(), StoredFile.objects.visible_to(monitor).get(),
            FamilyContact.objects.visible_to(monitor).get()):
    asked = ask_erasure(monitor, one, reason="asked for by the person")
    answer_approval(actor_for(user), asked, agreed=True)
    erase_record(monitor, one)
destroy_what_was_asked(ExportRequest.objects.visible_to(monitor))
"""
LOOK = """
from habeas.access.models import ExportRequest
from habeas.core.errors import HabeasError
from habeas.core.imports.models import QuarantinedRow
from habeas.core.personal import Draft
from habeas.missing.models import FamilyContact
with scope.running(Staging()):
    for model, name in ((FamilyContact, "name"), (Draft, "payload"), (QuarantinedRow, "content"),
                        (ExportRequest, "asked")):
        for row in model.objects.all() or [None]:
            try:
                print(getattr(row, name).open() if row else "gone")
            except HabeasError as refusal:
                print("erased" if "erased for good" in str(refusal) else refusal)
"""
WHOLE = ["canary relative", '{"name": ["canary draft"]}', "canary row", "q=canary+export"]


def looked(habeas):
    return habeas.script(LOOK).split("\n")[:-1]


@pytest.mark.slow
def test_what_is_erased_opens_from_no_backup(habeas, custodians, tmp_path):
    habeas.script(PLANT)
    monday = tmp_path / "monday.age"
    back_up(habeas, custodians, monday)
    assert looked(habeas) == WHOLE
    habeas.script(ERASE)
    assert looked(habeas) == ["erased", "gone", "erased", "erased"]
    back_up(habeas, custodians, tmp_path / "tuesday.age")
    assert looked(restored(habeas, monday, custodians, tmp_path / "b")) == ["erased"] * 4
    for path in habeas.folder.rglob("*"):
        assert not path.is_file() or b"canary " not in path.read_bytes(), path
