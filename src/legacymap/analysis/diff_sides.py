"""The two states of an estate that a comparison is about: folders, or paths at a revision of git."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from legacymap.analysis.analysis import Analysis, analyse_systems
from legacymap.analysis.reference import agreed, reference_data
from legacymap.analysis.request import REACH_DECAY, Progress, Request
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.reading.git import Commit, Repository, repository_of
from legacymap.reading.revisions import add_files, laid_out, path_in, path_of_folder, split_revision

HERE = Path()


@dataclass(frozen=True, slots=True)
class DiffRequest:
    """What is to be compared, and by what.

    `old` and `new` are paths, or `REV:PATH` as git writes it; with `since`, `new` are paths of the working
    tree and `old` is the same at that revision. `as_of` holds for both sides unless `old_as_of` says another
    day, or `commit` for the day of the revision. So do `framework` and `lifecycle`.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    as_of: date
    since: str | None = None
    old_as_of: date | Literal["commit"] | None = None
    framework: str | None = None
    old_framework: str | None = None
    lifecycle: tuple[Path, ...] = ()
    old_lifecycle: tuple[Path, ...] = ()
    prior: str | None = None
    reach_decay: float = REACH_DECAY
    organisation: str | None = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A side as it can be read: its source in words, where its files are, its commit, and what it lacks."""

    source: str
    paths: tuple[Path, ...]
    as_of: date
    commit: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A side, and its analysis; None where nothing of it could be read, with the reason."""

    opened: Opened
    analysis: Analysis | None
    problem: str | None = None


@contextmanager
def both_sides(request: DiffRequest) -> Iterator[tuple[Judged, Judged]]:
    """The earlier and the later state, read and judged; their files are there until the end.

    Raises RequestError for what cannot be done at all. An earlier revision that cannot be read is no such
    thing: the later one is shown all the same.
    """
    _check_flags(request)
    with _old_side(request) as old, _new_side(request) as new:
        after = analyse_systems(_asked(request, new, request.framework, request.lifecycle))
        framework = request.old_framework or request.framework
        lifecycle = request.old_lifecycle or request.lifecycle
        yield _judged(old, _asked(request, old, framework, lifecycle)), Judged(new, after)


@contextmanager
def at_commit(repository: Repository, commit: Commit, paths: Sequence[str], day: date) -> Iterator[Opened]:
    """Paths of a commit, to be judged on a day, with the files that their settings name."""
    with laid_out(repository, commit, paths) as laid:
        chosen = agreed(laid.paths).settings
        named = [Path(each) for each in (chosen.framework, *(chosen.lifecycle or ())) if each]
        add_files(repository, laid, named)
        notes = [f"`{each}` was not there" for each in laid.missing]
        notes += laid.unread
        source = " ".join(f"{commit.named}:{each}" for each in paths)
        yield Opened(source, laid.paths, day, commit.id, tuple(notes))


def _check_flags(request: DiffRequest) -> None:
    """Raises RequestError for a framework or catalogue of a flag that cannot be used, before git is asked."""
    if request.old_framework or request.old_lifecycle:
        reference_data(request.old_framework, request.old_lifecycle)


def _judged(opened: Opened, asked: Request) -> Judged:
    if not opened.paths:
        return Judged(opened, None, "it has none of these paths")
    try:
        return Judged(opened, analyse_systems(asked))
    except RequestError as error:
        if opened.commit is None:
            raise
        return Judged(opened, None, error.lines[0].rstrip("."))


def _asked(request: DiffRequest, side: Opened, framework: str | None, lifecycle: tuple[Path, ...]) -> Request:
    return Request(
        side.paths, side.as_of, framework, lifecycle, request.prior, request.reach_decay, request.progress
    )


@contextmanager
def _old_side(request: DiffRequest) -> Iterator[Opened]:
    if request.since is not None:
        repository = repository_of(HERE)
        paths = [path_of_folder(repository, Path(each)) for each in request.new]
        with _at_revision(repository, request.since, paths, request) as side:
            yield side
        return
    with _side(request.old, request) as side:
        if side.commit is None and request.old_as_of == "commit":
            raise RequestError(
                f"`{side.source}` is no revision, so it has no day of its commit.",
                "`--old-as-of 2026-04-01` names a day.",
            )
        day = request.old_as_of
        yield side if day is None or day == "commit" else replace(side, as_of=day)


@contextmanager
def _new_side(request: DiffRequest) -> Iterator[Opened]:
    if request.since is not None:
        paths = tuple(Path(each) for each in request.new)
        yield Opened(" ".join(request.new), paths, request.as_of)
        return
    with _side(request.new, replace(request, old_as_of=None)) as side:
        yield side


@contextmanager
def _side(named: Sequence[str], request: DiffRequest) -> Iterator[Opened]:
    """A side by its path, or by `REV:PATH`; an existing path wins."""
    text = named[0]
    split = None if os.path.lexists(text) else split_revision(text)
    if split is None:
        _require_path(text)
        yield Opened(text, (Path(text),), request.as_of)
        return
    revision, path = split
    if not revision:
        message = f"`{text}` names no revision: `:PATH` is git's staging area, which is not read."
        raise RequestError(message, "Write REV:PATH, such as `main:inventory`.")
    repository = repository_of(HERE)
    inside = path_in(repository, path, HERE)
    with _at_revision(repository, revision, [inside], request) as side:
        if not side.paths:
            message = f"`{revision}` has no `{path}`."
            hint = "Paths start at the top of the repository, or with `./` at this folder."
            raise RequestError(message, hint)
        yield replace(side, source=text)


def _require_path(text: str) -> None:
    if os.path.lexists(text):
        return
    hint = "Check the path; the folder as it was at a revision is REV:PATH"
    if "/" not in text:
        hint += f", such as `{text}:.` or `--since {text}`"
    raise RequestError(f"There is no file or folder `{text}`.", f"{hint}.")


@contextmanager
def _at_revision(
    repository: Repository, revision: str, paths: Sequence[str], request: DiffRequest
) -> Iterator[Opened]:
    commit = repository.commit(revision)
    day = commit.day if request.old_as_of == "commit" else request.old_as_of or request.as_of
    with at_commit(repository, commit, paths, day) as opened:
        yield opened
