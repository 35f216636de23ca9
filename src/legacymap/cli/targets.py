"""Several formats in one run, and where each of them goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from legacymap.cli.output import format_chosen
from legacymap.domain.errors import RequestError


@dataclass(frozen=True, slots=True)
class Target:
    """A format and the file that it is written to; None: stdout."""

    format: str
    file: Path | None


def targets(named: Sequence[str] | None, output: Path | None, known: tuple[str, ...]) -> tuple[Target, ...]:
    """Where each format goes: `NAME=FILE` to its file, `NAME` to `output` or else to stdout; files first.

    With nothing named, the format follows from the suffix of `output`. Raises RequestError for an unknown
    format, for two in one place, and for a file without a name.
    """
    found = [_target(each, known) for each in named or ()]
    plain = [each.format for each in found if each.file is None]
    if len(plain) > 1:
        where = f"`{output}`" if output else "stdout"
        raise RequestError(
            f"Several formats would go to {where}: {', '.join(plain)}.",
            f"Give each but one a file of its own: `-f {plain[-1]}=FILE`.",
        )
    filed = [each for each in found if each.file is not None]
    if plain or output or not filed:
        filed.append(Target(format_chosen(plain[0] if plain else None, output, known), output))
    apart(each.file for each in filed)
    return tuple(sorted(filed, key=lambda each: each.file is None))


def apart(files: Iterable[Path | None]) -> None:
    """Raises RequestError where two of the files are one."""
    seen: set[Path] = set()
    for file in files:
        place = file.resolve() if file is not None else None
        if place in seen:
            raise RequestError(f"Two outputs would go to `{file}`.", "Give each a file of its own.")
        if place is not None:
            seen.add(place)


def _target(text: str, known: tuple[str, ...]) -> Target:
    name, sign, file = text.partition("=")
    chosen = format_chosen(name, None, known)
    if sign and not file:
        raise RequestError(f"`{text}` names no file.", f"Write `{name}=FILE`, or `{name}` for stdout.")
    return Target(chosen, Path(file) if file else None)
