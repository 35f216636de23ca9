"""An arrow of the estate: a system needs another."""

from dataclasses import dataclass

from legacymap.domain.dependency import DependencyKind


@dataclass(frozen=True, slots=True)
class Arrow:
    """`consumer` needs `needed`; hard when it stops with it, confirmed when its own record says so.

    `kind` and `note` are what a record says of the need; None where none does.
    """

    consumer: str
    needed: str
    hard: bool
    confirmed: bool
    kind: DependencyKind | None = None
    note: str | None = None
