"""The world of the matrix, for whoever asks it nonsense."""

from tests.matrix.conftest import matrix_world, world

__all__ = ["matrix_world", "world"]
