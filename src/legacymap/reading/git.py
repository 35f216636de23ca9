"""What git keeps of an inventory: revisions, their trees and blobs, read without running anything of theirs.

Git is a child process with a fixed list of arguments that reads its object store and nothing else. A
repository may come from anyone, so no hook, filter, file watcher, pager, transport or configuration of the
user's or the system's has a part in it, and nothing is checked out or fetched.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import IO

from legacymap.domain.errors import RequestError

# Kept of the environment: where programs are, and where temporary files may be.
_KEPT = ("PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT")
_SURROUNDINGS = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PROTOCOL_FROM_USER": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "HOME": os.devnull,
    "LC_ALL": "C",
    "XDG_CONFIG_HOME": os.devnull,
}
_OVERRIDES = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "core.commitGraph=false",
    f"core.attributesFile={os.devnull}",
    "core.sshCommand=false",
    "core.pager=cat",
    "credential.helper=",
    "protocol.allow=never",
    "safe.directory=*",
)
_OBJECT = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_WHEN = re.compile(rb"^committer [^\n]*> (-?[0-9]{1,12}) ([+-][0-9]{4})$", re.MULTILINE)
_LISTED = re.compile(rb"^commit ([0-9a-f]+)\n(-?[0-9]{1,12}) ([+-][0-9]{4})$", re.MULTILINE)
_LONGEST = 200
_MINUTES_OF_A_DAY = 24 * 60
_UNFETCHED = (
    "The clone is shallow, so most of its history is not there: `git fetch --unshallow` fetches it; in CI, "
    "`fetch-depth: 0` of the checkout action, or `GIT_DEPTH: 0` in GitLab."
)


@dataclass(frozen=True, slots=True)
class Repository:
    """A checkout: its topmost folder, and where git keeps what it knows."""

    top: Path
    store: Path

    @property
    def is_shallow(self) -> bool:
        """Whether the clone lacks a part of its history."""
        return bool(self._asked("rev-parse", "--is-shallow-repository").strip() == b"true")

    def commit(self, revision: str) -> "Commit":
        """The commit that a revision names; RequestError, with what to fetch, where there is none."""
        said = self._asked(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        ).strip()
        if not _OBJECT.fullmatch(said):
            raise self._unknown(revision)
        commit = said.decode()
        found = _WHEN.search(self.blob(commit, "commit").partition(b"\n\n")[0])
        if found is None:
            raise RequestError(f"The commit of `{_short(revision)}` has no date.", "`git fsck` says more.")
        return Commit(commit, revision, _day(int(found[1]), found[2]))

    def history(self, commit: "Commit") -> Iterator["Commit"]:
        """The commit and those before it along its first parents, the newest first."""
        listed = self._asked(
            "rev-list", "--first-parent", "--date=raw", "--format=%cd", "--end-of-options", commit.id
        )
        for found in _LISTED.finditer(listed):
            name = found[1].decode()
            yield Commit(name, name[:12], _day(int(found[2]), found[3]))

    def object_at(self, commit: "Commit", path: str) -> "Entry | None":
        """What stands at a path of a commit, from the top of the repository; None where nothing does."""
        if not path:
            return Entry("040000", f"{commit.id}^{{tree}}", "")
        listed = self._asked(
            "--literal-pathspecs", "ls-tree", "-z", "--full-tree", commit.id, "--", path
        )  # fmt: skip
        return next((each for each in _entries(listed) if each.path == path), None)

    def tree_of(self, commit: "Commit") -> str:
        """The name of the tree of a commit."""
        return self._asked("rev-parse", "--verify", "--quiet", f"{commit.id}^{{tree}}").decode().strip()

    def tree(self, tree: str) -> Iterator["Entry"]:
        """Every file below a tree, with its path from there."""
        yield from _entries(self._asked("ls-tree", "-r", "-z", "--full-tree", tree))

    def blob(self, name: str, kind: str = "blob") -> bytes:
        """The bytes of one object."""
        return self._asked("cat-file", kind, name)

    def blobs(self, wanted: Iterable[str], most: int) -> Iterator[bytes | None]:
        """The bytes of each object, in the order asked for; None for one of more than `most` bytes.

        Raises RequestError for an object that the clone does not hold.
        """
        names = list(wanted)
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{each}\n" for each in names).encode("ascii"))
            asked.seek(0)
            with self._started("cat-file", "--batch", stdin=asked) as git:
                if git.stdout is None:  # pragma: no cover - it is a pipe
                    return
                for name in names:
                    said = git.stdout.readline().split()
                    if len(said) != 3:
                        git.kill()
                        raise self._lacking(name)
                    size = int(said[2])
                    if size > most:
                        _passed_over(git.stdout, size + 1)
                        yield None
                        continue
                    content = git.stdout.read(size)
                    git.stdout.read(1)
                    yield content

    def _asked(self, *arguments: str) -> bytes:
        """What git writes to stdout; nothing where it refuses."""
        with self._started(*arguments, stdin=subprocess.DEVNULL) as git:
            return git.communicate()[0]

    def _started(self, *arguments: str, stdin: int | IO[bytes]) -> "subprocess.Popen[bytes]":
        overrides = [word for each in _OVERRIDES for word in ("-c", each)]
        command = ["git", "--no-pager", f"--git-dir={self.store}", *overrides, *arguments]
        kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
        try:
            return subprocess.Popen(  # noqa: S603 - a fixed program, and arguments that are no options
                command,
                cwd=self.store,
                env={**kept, **_SURROUNDINGS},
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except FileNotFoundError:
            raise RequestError(
                "git is not installed, and only it can read a revision.",
                "Install git; `legacymap diff OLD NEW` compares two folders without it.",
            ) from None

    def _unknown(self, revision: str) -> RequestError:
        message = f"There is no revision `{_short(revision)}` in the repository of this folder."
        remote, slash, branch = revision.partition("/")
        fetch = (
            f"`git fetch {remote} {branch}`" if slash and remote == "origin" else "`git fetch --all --tags`"
        )
        if self.is_shallow:
            return RequestError(message, _UNFETCHED)
        return RequestError(
            message, f"`git log --oneline --all` lists them; {fetch} fetches what is missing."
        )

    def _lacking(self, name: str) -> RequestError:
        hint = "The clone was made without all contents: `git fetch --refetch --no-filter` fetches them."
        return RequestError(f"This clone lacks an object of that revision ({name[:12]}).", hint)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit by its full name, as it was asked for, and the day of its committer."""

    id: str
    named: str
    day: date


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at a path of a tree: its mode as git writes it, and the name of the object."""

    mode: str
    object: str
    path: str

    @property
    def is_file(self) -> bool:
        """Whether it is a plain file."""
        return self.mode.startswith("100")

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link."""
        return self.mode == "120000"

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return self.mode == "040000"

    @property
    def is_repository(self) -> bool:
        """Whether it is another repository, of which only the commit is known here."""
        return self.mode == "160000"


