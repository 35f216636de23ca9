"""How long, how often and how much an update is willing to fetch."""

from collections.abc import Callable
from dataclasses import dataclass

Told = Callable[[str], None]
"""Is told in a sentence what is being done."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one fetch; `overall_seconds` holds for all attempts and pauses together."""

    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    overall_seconds: float = 180.0
    attempts: int = 4
    first_pause_seconds: float = 1.0
    longest_pause_seconds: float = 60.0
    redirects: int = 5
    size_bytes: int = 64 * 1024 * 1024

    @property
    def size_words(self) -> str:
        """The size limit as people say it: `64 MiB`."""
        return f"{self.size_bytes / 1024 / 1024:g} MiB"
