"""An arrow of the estate: a system needs another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Arrow:
    """`consumer` needs `needed`; hard when it stops with it, confirmed when its own record says so."""

    consumer: str
    needed: str
    hard: bool
    confirmed: bool
