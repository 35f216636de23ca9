"""What a new system is to say, checked before anything is written."""

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import cast, get_args
from urllib.parse import urlsplit

from legacymap.analysis.editing import organisation_named
from legacymap.analysis.schema import schema_text
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import RESERVED, Inventory, nearest_system
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.system import Kind
from legacymap.domain.values import is_slug, likely_slug
from legacymap.reading.files import File
from legacymap.reading.inventory import InventoryReading, read_inventory
from legacymap.reading.places import Places
from legacymap.reading.single import Original, original, values_of
from legacymap.reading.systems_layout import systems_layout
from legacymap.writing.files import placed, replaced
from legacymap.writing.yaml import PARTS, StarterFile, appended, starter_files

KINDS: tuple[str, ...] = get_args(Kind)
_DEFAULT_KIND = "application"
_FEW = 8
_ANCHOR = re.compile(r"(?<!\S)&[^\s,\[\]{}]")
_ALIAS = re.compile(r"(?<!\S)\*[^\s,\[\]{}]")
_UNNAMED = "my-organisation"
_UNSAFE = re.compile(r"[^A-Za-z0-9 ._~:/@+#=&,<>!\[\]-]")
_BARE = re.compile(r"[A-Za-z0-9._-]+(\[[^\]]*\])?")
_NAME = "legacymap"
_UNSAFE_IN_ADDRESS = re.compile(r"[^A-Za-z0-9._~:/@+%-]")
_REACHABLE = frozenset({"https", "ssh"})


@dataclass(frozen=True, slots=True)
class NewSystem:
    """A system to add: its id, with `organisation/` before it or not, and what is known of it."""

    id: str
    name: str | None = None
    kind: str | None = None
    owner: str | None = None
    depends_on: tuple[str, ...] = ()


class MeaningWouldChangeError(Exception):
    """The text made for a file does not hold the old records and the new one: a bug; nothing was written."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A system to add to the inventory at `path`.

    None leaves the organisation to the id or to the inventory, and the file to where the others are.
    """

    path: Path
    new: NewSystem
    organisation: str | None = None
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """The full id of the new system, and the file and line where it stands."""

    system: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Start:
    """Where to start an inventory; None leaves the organisation's id to the folder's name.

    `without` names parts to leave out; with `force` what stands in the way is replaced; `install_from` is the
    requirement that CI installs, None for what this copy's metadata record.
    """

    folder: Path
    organisation: str | None = None
    without: tuple[str, ...] = ()
    force: bool = False
    install_from: str | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """The files written, the paths among them that replaced others, the organisation, and the repository.

    `must_fill_in`: nobody knows from where CI can install legacymap, so its jobs fail until somebody says so.
    `repository` is the root above the folder where the folder is only a part of one: hooks and CI files count
    there alone.
    """

    organisation: str
    files: tuple[StarterFile, ...]
    replaced: frozenset[str]
    repository: Path | None = None
    must_fill_in: bool = False


def slug_of(words: str) -> str:
    """The words themselves where they are an id; RequestError with the nearest one where they are not."""
    if not is_slug(words):
        likely = likely_slug(words)
        hint = "An id has lower-case letters, digits and hyphens, and starts with a letter or digit"
        raise RequestError(f"`{words}` is not an id.", f"{hint}: `{likely}`." if likely else f"{hint}.")
    return words


def record(new: NewSystem, organisation: str, inventory: Inventory) -> Mapping[str, object]:
    """The record as it is to be written; RequestError for a value that would be a fault in it."""
    short = new.id.rpartition("/")[2]
    name = short.replace("-", " ").capitalize() if new.name is None else new.name
    entries: dict[str, object] = {"id": short, "name": _line("name", name)}
    if new.kind is not None:
        if new.kind not in KINDS:
            hint = did_you_mean(new.kind, KINDS) or f"The kinds are {listed(KINDS, 'and')}."
            raise RequestError(f"`{new.kind}` is not a kind of system.", hint)
        if new.kind != _DEFAULT_KIND:
            entries["kind"] = new.kind
    if new.owner is not None:
        entries["owner"] = _line("owner", new.owner)
    needed = list(_needed(new.depends_on, f"{organisation}/{short}", inventory))
    if needed:
        entries["depends_on"] = needed
    return entries


def add(addition: Addition) -> Added:
    """Writes the record at the end of its organisation's list.

    Raises RequestError, and writes nothing, where the request cannot be done.
    """
    reading = read_inventory((addition.path,))
    inventory = reading.inventory
    organisation = _organisation(addition, inventory)
    system = f"{organisation}/{slug_of(addition.new.id.rpartition('/')[2])}"
    _check_is_new(system, reading)
    entries = record(addition.new, organisation, inventory)
    file = _file(addition, organisation, reading)
    before = original(file)
    document = _document(before, organisation, file)
    text = _with_record(before, document, entries, file)

    def accept(_: Path) -> None:
        if original(file) != before:
            raise RequestError(f"`{file.shown}` has changed in the meantime.", "Run the command again.")

    replaced(file.path, before.mark + text, accept)
    number = len(_systems(values_of(text)[document])) - 1
    place = Places((file,)).place(Route(file.shown, document, ("systems", number)))
    return Added(system, file.shown, place.line)


