"""What leaves in an export: nobody else's, nothing that is no longer one's own, no live formula."""

from __future__ import annotations

import csv
import io
import re

import pytest

from habeas.access import actions
from habeas.access.models import Grant
from habeas.core.listing import Column, Table, list_page
from habeas.core.listing.query import ListQuery
from habeas.core.listing.tables import TABLES
from tests.shelf import actions as shelf
from tests.shelf.models import Box


class Boxes(Table):
    key = "abuse-boxes"
    model = Box
    title = "Boxes"
    columns = (Column("label", "Label", sort="label"),)


@pytest.fixture(autouse=True)
def small(settings, monkeypatch):
    settings.EXPORT_BULK_ROWS = 1
    monkeypatch.setitem(TABLES, Boxes.key, Boxes)


@pytest.fixture
def agreed(world, besa, rf):
    """Besa's export of two boxes, which an owner agreed to."""
    for label in ("one", "two"):
        shelf.make_box(besa, world.north, label=label)
    owner = world.actor("drita", "director", world.north)
    request = rf.get("/?export=csv")
    request.actor = besa
    (part,) = actions.ask_export(besa, None, query=ListQuery(Boxes(), request), reason="the report")
    actions.answer_approval(owner, part.approval, agreed=True)
    return part


def test_the_export_of_another_is_not_there(agreed, browse, world):
    world.person("colleague", "analyst", world.north)
    address = f"/access/exports/{agreed.pk}/"
    for name in ("zef", "colleague", "drita"):
        assert browse(name).post(address).status_code == 404
        assert "Boxes" not in browse(name).get("/access/exports/").content.decode()
    file = browse("besa").post(address).content.decode()
    assert ("one" in file, "two" in file) == (True, True)


def test_an_export_holds_what_its_asker_may_export_when_it_is_downloaded(agreed, browse, staging, besa):
    with staging():
        Grant.objects.filter(user=besa.id).update(can_export=False)
    file = browse("besa").post(f"/access/exports/{agreed.pk}/").content.decode()
    assert ("one" in file, "two" in file) == (False, False)


def test_an_owner_who_agrees_lends_no_rights(agreed, browse, world, staging, besa):
    """Drita owns the east too; what she may see there does not come along."""
    from habeas.access.models import Compartment

    with staging():
        east = Compartment.objects.create(code="east", organisation=world.mission, name_en="East (invented)")
        Grant.objects.create(
            compartment=east, user=world.people["drita"], reason="t", can_read=True, can_work=True
        )
    from habeas.access.actors import actor_for

    shelf.make_box(actor_for(world.people["drita"]), east, label="eastern")
    assert "eastern" not in browse("besa").post(f"/access/exports/{agreed.pk}/").content.decode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_formula_lives_in_an_export(world, besa, zef, rf, start, browse):
    shelf.make_box(besa, world.north, label=f'{start}HYPERLINK("http://x")')
    read = {}
    for actor in (besa, zef):
        request = rf.post("/?export=csv")
        request.actor, request.user, request.session = (
            actor,
            world.people[actor.label],
            browse(actor.label).session,
        )
        text = list_page(request, Boxes).content.decode("utf-8-sig")
        read[actor.label] = [row[0] for row in csv.reader(io.StringIO(text)) if row and "HYPERLINK" in row[0]]
    assert len(read["besa"]) == 1
    assert read["besa"][0].startswith("'")
    assert read["zef"] == []


@pytest.mark.parametrize("cut", [";", "\t", "\n", "; ", "|"])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])  # noqa: RUF001
def test_no_formula_lives_where_a_spreadsheet_cuts_at_other_signs(world, besa, rf, cut, start, browse):
    """A spreadsheet set to Serbian or Albanian cuts a table at semicolons, also inside a text that holds one."""
    shelf.make_box(besa, world.north, label=f"box{cut}{start}cmd|' /C calc'!A0{cut}end")
    request = rf.post("/?export=csv")
    request.actor, request.user, request.session = besa, world.people["besa"], browse("besa").session
    text = list_page(request, Boxes).content.decode("utf-8-sig")
    cells = [cell.strip().strip('"').strip() for cell in re.split(r"[;,\t\n\r|]", text)]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@＝")]  # noqa: RUF001
    assert text.count("cmd") == 1
