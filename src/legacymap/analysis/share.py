"""Makes returns: what leaves a department for an audience, and proof that nothing else does."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from pathlib import Path

from legacymap.analysis.analysis import Analysis, analyse_systems, members
from legacymap.analysis.public import public_tables
from legacymap.analysis.reference import usable
from legacymap.analysis.request import Request
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Diagnostic
from legacymap.domain.frozen import dataclass
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.results import Incomplete
from legacymap.domain.sharing import Audience, Checked, Manifest
from legacymap.reading.single import read_single, values_of
from legacymap.reports.content.sharing import public_list_view, public_view
from legacymap.reports.formats import FILES, FORMATS
from legacymap.reports.view import Screen
from legacymap.reports.words import counted
from legacymap.sharing.audience import (
    COUNTED_BY,
    SHIPPED,
    Allowed,
    Cut,
    audience_faults,
    shipped_audience,
    texts,
)
from legacymap.sharing.check import Claim, SourceFile, checked
from legacymap.sharing.names import drawn_key, fingerprint, keep_key, own_names, read_key
from legacymap.sharing.returns import differences, files_below, put, require_place
from legacymap.sharing.share import MANIFEST, Return, Source, Wish, file_name, made_return, suppliers_of
from legacymap.writing.yaml import yaml_text

TABLES = "tables.csv"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to leave, and for whom: an audience by name or file, and the systems chosen.

    `organisations` (with all below them) and `tags` choose systems; empty: all. `key` names the file of the
    key of pseudonyms, which `makes_key` asks to be made. With `strict` nothing leaves where there are errors;
    with `impacts` withheld systems count for what they stand on.
    """

    audience: str
    organisations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    supplier: str = ""
    key: Path | None = None
    makes_key: bool = False
    strict: bool = False
    impacts: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """A return that was made (unless its check has hits), what was checked, and what to say of it.

    `made` and `checked` are None where nothing was made, because of errors.
    """

    audience: Audience
    made: Return | None
    checked: Checked | None
    notes: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def share(request: Request, choice: Choice, output: Path) -> Shared:
    """Makes a return in the folder `output` and checks it; where the check has a hit, nothing stays written.

    Raises RequestError when the request cannot be done.
    """
    audience, sha256 = chosen_audience(choice.audience)
    _require_sense(choice, audience)
    _require_separate(request, choice, output)
    require_place(output, TABLES if audience.records == "none" else MANIFEST)
    analysis = analyse_systems(request)
    diagnostics = analysis.outline
    if choice.strict and any(each.severity == "error" and each.waived is None for each in diagnostics):
        return Shared(audience, None, None, (), diagnostics)
    if audience.records == "none":
        tables = _published(analysis, audience, choice)
        seen: list[Checked] = []

        def is_clean(folder: Path) -> bool:
            seen.append(tables.checked(_table_file(folder / TABLES)))
            return not seen[0].hits

        put(output, tables.files, TABLES, is_clean)
        return Shared(audience, None, seen[0], tuple(_lost(source_of(analysis))), diagnostics)
    home = _home(analysis)
    source = source_of(analysis, home)
    key = drawn_key() if choice.makes_key else _key(choice)
    wish = Wish(audience, sha256, chosen_systems(analysis, choice), choice.supplier, key, choice.impacts)
    made = made_return(source, wish, yaml_text)
    before = _manifest_in(output)
    found: list[Checked] = []

    def accept(folder: Path) -> bool:
        found.append(checked(home, _files(folder), _claim(analysis, home, audience, made.shared)))
        if choice.makes_key and choice.key and key and not found[0].hits:
            keep_key(key, choice.key)
        return not found[0].hits

    put(output, made.files, MANIFEST, accept)
    notes = (*_lost(source), *_notes(analysis, choice, audience, made), *_of_keys(choice, made, key, before))
    return Shared(audience, made, found[0], notes, diagnostics)


