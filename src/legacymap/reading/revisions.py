"""The inventory files of a revision, laid out in a private folder for as long as they are read."""

import errno
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from legacymap.domain.errors import RequestError
from legacymap.reading.files import LARGEST, SUFFIXES, standing_for
from legacymap.reading.git import Commit, Entry, Repository

_IGNORE = ".gitignore"
_LONGEST_LINK = 4096
_LONGEST_NAME = 80
_NO_NAME = frozenset({errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL, errno.ENOTDIR, errno.EISDIR})
_PRIVATE = stat.S_IRWXU


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Where the paths of a revision are for the time being.

    `missing` are those that it does not have, `unread` sentences about what is below them and was not read.
    """

    commit: Commit
    paths: tuple[Path, ...]
    missing: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    folder: Path = Path()


def split_revision(text: str) -> tuple[str, str] | None:
    """Revision and path of `REV:PATH`, as git writes it; None for text without a colon."""
    revision, colon, path = text.partition(":")
    return (revision, path) if colon else None


def path_in(repository: Repository, path: str, here: Path) -> str:
    """A path as git names it, from the top of the repository; RequestError for one that leads out of it.

    One that begins with `./` or `../` starts from `here`, any other from the top.
    """
    is_relative = path in {".", ".."} or path.startswith(("./", "../"))
    start = os.path.realpath(here) if is_relative else os.fspath(repository.top)
    whole = os.path.normpath(os.path.join(start, path))  # noqa: PTH118 - text
    return _below_top(repository, whole, path)


def path_of_folder(repository: Repository, path: Path) -> str:
    """The same for a path of the working tree."""
    whole = os.path.join(os.path.realpath(path.parent), path.name) if path.name else os.path.realpath(path)  # noqa: PTH118
    return _below_top(repository, os.path.normpath(whole), os.fspath(path))


def _below_top(repository: Repository, whole: str, named: str) -> str:
    relative = os.path.relpath(whole, repository.top)
    if relative == os.pardir or relative.startswith(os.pardir + os.sep):
        raise RequestError(
            f"`{named}` is not in the repository of this folder.", "Name a path of its checkout."
        )
    return "" if relative == os.curdir else PurePosixPath(relative).as_posix()


@contextmanager
def laid_out(repository: Repository, commit: Commit, paths: Sequence[str]) -> Iterator[LaidOut]:
    """The YAML files at and below `paths` of a commit, and what `.gitignore` says of them.

    All of it is gone afterwards. The files go by the names that they have in the checkout.
    """
    root = Path(os.path.realpath(tempfile.mkdtemp(prefix="legacymap-")))
    try:
        (root / ".git" / "info").mkdir(parents=True)
        _copy_exclusions(repository, root)
        with standing_for(root, repository.top):
            yield _filled(repository, commit, paths, root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def content_of(repository: Repository, commit: Commit, paths: Sequence[str]) -> tuple[str, ...]:
    """What tells the content of paths at a commit, and of what leaves some of it out, from any other."""
    found = []
    for path in paths:
        entry = repository.object_at(commit, path)
        is_top = entry is not None and not entry.path
        name = repository.tree_of(commit) if is_top else entry.object if entry else ""
        above = (each.object for each in _ignores_above(repository, commit, path))
        found.append(" ".join((path, name, *above)))
    exclusions = b""
    with suppress(OSError):
        exclusions = (repository.top / ".git" / "info" / "exclude").read_bytes()
    return (*found, hashlib.sha256(exclusions).hexdigest())


def add_files(repository: Repository, laid: LaidOut, names: Iterable[Path]) -> None:
    """Lays out single files that the settings of a revision name, whatever their suffix."""
    wanted: list[Entry] = []
    for name in names:
        relative = os.path.relpath(os.path.normpath(name), laid.folder)
        if not os.path.lexists(name) and not relative.startswith(os.pardir):
            found = repository.object_at(laid.commit, PurePosixPath(relative).as_posix())
            wanted += [found] if found is not None and found.is_file else []
    _write(repository, wanted, laid.folder)


def _copy_exclusions(repository: Repository, root: Path) -> None:
    """What this clone leaves out is left out of its revisions too."""
    with suppress(OSError):
        shutil.copyfile(repository.top / ".git" / "info" / "exclude", root / ".git" / "info" / "exclude")


def _filled(repository: Repository, commit: Commit, paths: Sequence[str], root: Path) -> LaidOut:
    wanted: dict[str, Entry] = {}
    missing: list[str] = []
    unread: list[str] = []
    for path in paths:
        found = repository.object_at(commit, path)
        if found is None or not (found.is_folder or found.is_file):
            missing.append(path or ".")
            continue
        for each in _ignores_above(repository, commit, path):
            wanted.setdefault(each.path, each)
        if found.is_file:
            wanted[path] = found
            continue
        (root / path).mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
        for each in repository.tree(found.object):
            whole = f"{path}/{each.path}" if path else each.path
            if each.is_repository:
                unread.append(f"`{whole}` is another repository and was not read")
            elif _is_wanted(each):
                wanted.setdefault(whole, Entry(each.mode, each.object, whole))
    unread += _write(repository, list(wanted.values()), root)
    there = tuple(root / path for path in paths if (path or ".") not in missing)
    return LaidOut(commit, there, tuple(missing), tuple(unread), root)


def _ignores_above(repository: Repository, commit: Commit, path: str) -> Iterator[Entry]:
    parts = PurePosixPath(path).parts
    for count in range(len(parts)):
        found = repository.object_at(commit, "/".join((*parts[:count], _IGNORE)))
        if found is not None and found.is_file:
            yield found


def _is_wanted(entry: Entry) -> bool:
    """Whether the reader could look at it: a YAML file or a link that no hidden folder holds, or patterns."""
    *folders, name = entry.path.split("/")
    if not all(_is_plain(each) and not each.startswith(".") for each in folders):
        return False
    if entry.is_link:
        return _is_plain(name) and not name.startswith(".")
    return entry.is_file and (
        name == _IGNORE or (name.lower().endswith(SUFFIXES) and not name.startswith("."))
    )


def _is_plain(name: str) -> bool:
    """Whether a name means a place in its folder: a tree may have been made to hold any."""
    return name not in {"", os.curdir, os.pardir} and "\0" not in name and os.sep not in name


def _write(repository: Repository, entries: Sequence[Entry], root: Path) -> list[str]:
    """Sentences about what could not be laid out.

    Files come first, links last, so that nothing is ever written through a link.
    """
    unread = []
    files = [each for each in entries if each.is_file]
    links = [each for each in entries if each.is_link]
    contents = repository.blobs([each.object for each in files], LARGEST)
    for entry, content in zip(files, contents, strict=True):
        if not _is_written(root / entry.path, content):
            unread.append(f"`{entry.path[:_LONGEST_NAME]}` has a name that no file here can have")
    targets = repository.blobs([each.object for each in links], _LONGEST_LINK)
    for entry, target in zip(links, targets, strict=True):
        place = root / entry.path
        if target and b"\0" not in target and place.parent.is_dir():
            with suppress(OSError):
                place.symlink_to(os.fsdecode(target))
    return unread


def _is_written(place: Path, content: bytes | None) -> bool:
    """Makes a new file, the first of two of one name; False for a name that no file can have."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
        with suppress(FileExistsError), place.open("xb") as file:
            if content is None:
                file.truncate(LARGEST + 1)  # the reader refuses it by its size
            else:
                file.write(content)
    except OSError as error:
        if error.errno in _NO_NAME:
            return False
        reason = error.strerror or "no reason given"
        raise RequestError(
            f"The files of the revision cannot be laid out: {reason}.", "Is there room for temporary files?"
        ) from None
    return True
