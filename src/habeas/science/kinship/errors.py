"""The one catalogue of errors of the kinship package."""

from __future__ import annotations


class KinshipError(ValueError):
    """Something in the input is wrong; says where (file, line, sample, marker) and what to do."""

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        sample: str | None = None,
        marker: str | None = None,
    ) -> None:
        self.message = message
        self.file = file
        self.line = line
        self.sample = sample
        self.marker = marker
        super().__init__(str(self))

    def at(self, *, file: str | None = None, line: int | None = None) -> KinshipError:
        """The same error with the place added; a place already known is kept."""
        return type(self)(
            self.message,
            file=self.file or file,
            line=self.line if self.line is not None else line,
            sample=self.sample,
            marker=self.marker,
        )

    def __str__(self) -> str:
        place = [
            f"{name} {value}"
            for name, value in (
                ("file", self.file),
                ("line", self.line),
                ("sample", self.sample),
                ("marker", self.marker),
            )
            if value is not None
        ]
        return f"{', '.join(place)}: {self.message}" if place else self.message


class PedigreeError(KinshipError):
    """A family tree that cannot be."""


class ProfileError(KinshipError):
    """A DNA profile that cannot be read."""


class FrequencyError(KinshipError):
    """An allele frequency table that cannot be used."""


class ParseError(KinshipError):
    """A file that cannot be read."""


class TooComplexError(KinshipError):
    """An exact computation larger than the memory allowed for it."""
