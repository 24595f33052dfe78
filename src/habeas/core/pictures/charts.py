"""Every chart of the house; each says its figures in words and as a table."""

from habeas.core.pictures.bars import Bar, Stack, bars, stacked_bars
from habeas.core.pictures.groups import grouped_bars
from habeas.core.pictures.lines import Line, lines, sparkline
from habeas.core.pictures.picture import Marks, Picture, file_of, plain
from habeas.core.pictures.waterfall import Step, Words, waterfall

__all__ = [
    "Bar",
    "Line",
    "Marks",
    "Picture",
    "Stack",
    "Step",
    "Words",
    "bars",
    "file_of",
    "grouped_bars",
    "lines",
    "plain",
    "sparkline",
    "stacked_bars",
    "waterfall",
]
