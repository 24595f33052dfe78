"""Analysis looks at what monitoring and recommendations hold."""

from tests.monitoring.conftest import *  # noqa: F403
