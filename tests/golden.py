"""Outputs that a person has read and accepted, kept as files."""

import os
from pathlib import Path

_FOLDER = Path(__file__).parent / "golden"


def check(name: str, text: str) -> None:
    """Asserts that `text` is the accepted one; LEGACYMAP_GOLDEN=write writes it, to be read first."""
    path = _FOLDER / name
    if os.environ.get("LEGACYMAP_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    accepted = path.read_bytes().decode("utf-8") if path.exists() else ""
    assert text == accepted, f"{path} differs; read the change, then refresh with LEGACYMAP_GOLDEN=write"
