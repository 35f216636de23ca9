"""A mapping as a model, with what does not fit reported and set aside: a fault never erases a record."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from legacymap.domain.findings import Fault, Path, Route
from legacymap.domain.inventory import written
from legacymap.domain.nearest import nearest
from legacymap.reading.key_hints import SYNONYMS
from legacymap.reading.setting_aside import aside, noted, present, without
from legacymap.reading.wording import worded

_Model = TypeVar("_Model", bound=BaseModel)
OWN_KEYS = "x-"
MOST = 100  # faults listed of one record at a time: nobody reads more, and each has a place to be found
_FOLLOWING = frozenset({"missing", "too_short"})


@dataclass(frozen=True, slots=True)
class Fitted(Generic[_Model]):
    """The model of what fits (None when nothing usable is left), the paths set aside, and the faults."""

    model: _Model | None
    unfit: tuple[Path, ...] = ()
    faults: tuple[Fault, ...] = ()


def fitted(model: type[_Model], value: object, route: Route, slipped: Iterable[Path] = ()) -> Fitted[_Model]:
    """What of `value`, found at `route`, fits `model`; the paths in `slipped` are set aside unread."""
    slipped = tuple(slipped)
    if not slipped:
        with suppress(ValidationError):
            return Fitted(model.model_validate(value))
    fitting = _Fitting(model, value, route)
    fitting.set_aside(slipped)
    while True:
        try:
            found = model.model_validate(fitting.value)
        except ValidationError as error:
            if not fitting.learn(error.errors(include_url=False)):
                return Fitted(None, tuple(fitting.unfit), tuple(fitting.faults))
        else:
            return Fitted(found, tuple(fitting.unfit), tuple(fitting.faults))


class _Fitting:
    """A value that is being fitted, what was set aside of it, and the faults so far."""

    def __init__(self, model: type[BaseModel], value: object, route: Route) -> None:
        self.model = model
        self.value = value
        self.route = route
        self.unfit: list[Path] = []
        self.faults: list[Fault] = []

    def set_aside(self, paths: Iterable[Path]) -> None:
        every = list(paths)
        self.value = without(self.value, every)
        self.unfit += [path for faulty in every for path in noted(faulty)]

    def learn(self, errors: Sequence[ErrorDetails]) -> bool:
        """Whether anything is left once what these errors speak of is reported and set aside."""
        known = tuple(self.unfit)
        empty = [present(error["loc"], self.value) for error in errors if _is_silent(error)]
        faulty = [error for error in errors if not _is_silent(error)]
        listed, rest = faulty[:MOST], faulty[MOST:]
        misspelt = _misspelt(listed)
        paths = []
        for error in listed:
            subject = written(error["loc"], known)
            if error["loc"] not in misspelt and not _is_consequence(error, subject, known):
                self.faults.append(_fault(error, self.model, self.route, subject))
            paths.append(aside(error["loc"], self.value, missing=error["type"] == "missing"))
        if rest:
            self.faults.append(_unlisted(rest, self.route))
            paths += {present(error["loc"], self.value)[:1]: None for error in rest}
        if () in paths:
            return False
        self.unfit += [written(each, known) for path in paths for each in noted(path)]
        self.value = without(self.value, paths, empty)
        return True


def _misspelt(errors: Sequence[ErrorDetails]) -> set[Path]:
    """The missing keys for which an unknown key beside them was meant: one report is enough."""
    absent = [error["loc"] for error in errors if error["type"] == "missing"]
    unknown = [error["loc"] for error in errors if error["type"] == "extra_forbidden"]
    return {
        key
        for key in absent
        if any(other[:-1] == key[:-1] and _means(str(other[-1]), str(key[-1])) for other in unknown)
    }


def _means(word: str, key: str) -> bool:
    return SYNONYMS.get(word) == key or nearest(word, [key]) is not None


def _is_consequence(error: ErrorDetails, subject: Path, known: Iterable[Path]) -> bool:
    """Whether the fault is there only because of what was reported and set aside before."""
    follows = error["type"] in _FOLLOWING or not subject
    return follows and any(faulty[: len(subject)] == subject for faulty in known)


def _unlisted(errors: Sequence[ErrorDetails], route: Route) -> Fault:
    message = f"{len(errors):,} more values do not fit" if len(errors) > 1 else "One more value does not fit"
    hint = "Mend those that are listed first; the fields that hold the others count as unknown."
    return Fault("wrong-type", f"{message} here", route.to(*errors[0]["loc"][:1]), hint)


def _is_silent(error: ErrorDetails) -> bool:
    last = error["loc"][-1] if error["loc"] else 0
    if error["type"] == "extra_forbidden":
        return str(last).startswith(OWN_KEYS)
    return error["type"] != "missing" and error["input"] is None and isinstance(last, str)


def _fault(error: ErrorDetails, model: type[BaseModel], route: Route, subject: Path) -> Fault:
    said = worded(error, model)
    missing = error["type"] == "missing"
    where = route.to(*(subject[:-1] if missing else subject), on_key=error["type"] == "extra_forbidden")
    named = str(error["input"]) if said.rule == "bad-reference" else ""
    return Fault(
        said.rule, said.message, where, hint=said.hint, subject=subject, discreet=said.discreet, named=named
    )
