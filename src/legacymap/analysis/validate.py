"""Validates: reads an inventory and lists everything that is wrong with it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from legacymap.analysis.analysis import Analysis, analyse
from legacymap.analysis.request import Request
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Diagnostic
from legacymap.domain.frozen import dataclass
from legacymap.domain.results import Validation
from legacymap.domain.settings import KnownFinding
from legacymap.reading.files import shown
from legacymap.reading.foreign import Passed
from legacymap.reading.places import Places
from legacymap.reading.single import read_baseline
from legacymap.rules import RULEBOOK


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which findings are listed, and which of them count.

    `shown` are files and folders whose findings are listed, all when empty. Findings that the file `baseline`
    holds do not count; with `adopting` and no baseline none does. `strict`: warnings count as errors do.
    """

    shown: tuple[Path, ...] = ()
    baseline: Path | None = None
    adopting: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Validated:
    """What was found, and the places to show the lines of.

    `every` are all findings, those of files that are not listed too; `gone` is what the baseline holds and
    nobody finds any more; `passed` are the files that are nobody's inventory, or are left out, and why.
    """

    validation: Validation
    places: Places
    every: tuple[Diagnostic, ...] = ()
    gone: tuple[KnownFinding, ...] = ()
    passed: tuple[Passed, ...] = ()


_ALL = Narrowing()
_FEW = 10


def validate(request: Request, narrowing: Narrowing = _ALL) -> Validated:
    """Every finding of the inventory; raises RequestError when the request cannot be done."""
    return validated(analyse(request), narrowing)


def validated(read: Analysis, narrowing: Narrowing = _ALL) -> Validated:
    """The same of what is read already; the scenarios that it names are read besides."""
    known = read_baseline(narrowing.baseline).findings if narrowing.baseline else ()
    analysis = _with_scenarios(read)
    records = analysis.inventory.records
    every = analysis.findings
    marked = _marked(every, known, narrowing)
    wanted = [shown(path) for path in narrowing.shown]
    files = analysis.inventory.files
    _require_read(wanted, (*files, *(each.file for each in analysis.passed)))
    validation = Validation(
        files=len(files),
        systems=len(records),
        diagnostics=tuple(each for each in marked if _is_wanted(each.place.file, wanted)),
        handling=analysis.marking_of(records),
        provenance=analysis.provenance,
        rules=RULEBOOK.pages,
        names=tuple(file for file in files if _is_wanted(file, wanted)),
        against_baseline=narrowing.baseline is not None or narrowing.adopting,
        strict=narrowing.strict,
        incomplete=analysis.incomplete,
        asked=len(wanted),
        passed=len(analysis.passed),
    )
    return Validated(
        validation=validation,
        places=analysis.sources,
        every=every,
        gone=_gone(known, every, analysis),
        passed=analysis.passed,
    )


def _with_scenarios(read: Analysis) -> Analysis:
    if not read.scenario_files and read.default_scenario is None:
        return read
    from legacymap.analysis.scenario import with_scenarios  # noqa: PLC0415 - plans' words, only where they are said

    return with_scenarios(read)


def _require_read(wanted: Iterable[str], files: Iterable[str]) -> None:
    """Raises RequestError for paths asked for at which no file was read, nor passed over."""
    every = list(files)
    unread = [path for path in wanted if not any(_is_wanted(file, [path]) for file in every)]
    if unread:
        few = ", ".join(f"`{path}`" for path in unread[:_FEW])
        more = f" and {len(unread) - _FEW:,} more" if len(unread) > _FEW else ""
        hint = "Each must be a YAML file or a folder below --within that is there; leave out deleted files."
        raise RequestError(f"Nothing was read at {few}{more}.", hint)


def _marked(
    found: Iterable[Diagnostic], known: Iterable[KnownFinding], narrowing: Narrowing
) -> tuple[Diagnostic, ...]:
    """The findings, with a word on those that a baseline knows."""
    prints = {each.fingerprint for each in known}
    knows_all = narrowing.adopting and narrowing.baseline is None
    return tuple(
        replace(each, known=True) if knows_all or each.fingerprint in prints else each for each in found
    )


def _is_wanted(file: str, wanted: Iterable[str]) -> bool:
    """Whether a file is one of those wanted, or below one; every file is when none is named."""
    every = [normalize("NFC", each) for each in wanted]
    file = normalize("NFC", file)
    return not every or any(path in {file, "."} or file.startswith(f"{path}/") for path in every)


def _gone(
    known: Iterable[KnownFinding], found: Iterable[Diagnostic], analysis: Analysis
) -> tuple[KnownFinding, ...]:
    """What is known and not found, of the rules asked for and the files that could have shown it."""
    prints = {each.fingerprint for each in found}
    asked = RULEBOOK.by_code.keys() if analysis.request.rules is None else analysis.request.rules
    read = {*analysis.inventory.files, *(each.place.file for each in found)}
    return tuple(
        each
        for each in known
        if each.fingerprint not in prints
        and (each.rule in asked or each.rule not in RULEBOOK.by_code)
        and (each.file in read or not Path(each.file).exists())
    )
