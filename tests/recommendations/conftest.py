"""The chain continues where monitoring's ends."""

from tests.monitoring.conftest import *  # noqa: F403
from tests.recommendations.records import *  # noqa: F403
