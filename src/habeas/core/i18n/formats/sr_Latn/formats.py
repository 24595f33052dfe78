"""Serbian in Latin script writes dates and numbers as in Cyrillic script."""

from ..sr.formats import *  # noqa: F403
