"""The findings that a team has agreed to leave for later."""

from typing import Literal

from legacymap.domain.model import Model

FORMAT: Literal["legacymap.baseline/1"] = "legacymap.baseline/1"


class KnownFinding(Model):
    """One of them: its fingerprint counts; rule, file and system (its full id, or empty) are for readers."""

    rule: str
    file: str
    system: str = ""
    fingerprint: str


class Baseline(Model):
    """All of them, as the file holds them."""

    format: Literal["legacymap.baseline/1"]
    findings: tuple[KnownFinding, ...]
