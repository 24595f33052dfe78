"""A row knows which state of it somebody saw: what was read anew may be saved, what is stale may not."""

import json

import pytest
from django.db.models.signals import post_init

from habeas.core.audit import AuditRow
from habeas.core.errors import Conflict
from tests.shelf import actions
from tests.shelf.models import Box


@pytest.fixture
def kept(world, monitor):
    """A box that Monitor still holds in hand while a colleague has relabelled it."""
    box = actions.make_box(monitor, world.north, label="first", secret="it sings")
    colleague = Box.objects.workable_by(monitor).get(pk=box.pk)
    actions.relabel(monitor, colleague, label="second")
    return box


def test_a_stale_row_is_not_saved(kept, monitor):
    with pytest.raises(Conflict):
        actions.relabel(monitor, kept, label="third")


def test_a_row_read_anew_is_saved_and_told_from_there(kept, monitor, auditor):
    kept.refresh_from_db()
    actions.relabel(monitor, kept, label="third")
    assert (kept.version, Box.objects.visible_to(monitor).get(pk=kept.pk).label) == (3, "third")
    trail = AuditRow.objects.visible_to(auditor).filter(action="shelf.relabel").order_by("-seq")[0]
    (change,) = json.loads(trail.detail)["changes"]
    assert change[2:5] == ["changed", 3, ["label"]]


@pytest.mark.parametrize("fields", [["label"], ["version"], ["label", "version"]])
def test_a_row_of_which_a_part_was_read_anew_is_still_stale(kept, monitor, fields):
    kept.refresh_from_db(fields=fields)
    with pytest.raises(Conflict):
        actions.relabel(monitor, kept, label="third")


def test_a_field_read_later_is_told_when_it_changes(kept, monitor, auditor):
    late = Box.objects.workable_by(monitor).defer("label").get(pk=kept.pk)
    assert late.label == "second"
    actions.relabel(monitor, late, label="third")
    trail = AuditRow.objects.visible_to(auditor).filter(action="shelf.relabel").order_by("-seq")[0]
    assert json.loads(trail.detail)["changes"][0][4] == ["label"]  # and not the secret, which is as it was


def test_a_row_read_whole_is_the_row_as_calling_the_class_makes_it(kept, monitor):
    read = Box.objects.visible_to(monitor).get(pk=kept.pk)
    names = [field.attname for field in Box._meta.concrete_fields]
    called = Box(**{name: read.__dict__[name] for name in names if name != "secret"})
    assert {*read.__dict__} == {*called.__dict__}
    assert (read._state.adding, read._state.db, str(read.secret)) == (False, "default", "•••")
    assert read._state.loaded == {name: read.__dict__[name] for name in names}


def test_a_listener_hears_of_every_row_that_is_read(kept, monitor):
    heard = []

    def hear(sender, instance, **kwargs):
        heard.append(instance.pk)

    post_init.connect(hear, sender=Box)
    try:
        Box.objects.visible_to(monitor).get(pk=kept.pk)
    finally:
        post_init.disconnect(hear, sender=Box)
    assert heard == [kept.pk]