def check(request: Request, choice: Choice, folder: Path) -> Checked:
    """What a return holds that its source did not mean to share; `choice` may name its audience and its key.

    Raises RequestError where the folder is no return, was not made from what the request names, or holds
    nothing amiss and yet is not as it was made.
    """
    if (folder / TABLES).is_file() and not (folder / MANIFEST).exists():
        return _checked_tables(request, choice, folder)
    manifest = _manifest_in(folder)
    if manifest is None:
        raise RequestError(f"`{folder}` is no return: it has no usable `{MANIFEST}`.", "Name its folder.")
    audience, sha256 = chosen_audience(choice.audience or manifest.audience)
    if sha256 != manifest.audience_sha256:
        raise RequestError(
            f"The audience `{audience.audience}` has changed since `{folder}` was made.",
            "Name the file that it was made with: `--audience FILE`.",
        )
    analysis = analyse_systems(request)
    if manifest.inventory_sha256 != analysis.inventory.sha256:
        raise RequestError(
            f"`{folder}` was not made from this inventory as it stands.",
            "Name the files that it was made from, as they were then; or make the return anew.",
        )
    shared = _shared_in(folder, manifest, analysis, _key(choice))
    home = _home(analysis)
    found = checked(home, _files(folder), _claim(analysis, home, audience, shared))
    files = {name: path.read_bytes() for name, path in files_below(folder)}
    for why in () if found.hits else differences(files, manifest):
        raise RequestError(f"`{folder}` is not as it was made: {why}.", "Make the return anew.")
    return found


def chosen_audience(named: str) -> tuple[Audience, str]:
    """An audience by name or file, and the SHA-256 of its file; RequestError where it cannot be used."""
    path = shipped_audience(named) if named in SHIPPED else Path(named)
    if not path.is_file():
        hint = did_you_mean(named, SHIPPED) or f"Shipped are {listed(SHIPPED, 'and')}; else name a file."
        raise RequestError(f"There is no audience `{named}`.", hint)
    found = usable(path, "audience", Audience, audience_faults)
    return found.model, found.sha256


def source_of(analysis: Analysis, home: Iterable[SourceFile] = ()) -> Source:
    """What a return is made of; `home` are the files of the inventory, for keys of the user's own."""
    groups = analysis.reference.framework.groups
    impact = frozenset(group.id for group in groups if group.role == "impact")
    return Source(
        analysis.inventory,
        analysis.assessments,
        analysis.provenance,
        analysis.least_handling,
        impact,
        _not_read(analysis),
        dict(_written(home)),
    )


def chosen_systems(analysis: Analysis, choice: Choice) -> frozenset[str] | None:
    """The systems that flags choose; None where they choose nothing."""
    if not choice.organisations and not choice.tags:
        return None
    inventory = analysis.inventory
    found = frozenset(inventory.records)
    if choice.organisations:
        found &= frozenset().union(*(members(inventory, each) for each in choice.organisations))
    wanted = frozenset(choice.tags)
    if wanted:
        found = frozenset(
            each for each in found if not wanted.isdisjoint(inventory.records[each].system.tags or ())
        )
    return found


@dataclass(frozen=True, slots=True)
class _Tables:
    """Files of published tables by name, and what they claim to hold."""

    files: Mapping[str, str | bytes]
    claim: Claim
    home: tuple[SourceFile, ...]

    def checked(self, written: SourceFile) -> Checked:
        # The page and the workbook hold the same cells among the formats' own words.
        return checked(self.home, [written], self.claim)


def _published(analysis: Analysis, audience: Audience, choice: Choice) -> _Tables:
    """Tables for an audience that sees no record, in the place of a return."""
    chosen = chosen_systems(analysis, choice)
    found = public_tables(
        analysis, audience, frozenset(analysis.inventory.records) if chosen is None else chosen
    )
    if not found.tables:
        raise RequestError(
            "No table can be published: there are too few systems.", "Share them with another audience."
        )
    files: dict[str, str | bytes] = {
        TABLES: "\ufeff" + FORMATS["csv"](public_list_view(found), Screen(80, False)),
        "tables.html": FORMATS["html"](public_view(found), Screen(80, False)),
        "tables.xlsx": FILES["xlsx"](public_view(found), analysis.provenance.as_of),
    }
    home = _home(analysis)
    claim = _claim(analysis, home, audience, frozenset())
    words = {analysis.inventory.organisation(each).name or each for each in analysis.inventory.named}
    words |= {text for table in found.tables for text in (table.title, *table.rows, *table.columns)}
    return _Tables(files, replace(claim, words=claim.words | words), home)


