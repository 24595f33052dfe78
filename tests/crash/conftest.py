"""One installation for all crashes; each works on a copy."""

import pytest

from tests.installation import Installation


@pytest.fixture(scope="session")
def baseline(original: Installation) -> Installation:
    """An installation whose every byte is on disk."""
    return original
