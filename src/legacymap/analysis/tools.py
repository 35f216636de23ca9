"""Other tools' files on their way in: read, recognised, and handed to the module of their tool."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from legacymap.analysis.editing import Editable
from legacymap.analysis.sources import content_of
from legacymap.analysis.telling import ImportRequest
from legacymap.domain.errors import RequestError
from legacymap.domain.imports import ImportMapping
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.person_names import names_a_person
from legacymap.domain.system import Technology
from legacymap.exchange.delimited import opened
from legacymap.exchange.draft import Declared, Finding, Place
from legacymap.exchange.sheets import Source as Book
from legacymap.exchange.sheets import over_the_limit
from legacymap.exchange.sources.backstage import Entity
from legacymap.exchange.sources.file import SourceFile, Surroundings
from legacymap.exchange.sources.kinds import KINDS, Kind, may_be_a_table, recognised
from legacymap.lifecycle.catalogue import shipped
from legacymap.lifecycle.matching import Matcher
from legacymap.reading.document import Document
from legacymap.reading.documents import documents
from legacymap.reading.text import Unreadable, decoded

TOOLS: tuple[Kind, ...] = ("servicenow", "leanix", "backstage", "archimate", "cyclonedx")
_CATALOGUES = (".yaml", ".yml")
_MOST_FILES = 20_000


def source_files(sources: Sequence[Path]) -> list[SourceFile]:
    """The files of a source, of folders those that may hold a catalogue; RequestError where unreadable."""
    found = []
    for path in sources:
        for each in _below(path):
            shown = each.relative_to(path).as_posix() if path.is_dir() else each.name
            found.append(SourceFile(shown, content_of(each)))
    return found


def opened_table(files: Sequence[SourceFile]) -> Book | None:
    """The only file of a source as a workbook or text table, where it can be one."""
    if len(files) != 1 or not may_be_a_table(files[0]):
        return None
    return opened(files[0].content, files[0].name)


def tool_of(request: ImportRequest, files: Sequence[SourceFile], book: Book | None = None) -> Kind:
    """The tool that the files are of: the one asked for, else what they look like; `book` is the only one."""
    if request.kind is not None:
        kind = next((each for each in KINDS if each == request.kind), None)
        if kind is None:
            hint = did_you_mean(request.kind, KINDS) or f"The kinds are {listed(KINDS, 'and')}."
            raise RequestError(f"`{request.kind}` is not a kind of source.", hint)
        return kind
    kinds = {recognised(file, book) for file in files}
    if len(kinds) > 1:
        message = f"The sources are of {len(kinds)} kinds: {listed(sorted(kinds), 'and')}."
        hint = "Import them one after the other, or say `--from KIND`."
        folders = [path for path in request.sources if path.is_dir()]
        if folders:
            hint += f" If the records are to go into `{folders[-1]}`, say `--into {folders[-1]}`."
        raise RequestError(message, hint)
    return kinds.pop()


def stated_by(
    kind: Kind,
    files: Sequence[SourceFile],
    request: ImportRequest,
    name: str,
    more: tuple[Editable, ImportMapping],
) -> Declared:
    """What files of a tool state; RequestError where one is missing something, or cannot be read."""
    inventory, mapping = more
    around = Surroundings(
        name=name,
        names_a_person=names_a_person,
        keep_persons=request.keeps_persons,
        currency=inventory.currency,
        is_known=is_known,
        types={
            " ".join(word.split()).casefold(): each
            for relations in mapping.relations or ()
            for word, each in ((relations.types and relations.types.values) or {}).items()
        },
        through=mapping.through or (),
        columns={name: each for name, each in (mapping.columns or {}).items() if each is not None},
        with_services=request.with_services,
        where=request.where,
        all_components=request.all_components,
        matches=mapping.matches or {},
        system=_system(request, inventory) if kind == "cyclonedx" else "",
    )
    if kind == "servicenow":
        from legacymap.exchange.sources.servicenow import declared as servicenow  # noqa: PLC0415 - one of five

        return servicenow(files, around)
    if kind == "leanix":
        from legacymap.exchange.sources.leanix import declared as leanix  # noqa: PLC0415 - as above

        return leanix(files, around)
    if kind == "backstage":
        return _catalogue(files, around)
    if kind == "archimate":
        from legacymap.exchange.sources.archimate import declared as archimate  # noqa: PLC0415 - loads lxml

        return archimate(_only(files), around)
    from legacymap.exchange.sources.cyclonedx import declared as cyclonedx  # noqa: PLC0415 - as above

    return cyclonedx(files, around)


@lru_cache
def shipped_matcher() -> Matcher:
    """What knows the products of the shipped catalogue."""
    ready = shipped()
    if ready is None:
        from legacymap.analysis.reference import catalogued  # noqa: PLC0415 - where none is compiled

        return Matcher(catalogued().products)
    return Matcher(ready)


def is_known(text: str, purl: str) -> bool:
    """Whether the catalogue of support dates knows a product by its name or its package URL."""
    matcher = shipped_matcher()
    return any(
        bool(each.strip()) and matcher.match(Technology.model_validate(each.strip())).product is not None
        for each in (text, purl)
    )


def mapping_of_tool(kind: Kind, name: str, organisation: str | None) -> str:
    """The mapping that a first import of a tool's file writes: what can be said of it, and where."""
    whose = f"organisation: {organisation}\n" if organisation else ""
    return (
        f"# How `legacymap import` reads this {kind} source: its fields are known, and all others are kept.\n"
        "# `organisation: ID` says whose systems they are, `matches: {KEY: organisation/system}` who is who\n"
        f"import: {name}\nsource: {{from: {kind}}}\n{whose}"
    )


