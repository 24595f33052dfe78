"""Each test works on a copy of the installation of the session."""

import pytest
from pyrage import x25519


@pytest.fixture
def habeas(original, tmp_path):
    """A habeas with three people in it, to be broken."""
    return original.copy(tmp_path / "data")


@pytest.fixture
def custodians(tmp_path):
    """Two custodians: (recipient, identity file) each."""
    made = []
    for name in ("first", "second"):
        identity = x25519.Identity.generate()
        path = tmp_path / f"{name}.txt"
        path.write_text(f"# created: today\n# public key: {identity.to_public()}\n{identity}\n")
        made.append((str(identity.to_public()), path))
    return made
