"""Files that a request rests on: without fault, or the request cannot be done."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from legacymap import __version__
from legacymap.domain.catalogue import Catalogue, Product
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Diagnostic, Fault, Place, Route
from legacymap.domain.framework import USUAL, Accepted, Framework
from legacymap.domain.frozen import dataclass
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.results import CatalogueEdition, CatalogueProvenance, Edition
from legacymap.domain.settings import Settings
from legacymap.domain.values import Model
from legacymap.findings import diagnostics
from legacymap.lifecycle.catalogue import faults as faults_in_catalogue
from legacymap.lifecycle.catalogue import merged, shipped_files, unknown_products
from legacymap.lifecycle.catalogue import shipped as compiled_catalogue
from legacymap.lifecycle.matching import Matcher
from legacymap.reading.extending import relocated
from legacymap.reading.files import Choice, File, is_within
from legacymap.reading.places import Places
from legacymap.reading.single import Single, read_single
from legacymap.rules import RULEBOOK
from legacymap.rules.unknown_section import unknown_sections
from legacymap.scoring.criteria import derivation_problems
from legacymap.scoring.effort import effort_problem
from legacymap.scoring.frameworks import SHIPPED, shipped_framework

_Model = TypeVar("_Model", bound=Model)
Check = Callable[[_Model, Route], Iterable[Fault]]
_MOST = 50  # faults that one message lists
_NOWHERE = Places(())


@dataclass(frozen=True, slots=True)
class Usable(Generic[_Model]):
    """What a file without fault holds, the SHA-256 of its bytes, the route to it, and where that leads.

    `origins` are the documents that its top-level keys are from, where it extends others; `warnings` what is
    to be said of it all the same.
    """

    model: _Model
    sha256: str
    route: Route
    places: Places
    origins: Mapping[str, Route] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()


def usable(
    path: Path, key: str, model: type[_Model], check: Check[_Model] | None = None, places: Places = _NOWHERE
) -> Usable[_Model]:
    """The document of kind `key` in a file; `check` may find more faults in it, of which warnings pass.

    `places` knows the other files that faults may lead to. Raises RequestError where the file is missing, or
    with every fault and its place: nothing is half-loaded.
    """
    require_file(path, key)
    return used(read_single(path, key, model), path, check, places)


def require_file(path: Path, key: str) -> None:
    """Raises RequestError where there is no such file."""
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file may raise
        hint = f"It is a folder: name the {key} file in it." if os.path.isdir(path) else "Check the path."  # noqa: PTH112 - the same
        raise RequestError(f"There is no {key} file `{path}`.", hint)


def used(read: Single[_Model], path: Path, check: Check[_Model] | None, places: Places) -> Usable[_Model]:
    """The same of a file that is read already."""
    found = faults(read, check)
    wrong = [each for each in found if RULEBOOK.by_name[each.rule].severity == "error"]
    places = places.beside(read.file, *read.bases)
    if wrong or read.model is None:
        raise _unusable(path, wrong, places)
    warned = tuple(each for each in found if RULEBOOK.by_name[each.rule].severity == "warning")
    return Usable(read.model, read.sha256, read.route, places, read.origins, warned)


def faults(read: Single[_Model], check: Check[_Model] | None) -> list[Fault]:
    """What is wrong with a file: its form, or else what `check` finds in it."""
    if read.faults or read.model is None or check is None:
        return [*read.faults]
    return [relocated(each, read.route, read.origins) for each in check(read.model, read.route)]


def listed_faults(found: Sequence[Diagnostic]) -> list[str]:
    """Faults as lines of a message, each with its place, remedy and what it relates to; the first 50."""
    lines = [line for each in found[:_MOST] for line in _lines(each)]
    return [*lines, f"… and {len(found) - _MOST} more."] if len(found) > _MOST else lines


def _unusable(path: Path, wrong: Iterable[Fault], places: Places) -> RequestError:
    found = diagnostics(places.located(wrong), {}, {}, RULEBOOK)
    said = "1 fault" if len(found) == 1 else f"{len(found)} faults"
    return RequestError(f"`{path}` cannot be used: it has {said}.", lines=listed_faults(found))


def _lines(found: Diagnostic) -> list[str]:
    """A fault as an inventory's errors are named, with its remedy and what it relates to."""
    related = [f"  = see: {_place(place)} {words}" for place, words in found.related]
    head = f"{_place(found.place)}: {found.severity} {found.code} {found.name}: {found.message}"
    return [head, *([f"  = hint: {found.hint}"] if found.hint else []), *related]


