"""Loading a pack: everything is read and checked first, then stored in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.core.packs.loaders import in_order
from habeas.core.packs.manifest import Pack, check_files, read_manifest
from habeas.core.packs.models import PackLoad
from habeas.core.packs.problems import PackError
from habeas.core.packs.sync import Load, Outcome
from habeas.core.rules import is_system
from habeas.core.terms import lookup

Progress = Callable[[str], None]


def read_pack(folder: Path, progress: Progress = lambda line: None) -> tuple[Pack, dict[str, Any]]:
    """Read a pack and every part of it; raises PackError with all faults that were found."""
    pack = read_manifest(folder)
    check_files(pack)
    parts: dict[str, Any] = {}
    faults: list[Any] = []
    for part in in_order(pack.order):
        try:
            parts[part.name] = part.read(pack)
        except PackError as broken:
            faults.extend(broken.problems)
    if faults:
        raise PackError(faults)
    progress(f"{pack.name} {pack.version}: {len(pack.files)} files read and checked")
    return pack, parts


@action("pack.load", rule=is_system)
def load_pack(
    actor: Actor, target: None = None, /, *, folder: Path, progress: Progress = lambda line: None
) -> PackLoad:
    """Load or renew a pack of places, mandate and terms."""
    pack, parts = read_pack(folder, progress)
    load = Load(pack, current())
    for part in in_order(pack.order):
        assert part.store is not None, f"the loader '{part.name}' stores nothing"
        before = {label: outcome.as_counts() for label, outcome in load.outcomes.items()}
        part.store(parts[part.name], load)
        for label, outcome in load.outcomes.items():
            if outcome.as_counts() != before.get(label):
                _tell(progress, label, outcome)
    lookup.forget()
    current().say(pack=pack.name, version=pack.version, digest=pack.digest)
    return _remember(pack, load)


def _tell(progress: Progress, label: str, outcome: Outcome) -> None:
    told = f"{outcome.added} added, {outcome.changed} changed, {outcome.retired} retired"
    progress(f"  {label:<28}{outcome.rows:>5} rows: {told}")
    while outcome.changes:
        progress(f"    {outcome.changes.pop(0)}")


def _remember(pack: Pack, load: Load) -> PackLoad:
    """A record of this loading; the earlier one when nothing changed since."""
    counts = {label: outcome.as_counts() for label, outcome in load.outcomes.items()}
    latest = PackLoad.objects.filter(pack=pack.name).order_by("-created_at", "-id").first()
    told = _told_of(pack)
    unchanged = not any(outcome.touched for outcome in load.outcomes.values())
    if latest is not None and unchanged and all(getattr(latest, one) == told[one] for one in told):
        return latest
    return PackLoad.objects.create(pack=pack.name, counts=counts, **told)


def _told_of(pack: Pack) -> dict[str, Any]:
    """What a loading keeps of the manifest."""
    first, last = pack.period or (None, None)
    return {
        "pack_version": pack.version,
        "digest": pack.digest,
        "languages": " ".join(pack.languages),
        "time_zone": pack.time_zone,
        "period_from": first,
        "period_until": last,
        "leaderships": [{"code": code, **labels} for code, labels in pack.leaderships.items()],
        **{f"mission_{language}": name for language, name in pack.mission.items()},
        **{f"status_note_{language}": note for language, note in pack.status_note.items()},
    }
