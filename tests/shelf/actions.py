"""What may be done with boxes and papers."""

from habeas.core.actions import action, audited_read
from habeas.core.rules import can_identify, can_work, is_system
from tests.shelf.models import Box, Drawer, Paper


@action("shelf.drawer", rule=is_system)
def make_drawer(actor, target=None, *, label):
    """Make a drawer."""
    return Drawer.objects.create(label=label)


@action("shelf.box", rule=can_work)
def make_box(actor, compartment, *, label, secret=None, drawer=None):
    """Make a box."""
    return Box.objects.create(compartment=compartment.pk, label=label, secret=secret, drawer=drawer)


@action("shelf.boxes", rule=can_work)
def make_boxes(actor, compartment, *, labels, secret=None):
    """Make many boxes at once."""
    rows = [Box(compartment=compartment.pk, label=label, secret=secret) for label in labels]
    return Box.objects.bulk_create(rows)


@action("shelf.papers", rule=can_work)
def file_papers(actor, box, *, texts, compartment=None):
    """Put many papers into a box at once."""
    home = compartment or box.compartment
    return Paper.objects.bulk_create([Paper(compartment=home, box=box, text=text) for text in texts])


@action("shelf.relabel", rule=can_work)
def relabel(actor, box, *, label):
    """Give a box another label."""
    box.label = label
    box.save()
    return box


@action("shelf.paper", rule=can_work)
def file_paper(actor, box, *, text, cites=None):
    """Put a paper into a box."""
    return Paper.objects.create(compartment=box.compartment, box=box, text=text, cites=cites)


@audited_read("shelf.open", rule=can_identify)
def open_secret(actor, box):
    """Read the secret of a box."""
    return box.secret.open()
