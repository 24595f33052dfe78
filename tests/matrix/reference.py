"""Open data of the matrix: the Kosovo pack, and one invented row of each kind that the pack lacks."""

from __future__ import annotations

from habeas.access.models import Organisation
from habeas.core.actors import system_actor
from habeas.core.packs.loading import load_pack
from habeas.core.packs.manifest import folder_of


def make_reference_data() -> None:
    """Load the pack and make what the matrix refers to."""
    system = system_actor("set the scene of a test")
    load_pack(system, None, folder=folder_of("kosovo"))
    Organisation.objects.create(code="matrix-mission", kind="mission", invented=True)
    _make_site()


def _make_site() -> None:
    from habeas.places.models import Municipality, Site

    Site.objects.create(
        kind="school", name_en="Matrix school", municipality=Municipality.objects.first(), invented=True
    )
