"""The catalogue files that come with the package."""

from pathlib import Path


def shipped_files() -> tuple[Path, ...]:
    """The lifecycle files of this folder, by name."""
    return tuple(sorted(Path(__file__).parent.glob("*.yaml")))
