"""Every chart of the house; each says its figures in words and as a table."""

from habeas.core.pictures.bars import Bar, Stack, bars, stacked_bars
from habeas.core.pictures.lines import Line, lines, sparkline
from habeas.core.pictures.picture import Marks, Picture, file_of, plain

__all__ = [
    "Bar",
    "Line",
    "Marks",
    "Picture",
    "Stack",
    "bars",
    "file_of",
    "lines",
    "plain",
    "sparkline",
    "stacked_bars",
]
