"""What the shell offers where a system, rule or product is asked for; nothing where that cannot be told."""

from collections.abc import Iterable
from pathlib import Path

import typer


def systems(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The systems of the inventory that the command line names so far, each with its name."""
    try:
        from legacymap.reading.inventory import read_inventory

        paths = context.params.get("paths") or [Path()]
        records = read_inventory(tuple(paths), None).inventory.records.values()
        return _begun([(record.id, record.system.name) for record in records], incomplete)
    except Exception:  # noqa: BLE001 - a shell that waits for words must never be shown a fault
        return []


def rules(incomplete: str) -> list[tuple[str, str]]:
    """The codes and names of the rules."""
    from legacymap.rules import RULEBOOK

    named = [(page.code, page.summary) for page in RULEBOOK]
    return _begun([*named, *((page.name, page.summary) for page in RULEBOOK)], incomplete)


def kinds() -> list[str]:
    """The kinds of system."""
    return ["service", "application", "platform", "data", "infrastructure", "external"]


def products(incomplete: str) -> list[tuple[str, str]]:
    """The products of the shipped catalogue, each with its name."""
    try:
        from legacymap.analysis.reference import catalogued

        found = catalogued(()).products
        return _begun([(product.id, product.name) for product in found], incomplete)
    except Exception:  # noqa: BLE001 - the same
        return []


def _begun(every: Iterable[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    """Those that the word begins, or whose part after the slash it begins."""
    wanted = incomplete.lower()
    return [
        (word, words)
        for word, words in every
        if word.lower().startswith(wanted) or word.rpartition("/")[2].startswith(wanted)
    ]