def _table_file(path: Path) -> SourceFile:
    """A csv file as a document of its cells."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    return SourceFile("tables", text, ([cell for row in csv.reader(StringIO(text)) for cell in row],))


def _checked_tables(request: Request, choice: Choice, folder: Path) -> Checked:
    """Whether published tables hold what should not be there, and are what the inventory comes to."""
    audience, _ = chosen_audience(choice.audience or "public")
    analysis = analyse_systems(request)
    published = _published(analysis, audience, choice)
    found = published.checked(_table_file(folder / TABLES))
    for name, content in () if found.hits else published.files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != (
            content if isinstance(content, bytes) else content.encode()
        ):
            raise RequestError(
                f"`{path}` is not what this inventory comes to on {analysis.provenance.as_of}.",
                "Name the day, the files and the choices that it was made with: `--as-of DATE`.",
            )
    return found


def _not_read(analysis: Analysis) -> Mapping[str, int]:
    """How many records and files could not be read; empty where all could."""
    lost = analysis.incomplete or Incomplete()
    counts = {"records": lost.records, "files": len(lost.files) + len(lost.returns or ())}
    return {each: count for each, count in counts.items() if count}


def _require_sense(choice: Choice, audience: Audience) -> None:
    if audience.records == "of-supplier" and not choice.supplier.strip():
        raise RequestError(
            f"The audience `{audience.audience}` is one supplier.", "Name it: `--supplier TEXT`."
        )
    if audience.records != "of-supplier" and choice.supplier:
        raise RequestError(
            f"`--supplier` changes nothing for the audience `{audience.audience}`.", "Leave it out."
        )
    if audience.names == "pseudonyms" and choice.key is None:
        raise RequestError(
            "Pseudonyms need a key.", "`--key FILE` names it; with `--new-key` it is made there."
        )
    if choice.makes_key and choice.key is None:
        raise RequestError("`--new-key` needs a place for the key.", "Name it: `--key FILE`.")


def _require_separate(request: Request, choice: Choice, output: Path) -> None:
    """A return inside the inventory that it is made from would be read as part of it; a key never leaves."""
    target = output.resolve()
    if choice.key is not None and target in choice.key.resolve().parents:
        raise RequestError(
            f"The key file `{choice.key}` would leave with `{output}`.", "Name a file that stays at home."
        )
    for path in request.paths:
        if target == path.resolve() or path.resolve() in target.parents:
            raise RequestError(
                f"`{output}` lies inside `{path}`, whose inventory would then hold every system twice.",
                "Name a folder beside it.",
            )


def _key(choice: Choice) -> bytes | None:
    if choice.key is None:
        return None
    return read_key(choice.key)


def _lost(source: Source) -> Iterator[str]:
    if source.not_read:
        lost = listed([counted(count, kind[:-1]) for kind, count in source.not_read.items()], "and")
        yield f"what could not be read is not in it, and it says so: {lost}"


def _notes(analysis: Analysis, choice: Choice, audience: Audience, made: Return) -> Iterator[str]:
    stubs = counted(made.stubs, "stub") + (" of what is withheld" if made.stubs else "")
    kept_back = counted(sum(made.withheld.values()), "value")
    yield f"{counted(made.records, 'record')} and {stubs} leave; {kept_back} stay at home"
    if choice.supplier:
        named = suppliers_of(analysis.inventory, made.shared, choice.supplier)
        if len(named) > 1:
            yield f"more than one supplier goes by `{choice.supplier}`: {listed(named, 'and')}"
    allowed = Allowed(audience)
    lacking = [each for each in COUNTED_BY if not allowed.leaves(tuple(each.split(".")))]
    if lacking and audience.scores == "levels":
        yield f"a scan of the return differs from yours, because {listed(lacking, 'and')} did not leave"


def _of_keys(choice: Choice, made: Return, key: bytes | None, before: Manifest | None) -> Iterator[str]:
    if choice.makes_key:
        yield "the key is new, and so are the pseudonyms: none is that of an earlier return"
    elif key and before and before.pseudonyms and before.pseudonyms != fingerprint(key):
        yield "the return that stood here was made under another key: these pseudonyms are new"
    if not key and made.stubs:
        yield "stubs are numbered anew in each return; under `--key FILE` they keep their ids"


def _manifest_in(folder: Path) -> Manifest | None:
    path = folder / MANIFEST
    return read_single(path, "share", Manifest, inner=True).model if path.is_file() else None


def _claim(
    analysis: Analysis, home: tuple[SourceFile, ...], audience: Audience, shared: frozenset[str]
) -> Claim:
    provenance = analysis.provenance
    editions = (provenance.framework, provenance.lifecycle)
    words = {audience.audience, audience.title, audience.names, f"legacymap {provenance.legacymap}"}
    words |= {part for each in editions for part in (each.id, each.version, each.sha256)}
    words |= {word for _, each in analysis.reference.framework.criteria for word in (each.id, each.code)}
    words |= {provenance.as_of.isoformat(), provenance.inventory_sha256}
    words |= {file_name(system.partition("/")[0]) for system in shared}
    records = analysis.inventory.records
    called = {
        name.casefold()
        for system, record in records.items()
        if system not in shared
        for name in (record.system.name, *(record.system.aliases or ()))
    }

    def is_there(full_id: str) -> bool:
        # A reference may also be the name of a system.
        return full_id in records or full_id.partition("/")[2].casefold() in called

    words |= _changed_words(analysis, home, audience, shared)
    return Claim(audience, shared, is_there, frozenset(words))


def _changed_words(
    analysis: Analysis, home: tuple[SourceFile, ...], audience: Audience, shared: frozenset[str]
) -> set[str]:
    """What may leave of records that are not as their files have them: mended, or changed by agreements.

    So may the full ids of all that is shared: records name each other by them.
    """
    broken = {file.shown for file, at_home in zip(analysis.files, home, strict=True) if not at_home.values}
    found: set[str] = set()
    if audience.names != "kept":  # ids and names are none of these
        return found
    joined = set((analysis.agreed.same or {}).values())
    how = Cut(Allowed(audience), lambda _, reference: reference, in_years=False)
    for system in sorted(shared):
        record = analysis.inventory.records[system]
        found.add(system)
        if record.route.file in broken or system in joined:
            found |= texts(record.system, (), how) | {record.organisation, record.system.id}
    return found


def _shared_in(folder: Path, manifest: Manifest, analysis: Analysis, key: bytes | None) -> frozenset[str]:
    """The systems at home that a return holds as records."""
    if manifest.names == "pseudonyms" and key is None:
        raise RequestError("The return has pseudonyms, which only their key explains.", "Add `--key FILE`.")
    if key is not None and manifest.pseudonyms != fingerprint(key):
        raise RequestError(f"`{folder}` was made under another key.", "Name the one that it was made with.")
    is_renamed = manifest.names == "pseudonyms"
    names = own_names(analysis.inventory.records, key if is_renamed else None)
    written = {name: system for system, name in names.items()}
    found = set()
    for file in _files(folder):
        for value in file.values:
            found |= {written[each] for each in _ids(value) if each in written}
    return frozenset(found)


def _ids(document: object) -> Iterator[str]:
    if not isinstance(document, dict) or not isinstance(document.get("systems"), list):
        return
    owner = document.get("organisation")
    organisation = owner.get("id") if isinstance(owner, dict) else owner
    for record in document["systems"]:
        if isinstance(record, dict) and record.get("withheld") is None:
            yield f"{organisation}/{record.get('id')}"


def _home(analysis: Analysis) -> tuple[SourceFile, ...]:
    """The files of the inventory itself."""
    return tuple(_source_file(file.below, file.path) for file in analysis.files)


def _written(home: Iterable[SourceFile]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The records by full id, and the organisations by id, as their files have them."""
    for document in (value for file in home for value in file.values if isinstance(value, dict)):
        owner, systems = document.get("organisation"), document.get("systems")
        organisation = owner.get("id") if isinstance(owner, dict) else owner
        if isinstance(owner, dict):
            yield str(organisation), owner
        for record in systems if isinstance(systems, list) else ():
            if isinstance(record, dict):
                yield f"{organisation}/{record.get('id')}", record


def _files(folder: Path) -> Iterable[SourceFile]:
    return [_source_file(name, path) for name, path in files_below(folder)]


def _source_file(name: str, path: Path) -> SourceFile:
    """A file as text, and what can be read of it."""
    content = b""
    with suppress(OSError):
        content = path.read_bytes()
    text = content.decode("utf-8", "replace").lstrip("\ufeff")
    return SourceFile(name, text, _values(text))


def _values(text: str) -> tuple[object, ...]:
    try:
        return values_of(text)
    except Exception:  # noqa: BLE001 - what cannot be read is looked through as text alone
        return ()
