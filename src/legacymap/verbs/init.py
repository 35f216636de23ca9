"""Starts an inventory: a file to learn from, and what checks it in an editor, before a commit and in CI."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from legacymap import __version__
from legacymap.domain.errors import RequestError
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.organisation import RESERVED
from legacymap.domain.words import is_slug, likely_slug
from legacymap.reading import read_inventory
from legacymap.verbs.schema import schema_text
from legacymap.writing import PARTS, StarterFile, placed, starter_files

_UNNAMED = "my-organisation"


@dataclass(frozen=True, slots=True)
class Start:
    """Where to start an inventory; None leaves the organisation's id to the folder's name.

    `without` names parts to leave out; with `force` what stands in the way is replaced.
    """

    folder: Path
    organisation: str | None = None
    without: tuple[str, ...] = ()
    force: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """The files written, the paths among them that replaced others, the organisation, and the repository.

    `repository` is the root above the folder where the folder is only a part of one: hooks and CI files count
    there alone.
    """

    organisation: str
    files: tuple[StarterFile, ...]
    replaced: frozenset[str]
    repository: Path | None = None


def init(start: Start) -> Started:
    """Writes the files, all of them or none.

    Raises RequestError where one cannot be written, or stands there already and is not to be replaced.
    """
    _check_parts(start.without)
    if _is_there(start.folder) and not os.path.isdir(start.folder):  # noqa: PTH112 - Path.is_dir may raise
        raise RequestError(f"`{start.folder}` is not a folder.", "Name the folder that the inventory is for.")
    organisation = _organisation(start)
    every = starter_files(organisation, __version__, schema_text)
    files = tuple(each for each in every if each.part not in start.without)
    there = [each for each in files if _is_there(start.folder / each.path)]
    if there and not start.force:
        raise _in_the_way(start.folder, there)
    if "inventory" not in start.without and not there and _holds_inventory(start.folder):
        message = f"Nothing was written: `{start.folder}` holds an inventory already."
        raise RequestError(message, "`--without inventory` adds the rest to it, without the examples.")
    placed(start.folder, {each.path: each.text for each in files})
    replaced = frozenset(each.path for each in there)
    return Started(organisation, files, replaced, _repository_above(start.folder))


def _check_parts(without: Iterable[str]) -> None:
    for part in without:
        if part not in PARTS:
            hint = did_you_mean(part, PARTS) or f"The parts are {listed(PARTS, 'and')}."
            raise RequestError(f"`{part}` is not a part of what init writes.", hint)
    if set(PARTS) <= set(without):
        raise RequestError("Every part is left out, so there is nothing to write.", "Leave out fewer.")


def _organisation(start: Start) -> str:
    """The id asked for, or the folder's name made one."""
    asked = start.organisation
    if asked is None:
        likely = likely_slug(start.folder.resolve().name)
        return likely if likely not in {"", RESERVED} else _UNNAMED
    if asked == RESERVED:
        raise RequestError(f"`{RESERVED}` means every organisation.", "Choose another id.")
    if not is_slug(asked):
        likely = likely_slug(asked)
        hint = "Use lower-case letters, digits and hyphens, starting with a letter or digit"
        raise RequestError(f"`{asked}` is not an id.", f"{hint}: `{likely}`." if likely else f"{hint}.")
    return asked


def _is_there(path: Path) -> bool:
    """Whether anything is in this place, be it a link that leads nowhere."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        message = f"`{path}` cannot be written: {error.strerror}."
        raise RequestError(message, "Check its name, and the permissions of the folder above it.") from None
    return True


def _holds_inventory(folder: Path) -> bool:
    """Whether a file below the folder names an organisation and its systems, or describes one."""
    try:
        found = read_inventory((folder,)).inventory
    except RequestError:  # no such folder, or nothing in it
        return False
    return bool(found.named or found.described)


def _in_the_way(folder: Path, there: Sequence[StarterFile]) -> RequestError:
    names = listed([f"`{folder / each.path}`" for each in there], "and")
    parts = dict.fromkeys(each.part for each in there)
    message = f"Nothing was written: {names} {'is' if len(there) == 1 else 'are'} there already."
    if len(parts) == len(PARTS):
        return RequestError(message, "`--force` replaces them.")
    flags = " ".join(f"--without {part}" for part in parts)
    return RequestError(
        message, f"`{flags}` leaves what is there and writes the rest; `--force` replaces it."
    )


def _repository_above(folder: Path) -> Path | None:
    """The root of the repository that the folder is inside of, where that is not the folder itself."""
    here = folder.resolve()
    roots = [each for each in (here, *here.parents) if os.path.exists(each / ".git")]  # noqa: PTH110 - may raise
    return roots[0] if roots and roots[0] != here else None