def _place(place: Place) -> str:
    return place.text


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The products of all files together, and the edition that they make up."""

    products: Sequence[Product]
    edition: CatalogueEdition

    def provenance(self, as_of: date) -> CatalogueProvenance:
        """What an answer for this day is made from."""
        return CatalogueProvenance(__version__, self.edition, as_of)


def catalogued(files: Iterable[Path] = ()) -> Lifecycle:
    """The shipped catalogue with `files` added, product by product; the later wins.

    Raises RequestError where a file is missing or wrong in any way: nothing is half-loaded.
    """
    base = _shipped()
    added = [catalogue_file(path) for path in files]
    if not added:
        return Lifecycle(base.products, _edition(base.versions, base.digests))
    whole = Catalogue.model_construct(lifecycle=base.versions[0], products=tuple(base.products))
    products = merged([whole, *(found.model for found in added)])
    strange = unknown_products(products)
    if strange:
        message = f"`may_be` names {listed(strange, 'and')}, which no catalogue has."
        raise RequestError(message, "`legacymap lifecycle search TEXT` finds the ids of products.")
    return Lifecycle(
        products,
        _edition(
            [*base.versions, *(found.model.lifecycle for found in added)],
            [*base.digests, *(found.sha256 for found in added)],
        ),
    )


@dataclass(frozen=True, slots=True)
class _Shipped:
    """What is shipped, with the versions of its files and the hash of each."""

    products: Sequence[Product]
    versions: Sequence[str]
    digests: Sequence[str]


def _shipped() -> _Shipped:
    """What is shipped, as compiled or else as its files hold it.

    That no name or cycle of it stands twice is for its tests, not for each run.
    """
    ready = compiled_catalogue()
    if ready is not None:
        return _Shipped(ready, [ready.version], [*ready.sources.values()])
    read = [usable(path, "lifecycle", Catalogue) for path in shipped_files()]
    products = tuple(product for found in read for product in found.model.products)
    return _Shipped(products, [found.model.lifecycle for found in read], [found.sha256 for found in read])


def catalogue_file(path: Path) -> Usable[Catalogue]:
    """The catalogue in a file; RequestError with every fault and its place, where there are any."""
    return usable(path, "lifecycle", Catalogue, faults_in_catalogue)


def _edition(versions: Iterable[str], digests: Iterable[str]) -> CatalogueEdition:
    """The newest version of the files, and the hash of their hashes in the order in which they count."""
    return CatalogueEdition(max(versions), hashlib.sha256("\n".join(digests).encode()).hexdigest())


DEFAULT_FRAMEWORK = USUAL


@dataclass(frozen=True, slots=True)
class ReferenceData:
    """The framework with its edition, and the matcher over the catalogue with its edition."""

    framework: Framework
    framework_edition: Edition
    matcher: Matcher
    lifecycle_edition: CatalogueEdition


def reference_data(framework: str | None, lifecycle: tuple[Path, ...]) -> ReferenceData:
    """The framework and catalogue to work with; files in `lifecycle` add to the shipped catalogue.

    Raises RequestError where a file is missing or wrong in any way: nothing is half-loaded.
    """
    chosen = framework or DEFAULT_FRAMEWORK
    path = shipped_framework(chosen) if chosen in SHIPPED else Path(chosen)
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file may raise
        hint = did_you_mean(chosen, SHIPPED) or f"Check the path; shipped is {listed(SHIPPED, 'and')}."
        raise RequestError(f"There is no framework `{chosen}`.", hint)
    judged = usable(path, "framework", Framework)
    problems = derivation_problems(judged.model)
    if problems:
        raise RequestError(
            f"`{path}` cannot be used: {problems[0]}.", "docs/scoring.md lists the derivations."
        )
    too_much = effort_problem(judged.model)
    if too_much:
        raise RequestError(f"`{path}` cannot be used: {too_much}.", "docs/scoring.md says what is bounded.")
    catalogue = catalogued(lifecycle)
    return ReferenceData(
        framework=_with_codes(judged.model),
        framework_edition=Edition(judged.model.framework, judged.model.version, judged.sha256),
        matcher=Matcher(catalogue.products),
        lifecycle_edition=catalogue.edition,
    )


def _with_codes(framework: Framework) -> Framework:
    """The framework with tables that know the criteria of shipped older ones by name and by code."""
    if not framework.accepts:
        return framework
    accepts = {
        older: _by_id_and_code(accepted, older) if older in SHIPPED else accepted
        for older, accepted in framework.accepts.items()
    }
    return framework.model_copy(update={"accepts": accepts})


def _by_id_and_code(accepted: Accepted, older: str) -> Accepted:
    criteria = dict(accepted.criteria)
    for _, criterion in usable(shipped_framework(older), "framework", Framework).model.criteria:
        for word, other in ((criterion.id, criterion.code), (criterion.code, criterion.id)):
            if word in accepted.criteria:
                criteria.setdefault(other, accepted.criteria[word])
    return accepted.model_copy(update={"criteria": criteria})


NAME = "legacymap.yaml"
_KINDLESS = "not-of-this-kind"
_OF_ANOTHER_KIND = frozenset({"not-a-mapping", "unknown-key"})  # what such a file seems as an inventory


@dataclass(frozen=True, slots=True)
class Agreed:
    """The settings in force (paths made relative to the working directory), their faults, and their files.

    `routes` lead to what each file states, in the order of `files`, `stated` to each key that is in force;
    `kindless` are files without settings, `choices` what each folder's settings choose of it, `folders` those
    of the files that the keys in force come from.
    """

    settings: Settings = field(default_factory=Settings.model_construct)  # no validator is built for none
    faults: tuple[Fault, ...] = ()
    files: tuple[File, ...] = ()
    routes: tuple[Route, ...] = ()
    stated: Mapping[str, Route] = field(default_factory=dict)
    kindless: frozenset[str] = frozenset()
    choices: Mapping[Path, Choice] = field(default_factory=dict)
    folders: Mapping[str, Path] = field(default_factory=dict)

    def new(self, faults: Iterable[Fault]) -> tuple[Fault, ...]:
        """Those that the settings do not have already: their files are read as inventory too."""
        known = set(self.faults)
        return tuple(
            fault
            for fault in faults
            if fault not in known
            and not (fault.where.file in self.kindless and fault.rule in _OF_ANOTHER_KIND)
        )


def agreed(paths: Iterable[Path]) -> Agreed:
    """The settings at the roots of `paths`; where two state the same thing, the first."""
    found = Agreed()
    for root in paths:
        file = root / NAME
        # A link that leads out of the folder is named where its files are listed, and not followed.
        if os.path.isdir(root) and os.path.isfile(file) and is_within(file, root):  # noqa: PTH112, PTH113 - may raise
            found = _joined(found, file)
    return found


def _joined(found: Agreed, path: Path) -> Agreed:
    read = read_single(path, "settings", Settings, inner=True)
    if read.is_blank:
        return found
    mend = "Write what it states below `settings:`."
    own = [replace(fault, hint=mend) if fault.rule == _KINDLESS else fault for fault in read.faults]
    kindless = {fault.where.file for fault in own if fault.rule == _KINDLESS}
    faults = [*found.faults, *own]
    settings, stated = found.settings, dict[str, object]()
    if read.model is not None:
        faults += (*_unknown_rules(read.model, read.route), *_unknown_sections(read.model, read.route))
        model, astray = _beside(read.model, path.parent, read.route)
        faults += astray
        stated = {key: value for key, value in model if value is not None}
        first = {key: value for key, value in settings if value is not None}
        settings = Settings.model_construct(**{**stated, **first})
    return Agreed(
        settings=settings,
        faults=tuple(faults),
        files=(*found.files, read.file),
        routes=(*found.routes, read.route),
        stated={key: read.route.to(key) for key in stated} | dict(found.stated),
        kindless=found.kindless | kindless,
        choices={**found.choices, path.parent: _choice(read.model)},
        folders=dict.fromkeys(stated, path.parent) | dict(found.folders),
    )


def _choice(settings: Settings | None) -> Choice:
    return Choice(settings.include or (), settings.exclude or ()) if settings else Choice()


def _beside(settings: Settings, folder: Path, route: Route) -> tuple[Settings, list[Fault]]:
    """The settings with paths that start at the settings file, and what leads out of its folder.

    A framework may also be a shipped id.
    """
    faults = []
    found: dict[str, object] = {}
    for key in ("framework", "lifecycle", "scenario"):
        stated = getattr(settings, key)
        paths = stated if isinstance(stated, tuple) else (stated,) if stated else ()
        outside = [path for path in paths if not is_within(folder / path, folder)]
        if outside:
            message = f"`{outside[0][:60]}` leads out of the folder of the settings, and is not read"
            hint = "Put the file below that folder, or name it by a flag."
            faults.append(Fault("path-leaves-folder", message, route.to(key), hint, subject=(key,)))
        inside = tuple(str(folder / path) for path in paths if path not in outside)
        found[key] = inside if key == "lifecycle" and inside else inside[0] if inside else None
    faults += _narrative_astray(settings, folder, route)
    framework = settings.framework
    if found["framework"] and framework and not os.path.exists(folder / framework):  # noqa: PTH110 - may raise
        found["framework"] = framework
    return settings.model_copy(update=found), faults


def _narrative_astray(settings: Settings, folder: Path, route: Route) -> Iterator[Fault]:
    """A department's own parts of the report that lie outside the folder of the settings."""
    narrative = (settings.submission and settings.submission.narrative) or {}
    for section, path in narrative.items():
        if not is_within(folder / path, folder):
            where = ("submission", "narrative", section)
            message = f"`{path[:60]}` leads out of the folder of the settings, and is not read"
            hint = "Put the file below that folder."
            yield Fault("path-leaves-folder", message, route.to(*where), hint, subject=where)


def _unknown_rules(settings: Settings, route: Route) -> Iterator[Fault]:
    for word in settings.severities or {}:
        if not RULEBOOK.codes(word):
            where = route.to("severities", word, on_key=True)
            message = f"`{word[:60]}` is not a rule"
            yield Fault("unknown-rule", message, where, RULEBOOK.hint(word), subject=("severities", word))


def _unknown_sections(settings: Settings, route: Route) -> Iterator[Fault]:
    narrative = (settings.submission and settings.submission.narrative) or {}
    return unknown_sections(narrative, route, ("submission", "narrative"))