def init(start: Start) -> Started:
    """Writes the files, all of them or none.

    Raises RequestError where one cannot be written, or stands there already and is not to be replaced.
    """
    _check_parts(start.without)
    if _is_there(start.folder) and not os.path.isdir(start.folder):  # noqa: PTH112 - Path.is_dir may raise
        raise RequestError(f"`{start.folder}` is not a folder.", "Name the folder that the inventory is for.")
    organisation = _init_organisation(start)
    source = _install_from(start.install_from)
    every = starter_files(organisation, source, schema_text)
    files = tuple(each for each in every if each.part not in start.without)
    there = [each for each in files if _is_there(start.folder / each.path)]
    if there and not start.force:
        raise _in_the_way(start.folder, there)
    if "inventory" not in start.without and not there and _holds_inventory(start.folder):
        message = f"Nothing was written: `{start.folder}` holds an inventory already."
        raise RequestError(message, "`--without inventory` adds the rest to it, without the examples.")
    placed(start.folder, {each.path: each.text for each in files})
    replaced = frozenset(each.path for each in there)
    is_unknown = source is None and any(each.part in {"github", "gitlab"} for each in files)
    return Started(organisation, files, replaced, _repository_above(start.folder), is_unknown)


def requirement(record: Mapping[str, object]) -> str | None:
    """The requirement that a record of PEP 610 amounts to; None where others cannot reach it.

    Nor where it may change: without a commit or a hash.
    """
    url = record.get("url")
    if not isinstance(url, str) or not _is_reachable(url):
        return None
    folder = record.get("subdirectory")
    inside = f"&subdirectory={folder}" if isinstance(folder, str) and folder.isprintable() else ""
    match record:
        case {"vcs_info": {"vcs": str(vcs), "commit_id": str(commit)}} if vcs.isalnum() and commit.isalnum():
            tail = f"#{inside.removeprefix('&')}" if inside else ""
            return f"{_NAME} @ {vcs}+{url}@{commit}{tail}"
        case {"archive_info": {"hashes": {"sha256": str(digest)}}} if digest.isalnum():
            return f"{_NAME} @ {url}#sha256={digest}{inside}"
        case {"archive_info": {"hash": str(stated)}} if stated.startswith("sha256=") and stated[7:].isalnum():
            return f"{_NAME} @ {url}#{stated}{inside}"
    return None


def _needed(references: Iterable[str], system: str, inventory: Inventory) -> Iterable[str]:
    """The references, each once, as the record writes them: those of its own organisation by the short id."""
    own = system.partition("/")[0]
    seen = set()
    for reference in references:
        organisation, _, short = reference.rpartition("/")
        full_id = f"{slug_of(organisation) if '/' in reference else own}/{slug_of(short)}"
        if full_id == system:
            raise RequestError(f"`{reference}` is the system itself.", "Name another that it needs.")
        if inventory.presence(full_id) == "missing":
            near = nearest_system(full_id, inventory.records)
            hint = f"Did you mean `{near}`?" if near else "Add that system first."
            raise RequestError(f"There is no system `{full_id}` to depend on.", hint)
        if full_id not in seen:
            yield full_id.removeprefix(f"{own}/")
        seen.add(full_id)


def _line(key: str, text: str) -> str:
    if not text.strip():
        raise RequestError(f"The {key} is empty.", f"Give `--{key}` some words, or leave it out.")
    if not text.isprintable():
        message = f"The {key} holds a line break or another character that cannot be shown."
        raise RequestError(message, "Write it on one line.")
    return text.strip()


def _organisation(addition: Addition, inventory: Inventory) -> str:
    """The organisation that the id names, or the flag, or the only one of the inventory."""
    named = addition.new.id.rpartition("/")[0] if "/" in addition.new.id else None
    asked = addition.organisation
    if named is not None and asked is not None and named != asked:
        message = f"The id names the organisation `{named}`, and `--organisation` names `{asked}`."
        raise RequestError(message, "Name one.")
    known = sorted({*inventory.named, *inventory.described})
    choice = asked if named is None else named
    if choice is None:
        homes = sorted(inventory.named) or known
        if len(homes) == 1:
            return homes[0]
        message = f"The inventory holds {len(homes)} organisations, and the id does not say which."
        some = listed([f"`{each}/{addition.new.id}`" for each in homes[:_FEW]])
        raise RequestError(message, f"Write {some}{'' if len(homes) <= _FEW else ', or another'}.")
    if choice not in known:
        slug_of(choice)
        begin = f"To begin it, write a file with `organisation: {choice}` and `systems: []`, then add."
        hint = f"{did_you_mean(choice, known)} {begin}".strip()
        raise RequestError(f"There is no organisation `{choice}` in the inventory.", hint)
    return choice