def repository_of(folder: Path) -> Repository:
    """The repository whose checkout a folder stands in; RequestError where it stands in none."""
    here = Path(os.path.realpath(folder))
    for each in (here, *here.parents):
        store = _store(each / ".git")
        if store is not None:
            return Repository(each, store)
    raise RequestError(
        "This folder is in no git repository, so it has no revisions.",
        "Go to the checkout; `legacymap diff OLD NEW` compares two folders without one.",
    )


def _store(mark: Path) -> Path | None:
    """Where the `.git` of a checkout leads: itself, or the folder that it names in a linked worktree."""
    if mark.is_dir():
        return mark
    if not mark.is_file():
        return None
    named = mark.read_bytes()[:4096].decode("utf-8", "replace").strip()
    if not named.startswith("gitdir:"):
        return None
    store = Path(os.path.join(mark.parent, named.removeprefix("gitdir:").strip()))  # noqa: PTH118 - may be absolute
    return store if store.is_dir() else None


def _entries(listed: bytes) -> Iterator[Entry]:
    for line in listed.split(b"\0"):
        said, tab, path = line.partition(b"\t")
        mode, _, rest = said.partition(b" ")
        if tab:
            yield Entry(mode.decode("ascii"), rest.split(b" ")[-1].decode("ascii"), os.fsdecode(path))


def _passed_over(stream: IO[bytes], count: int) -> None:
    while count > 0:
        part = stream.read(min(count, 1 << 20))
        if not part:
            return
        count -= len(part)


def _day(seconds: int, away: bytes) -> date:
    """The day on which a commit was made, where it was made."""
    sign = -1 if away[:1] == b"-" else 1
    minutes = sign * (60 * int(away[1:3]) + int(away[3:5]))
    zone = timezone(timedelta(minutes=minutes)) if abs(minutes) < _MINUTES_OF_A_DAY else UTC
    try:
        return datetime.fromtimestamp(seconds, zone).date()
    except (OverflowError, ValueError, OSError):
        return date.min


def _short(revision: str) -> str:
    return revision if len(revision) <= _LONGEST else f"{revision[:_LONGEST]}…"
