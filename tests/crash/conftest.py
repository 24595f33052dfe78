"""One installation for all crashes; each works on a copy."""

import pytest

from tests.installation import install


@pytest.fixture(scope="session")
def baseline(tmp_path_factory):
    """An installation whose every byte is on disk."""
    return install(tmp_path_factory.mktemp("crash") / "baseline")
