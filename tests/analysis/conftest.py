"""Analysis looks at what monitoring and recommendations hold."""

from tests.recommendations.conftest import *  # noqa: F403
