"""An importer of boxes, declared as an app declares its own, and lists to give it."""

from __future__ import annotations

import io

import openpyxl
import pytest

from habeas.core.imports import actions, kinds, queries, sheets
from habeas.core.imports.dates import Window
from habeas.core.imports.kinds import Importer, Target
from habeas.core.imports.problems import Problem
from habeas.core.imports.readers import choice, one_script, text, uncertain, whole
from habeas.core.jobs import running
from habeas.core.jobs.models import Job
from tests.shelf.models import Box

COLOURS = {"red": ("crveni", "kuq"), "blue": ("plavi", "kaltër")}


class Boxes(Importer):
    """Boxes by their number; a box of 1998 or later, labelled in one script."""

    code, title = "boxes", "Boxes"
    targets = (
        Target("number", "number", whole, required=True, names=("nr", "broj", "no")),
        Target("label", "label", one_script(40), required=True, names=("emri", "naziv")),
        Target("colour", "colour", choice(COLOURS), names=("boja", "ngjyra")),
        Target("packed", "packed on", uncertain(Window(1998, 2026)), names=("datum", "data")),
        Target("note", "note", text(100)),
    )
    key_fields = ("number",)
    withdraws = True
    chunk = 10
    problems = {"too_heavy": ("The box weighs %(kilos)s kg.", "Pack two boxes.")}

    def __init__(self):
        self.closed, self.since = [], []

    def key(self, values):
        return str(values["number"] or "")

    def check(self, values, memory):
        if "heavy" in values["note"]:
            yield Problem("too_heavy", "note", params={"kilos": 99})

    def create(self, batch, rows, memory):
        made = [Box(compartment=batch.compartment, label=self.told(row)) for row in rows]
        return [box.pk for box in Box.objects.bulk_create(made)]

    def update(self, batch, rows, memory):
        boxes = Box.objects.in_bulk([key for key, _row in rows])
        for key, row in rows:
            boxes[key].label = self.told(row)
        Box.objects.bulk_update(boxes.values(), ["label"])

    def withdraw(self, batch, records):
        Box.objects.filter(pk__in=records).update(label="withdrawn")

    def taken(self, batch, since=None):
        self.since.append(since)

    def close(self, batch):
        self.closed.append(batch.pk)

    def told(self, row):
        return f"{row.values['number']} {row.values['label']}"


@pytest.fixture
def boxes(monkeypatch):
    importer = Boxes()
    monkeypatch.setitem(kinds.IMPORTERS, "boxes", importer)
    sheets.forget()
    yield importer
    sheets.forget()


@pytest.fixture(autouse=True)
def file_store(settings, tmp_path):
    settings.FILE_STORE = tmp_path / "files"


def csv(*rows, mark=","):
    return "\n".join(mark.join(map(str, row)) for row in rows).encode()


def workbook(*rows, merged=(), sheets=()):
    """An XLSX of these rows; further sheets by name, empty."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    for name in sheets:
        book.create_sheet(name)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEADER = ("number", "label", "packed on", "note")


def numbered(count, start=1, label="box"):
    return [(number, f"{label} {number}", "27.4.1999", "") for number in range(start, start + count)]


@pytest.fixture
def give(world, monitor, boxes):
    """`give(csv(...))`: the monitor sends a list of boxes into the north; returns the import."""

    def send(body, source="shelf", name="list.csv", actor=monitor, importer="boxes", **options):
        return actions.receive_import(
            actor, world.north.pk, importer=importer, source=source, options=options,
            name=name, stream=io.BytesIO(body), size=len(body),
        )  # fmt: skip

    return send


def choose(actor, batch, **fields):
    """Choose columns by the numbers given, or as they are suggested."""
    from habeas.core.imports import mapping
    from habeas.core.imports.kinds import IMPORTERS

    sheet = actions.look_at(actor, batch)
    headers = sheets.headers_of(sheet, batch.header_row - 1)
    suggested = mapping.suggest(IMPORTERS[batch.importer], headers, queries.saved_columns(actor, batch))
    chosen = {str(number): one for number, one in (fields.pop("columns", None) or suggested).items()}
    place = {"sheet": batch.sheet, "header_row": batch.header_row, "encoding": batch.encoding, **fields}
    return actions.choose_columns(actor, batch, chosen=chosen, **place)


def fresh(actor, batch):
    return queries.imports(actor).get(pk=batch.pk)


def work_off(actor, batch):
    """Run the import's job to its end, as a worker does."""
    job = Job.objects.visible_to(actor).get(pk=batch.job)
    lease = ""
    while lease := running.run_slice(job.pk, lease):
        pass
    return fresh(actor, batch)


def run(actor, batch, **fields):
    """Choose columns, start, and work off; returns the import as it is then."""
    batch = choose(actor, batch, **fields)
    return work_off(actor, actions.start_import(actor, batch))


def labels(actor):
    return sorted(Box.objects.visible_to(actor).values_list("label", flat=True))


def waiting(actor, batch):
    """Row numbers and codes of what waits."""
    return list(queries.waiting(actor, batch).order_by("number").values_list("number", "code"))