def parsed_where(conditions: Sequence[str]) -> Mapping[str, str]:
    """`PROPERTY=VALUE` conditions as a mapping; RequestError for one without an equals sign."""
    found = {}
    for each in conditions:
        name, equals, value = each.partition("=")
        if not equals or not name.strip():
            raise RequestError(f"`--where {each}` has no value.", "Write `--where 'GEMMA type=Applicatie'`.")
        found[name.strip()] = value.strip()
    return found


def _below(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    root = path.resolve()
    found = sorted(
        each
        for each in path.rglob("*")
        if each.suffix in _CATALOGUES and each.is_file() and each.resolve().is_relative_to(root)
    )
    if not found:
        raise RequestError(f"`{path}` holds no YAML file.", "Of a folder only a Backstage catalogue is read.")
    if len(found) > _MOST_FILES:
        raise over_the_limit(str(path), f"it holds more than {_MOST_FILES:,} files")
    return found


def _only(files: Sequence[SourceFile]) -> SourceFile:
    if len(files) > 1:
        raise RequestError("More than one model cannot be imported at once.", "Import them one by one.")
    return files[0]


def _catalogue(files: Sequence[SourceFile], around: Surroundings) -> Declared:
    from legacymap.exchange.sources.backstage import declared as backstage  # noqa: PLC0415 - as above

    unreadable: list[Finding] = []
    entities = [entity for file in files for entity in _entities(file, unreadable)]
    found = backstage(entities, around)
    found.findings += unreadable
    return found


def _entities(file: SourceFile, unreadable: list[Finding]) -> Iterator[Entity]:
    """The documents of a file with the lines of what they hold, up to one that is no YAML, which is told."""
    text = ""
    try:
        text = decoded(file.content)
        for document in documents(text):
            line = text.count("\n", 0, document.start) + 1
            yield Entity(file.name, line, document.value, _positions(text, document))
    except Unreadable as stopped:
        line = text.count("\n", 0, stopped.position) + 1
        place = Place(file.name, line=line)
        message = f"The file is not read from here on: {stopped.message}"
        unreadable.append(Finding("unreadable-source", message, place, stopped.hint))


def _positions(text: str, document: Document) -> Callable[[tuple[str | int, ...]], tuple[int, int]]:
    """What gives line and column of a path in a document; of what is not there, those of what is above."""

    def position_of(path: tuple[str | int, ...]) -> tuple[int, int]:
        at, position = document.value, document.start
        for step in path:
            marks = document.marks.get(id(at))
            if isinstance(at, dict) and step in at and marks:
                position = marks[4 * document.position(at, step)]
                at = at[step]
            elif isinstance(at, list) and isinstance(step, int) and step < len(at) and marks:
                position = marks[2 * step]
                at = at[step]
            else:
                break
        return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)

    return position_of


def _system(request: ImportRequest, inventory: Editable) -> str:
    """The full id of the system that a bill of materials is of; a short id where only one system has it."""
    asked = request.system
    if asked is None:
        message = "A bill of materials says nothing of which system it is of."
        raise RequestError(message, "Name it by `--system ORGANISATION/SYSTEM`.")
    ids = [each.id for each in inventory.records]
    found = [each for each in ids if asked in {each, each.partition("/")[2]}]
    if len(found) != 1:
        why = "is the id of several systems" if found else "is no system of the inventory"
        short = [each.partition("/")[2] for each in ids]
        near = did_you_mean(asked, ids) or did_you_mean(asked, short) or "Add it first."
        hint = f"Write {listed(found)}." if found else near
        raise RequestError(f"`{asked}` {why}.", hint)
    return found[0]
