"""What a second look at a return found that should not be there."""

from legacymap.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """A value that should not have left, the file of the return that it stands in, and where it came from."""

    value: str
    file: str
    origin: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check looked for and found: withheld values, files and bytes of the return, and hits."""

    values: int
    files: int
    size: int
    hits: tuple[Hit, ...]
