"""What the settings files at the roots of the inventory agree on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from legacymap.domain.fault import Fault
from legacymap.domain.place import Route
from legacymap.domain.settings import Settings
from legacymap.reading import File, read_single
from legacymap.rules.choosing import hint, named

NAME = "legacymap.yaml"
_KINDLESS = "not-of-this-kind"
_OF_ANOTHER_KIND = frozenset({"not-a-mapping", "unknown-key"})  # what such a file seems as an inventory


@dataclass(frozen=True, slots=True)
class Agreed:
    """The settings in force (paths made relative to the working directory), their faults, and their files.

    `routes` lead to what each file states, in the order of `files`, `stated` to each key that is in force;
    `kindless` are files without settings.
    """

    settings: Settings = field(default_factory=Settings)
    faults: tuple[Fault, ...] = ()
    files: tuple[File, ...] = ()
    routes: tuple[Route, ...] = ()
    stated: Mapping[str, Route] = field(default_factory=dict)
    kindless: frozenset[str] = frozenset()

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
        if root.is_dir() and file.is_file():
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
        faults += _unknown_rules(read.model, read.route)
        stated = _beside(read.model, path.parent).model_dump(exclude_none=True)
        settings = Settings.model_construct(**{**stated, **settings.model_dump(exclude_none=True)})
    return Agreed(
        settings=settings,
        faults=tuple(faults),
        files=(*found.files, read.file),
        routes=(*found.routes, read.route),
        stated={key: read.route.to(key) for key in stated} | dict(found.stated),
        kindless=found.kindless | kindless,
    )


def _beside(settings: Settings, folder: Path) -> Settings:
    """The settings with paths that start at the settings file; a framework may also be a shipped id."""
    framework = settings.framework
    return settings.model_copy(
        update={
            "framework": str(folder / framework)
            if framework and (folder / framework).exists()
            else framework,
            "lifecycle": tuple(str(folder / path) for path in settings.lifecycle or ()) or None,
            "scenario": str(folder / settings.scenario) if settings.scenario else None,
        }
    )


def _unknown_rules(settings: Settings, route: Route) -> Iterator[Fault]:
    for word in settings.severities or {}:
        if not named(word):
            where = route.to("severities", word, on_key=True)
            message = f"`{word[:60]}` is not a rule"
            yield Fault("unknown-rule", message, where, hint(word), subject=("severities", word))
