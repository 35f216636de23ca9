"""Inventories as plain text: every scalar a string, null and empty absent, nothing typed before it is asked.

Written from `inventory-format.md`, sections 1 to 3, for valid files only.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import yaml

LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader  # the same strings, much sooner
OTHER_KINDS = ("settings", "scenario", "framework", "lifecycle")


@dataclass(frozen=True)
class Written:
    """What stands in the files: organisations and systems by id, each the mapping that a person wrote."""

    organisations: dict[str, object]
    systems: dict[str, object]


def written(paths: Sequence[Path]) -> Written:
    """Every organisation and every system in all folders."""
    organisations: dict[str, object] = {}
    systems: dict[str, object] = {}
    for document in _documents(paths):
        named = at(document, "organisation")
        owner = text(named) or text(at(named, "id")) or ""
        if isinstance(named, dict):
            organisations[owner] = named
        for record in rows(at(document, "systems")) or []:
            organisations.setdefault(owner, {})
            systems[f"{owner}/{text(at(record, 'id'))}"] = record
    return Written(organisations, systems)


def at(node: object, *keys: str) -> object:
    """What stands under these keys; None when absent, null or empty."""
    for key in keys:
        if not isinstance(node, dict):
            return None
        node = node.get(key)
    return None if node in ("", "~", "null") else node


def text(node: object) -> str | None:
    """The node when it is text."""
    return node if isinstance(node, str) else None


def rows(node: object) -> list[object] | None:
    """The node when it is a list."""
    return node if isinstance(node, list) else None


def yes(node: object) -> bool | None:
    """Whether it says yes; None when absent."""
    said = text(node)
    return None if said is None else said.lower() in ("yes", "true")


def pounds(node: object) -> Fraction | None:
    """The amount in whole units of its currency."""
    said = text(node)
    if said is None:
        return None
    found = re.fullmatch(r"\s*([+-]?)\s*[£€$]?\s*([0-9_,.]+)\s*(k|m|bn)?\s*", said, re.IGNORECASE)
    assert found, said
    sign, digits, suffix = found.groups()
    times = {"": 1, "k": 10**3, "m": 10**6, "bn": 10**9}[(suffix or "").lower()]
    amount = Fraction(re.sub("[_,]", "", digits)) * times
    return -amount if sign == "-" else amount


def _documents(paths: Sequence[Path]) -> Iterator[object]:
    for root in paths:
        for path in sorted(root.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
            if path.suffix in (".yaml", ".yml") and path.is_file() and not hidden:
                for document in yaml.load_all(path.read_text(encoding="utf-8-sig"), Loader=LOADER):
                    if not any(key in (document or {}) for key in OTHER_KINDS):
                        yield document