def _check_is_new(system: str, reading: InventoryReading) -> None:
    presence = reading.inventory.presence(system)
    if presence == "present":
        place = Places(reading.files).place(reading.inventory.records[system].at("id"))
        message = f"`{system}` is there already, at {place.file}:{place.line}."
        raise RequestError(message, "Choose another id, or edit that record.")
    if presence == "left-out":
        message = f"`{system}` is there already, in a record that cannot be used."
        raise RequestError(message, "`legacymap validate` shows where; mend that record.")


def _file(addition: Addition, organisation: str, reading: InventoryReading) -> File:
    """The file asked for, or the last that holds systems of the organisation, or else one that names it."""
    if addition.file is not None:
        wanted = addition.file.resolve()
        found = [file for file in reading.files if file.path.resolve() == wanted]
        if not found:
            message = f"`{addition.file}` is not a file of the inventory in `{addition.path}`."
            raise RequestError(message, "Name a YAML file below that folder.")
        return found[0]
    inventory = reading.inventory
    holds = {each.route.file for each in inventory.records.values() if each.organisation == organisation}
    if not holds:
        route = inventory.named.get(organisation) or inventory.described[organisation].route
        holds = {route.file}
    return [file for file in reading.files if file.shown in holds][-1]


def _document(before: Original, organisation: str, file: File) -> int:
    """The last document of a file with systems of the organisation, or else the last that names it."""
    named = [organisation_named(value) for value in before.values]
    names = [number for number, each in enumerate(named) if each == organisation]
    lists = [number for number in names if "systems" in cast("dict[str, object]", before.values[number])]
    if not names:
        message = f"`{file.shown}` holds no document of the organisation `{organisation}`."
        raise RequestError(message, "Name another file, or leave out `--file`.")
    return (lists or names)[-1]


def _with_record(before: Original, document: int, entries: Mapping[str, object], file: File) -> str:
    """The text with the record in it, once it has been read back; RequestError where the list is closed."""
    layout = systems_layout(before.text, document)
    if layout.form == "closed":
        line = before.text.count("\n", 0, layout.start) + 1
        message = f"The list at {file.shown}:{line} cannot be added to: `systems` {layout.why}."
        hint = "Write each system on lines of its own that start with `- `, or name another file by `--file`."
        raise RequestError(message, hint)
    text = appended(before.text, layout, entries)
    # A block of text that ends with the file gets the line break that the file lacks.
    is_ended = before.text.endswith(("\n", "\r"))
    expected = [*(before.values if is_ended else values_of(f"{before.text}\n"))]
    old = cast("dict[str, object]", expected[document])
    expected[document] = {**old, "systems": [*_systems(old), dict(entries)]}
    if values_of(text) != tuple(expected):
        if _ANCHOR.search(before.text) and _ALIAS.search(before.text):
            message = f"What is added to `{file.shown}` would also stand elsewhere in it, by an anchor (`&`)."
            hint = "Take the anchor away from what holds the systems, or name another file by `--file`."
            raise RequestError(message, hint)
        raise MeaningWouldChangeError
    return text


def _systems(value: object) -> list[object]:
    return cast("dict[str, list[object] | None]", value).get("systems") or []


def _install_from(asked: str | None) -> str | None:
    """The requirement asked for, or what this copy was installed from; None where nobody can tell."""
    if asked is None:
        return _recorded_requirement()
    text = asked.strip()
    if not text or _UNSAFE.search(text) or text.startswith("-"):
        hint = "Write it as pip takes it: `legacymap @ https://…`, or `git+https://…@COMMIT`."
        raise RequestError(f"`{asked}` is not a requirement.", hint)
    if _BARE.fullmatch(text):
        hint = "Name its version too (`NAME==1.2`), or an address, with a commit or a hash."
        raise RequestError(f"`{text}` is a bare name, which somebody else could register.", hint)
    return text


def _check_parts(without: Iterable[str]) -> None:
    for part in without:
        if part not in PARTS:
            hint = did_you_mean(part, PARTS) or f"The parts are {listed(PARTS, 'and')}."
            raise RequestError(f"`{part}` is not a part of what init writes.", hint)
    if set(PARTS) <= set(without):
        raise RequestError("Every part is left out, so there is nothing to write.", "Leave out fewer.")


def _init_organisation(start: Start) -> str:
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


def _recorded_requirement() -> str | None:
    """What others can install this copy from: its address with the commit or the hash.

    None where the metadata record none that others can reach: an index, a local file, a working copy.
    """
    try:
        text = distribution(_NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    if not text:
        return None
    try:
        record = json.loads(text)
    except ValueError:
        return None
    return requirement(record) if isinstance(record, dict) else None


def _is_reachable(url: str) -> bool:
    """Whether others can use an address: on no machine of one's own, with nobody's name or password in it."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    is_own = not host or host == "localhost" or host.startswith("127.")
    is_named = parts.password is not None or (parts.scheme == "https" and parts.username is not None)
    is_plain = url.isprintable() and not _UNSAFE_IN_ADDRESS.search(url)
    return parts.scheme in _REACHABLE and is_plain and not is_own and not is_named
