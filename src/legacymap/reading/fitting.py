"""A mapping as a model, with what does not fit reported and set aside: a fault never erases a record."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from legacymap.domain.findings import Fault, Path, Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import written
from legacymap.domain.nearest import listed
from legacymap.reading.corrections import Correction, correction, list_of
from legacymap.reading.key_hints import key_hint, means, model_at
from legacymap.reading.lookalikes import first_in

_Model = TypeVar("_Model", bound=BaseModel)
OWN_KEYS = "x-"
MOST = 100  # faults listed of one record at a time: nobody reads more, and each has a place to be found
_FOLLOWING = frozenset({"missing", "too_short"})


@dataclass(frozen=True, slots=True)
class Fitted(Generic[_Model]):
    """The model of what fits (None when nothing usable is left), the paths set aside, and the faults."""

    model: _Model | None
    invalid: tuple[Path, ...] = ()
    faults: tuple[Fault, ...] = ()


def fitted(model: type[_Model], value: object, route: Route, slipped: Iterable[Path] = ()) -> Fitted[_Model]:
    """What of `value`, found at `route`, fits `model`; the paths in `slipped` are set aside unread."""
    slipped = tuple(slipped)
    if not slipped:
        try:
            return Fitted(model.model_validate(value))
        except ValidationError:
            pass  # what is wrong is found below, step by step
    fitting = _Fitting(model, value, route)
    fitting.set_aside(slipped)
    while True:
        try:
            found = model.model_validate(fitting.value)
        except ValidationError as error:
            if not fitting.learn(error.errors(include_url=False)):
                return Fitted(None, tuple(fitting.invalid), tuple(fitting.faults))
        else:
            return Fitted(found, tuple(fitting.invalid), tuple(fitting.faults))


class _Fitting:
    """A value that is being fitted, what was set aside of it, and the faults so far."""

    def __init__(self, model: type[BaseModel], value: object, route: Route) -> None:
        self.model = model
        self.value = value
        self.route = route
        self.invalid: list[Path] = []
        self.faults: list[Fault] = []

    def set_aside(self, paths: Iterable[Path]) -> None:
        every = list(paths)
        self.value = without(self.value, every)
        self.invalid += [path for faulty in every for path in noted(faulty)]

    def learn(self, errors: Sequence[ErrorDetails]) -> bool:
        """Whether anything is left once what these errors speak of is reported and set aside."""
        known = tuple(self.invalid)
        empty = [present(error["loc"], self.value) for error in errors if _is_silent(error)]
        faulty = [error for error in errors if not _is_silent(error)]
        listed, rest = faulty[:MOST], faulty[MOST:]
        misspelt = _misspelt(listed, self.model)
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
        self.invalid += [written(each, known) for path in paths for each in noted(path)]
        self.value = without(self.value, paths, empty)
        return True


def _misspelt(errors: Sequence[ErrorDetails], model: type[BaseModel]) -> set[Path]:
    """The missing keys for which an unknown key beside them was meant: one report is enough."""
    absent = [error["loc"] for error in errors if error["type"] == "missing"]
    unknown = [error["loc"] for error in errors if error["type"] == "extra_forbidden"]
    return {
        key
        for key in absent
        for here in (model_at(model, key[:-1]),)
        if any(other[:-1] == key[:-1] and means(str(other[-1]), str(key[-1]), here) for other in unknown)
    }


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
        said.rule,
        said.message,
        where,
        hint=said.hint,
        subject=subject,
        redacted=said.redacted,
        named=named,
        mend=said.mend or None,
        character=said.character,
    )


_LONGEST = 60
_MOST_KEYS = 8
_EXPECTED = {
    "string_type": "Text was expected here",
    "tuple_type": "A list was expected here",
    "list_type": "A list was expected here",
    "dict_type": "A mapping was expected here",
    "model_type": "A mapping was expected here",
    "model_attributes_type": "A mapping was expected here",
    "too_short": "At least one item was expected here",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A complaint: the rule it breaks, the sentence, the same without any value, the remedy, a sure mend."""

    rule: str
    message: str
    redacted: str
    hint: str = ""
    mend: str = ""
    character: str = ""


def worded(error: ErrorDetails, model: type[BaseModel]) -> Wording:
    """What to tell the user of one error that validating against `model` gave."""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if "message" in context and value is not None:
        better = correction(kind, value, _key(error["loc"])) or Correction(str(context["hint"]))
        return Wording(kind, str(context["message"]), str(context["redacted"]), better.hint, better.mend)
    if kind == "missing":
        key = error["loc"][-1]
        return _plain("missing-key", f"`{key}` is missing", f"Add `{key}:` here.")
    if kind == "extra_forbidden":
        return _unknown_key(error["loc"], model)
    if kind == "literal_error" and isinstance(value, str):
        choices = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
        meant = correction("bad-choice", value, _key(error["loc"]), choices)
        return Wording(
            "bad-choice",
            f"`{value[:_LONGEST]}` is not one of {listed(choices, 'and')}",
            f"The value is not one of {listed(choices, 'and')}",
            meant.hint if meant else f"Write {listed(choices)}.",
            meant.mend if meant else "",
        )
    return _wrong_type(error, model)


def _key(path: Path) -> str:
    """The key that a value stands under, or `after` for a score that an option brings about."""
    words = [step for step in path if isinstance(step, str)]
    return "after" if "after" in words else words[-1] if words else ""


def _plain(rule: str, message: str, hint: str = "") -> Wording:
    return Wording(rule, message, message, hint)


def _wrong_type(error: ErrorDetails, model: type[BaseModel]) -> Wording:
    value, path = error["input"], error["loc"]
    expected = _EXPECTED.get(error["type"], "One value was expected here")
    if value is None:
        return _plain("wrong-type", "The item is empty", "Write a value, or delete the item.")
    given = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "one value"
    hint = "Write one value."
    meant = _list_of(path, value, model) if "list" in expected else None
    if meant:
        message = f"{expected}, not {given}"
        return Wording("wrong-type", message, message, meant.hint, meant.mend)
    if "list" in expected:
        hint = "Start each item with `- `, or write them in brackets: `[one, two]`."
    elif "mapping" in expected:
        hint = _filled(path, value) or _shape(path, model_at(model, path))
    elif "item" in expected:
        hint = "Write one, or delete the key."
    return _plain("wrong-type", f"{expected}, not {given}", hint)


def _list_of(path: Path, value: object, model: type[BaseModel]) -> Correction | None:
    """A list of what one text or mapping says, where a list was expected."""
    key = str(path[-1]) if path else ""
    inner = model_at(model, path)
    of_mappings = _MAPPINGS.get(key) if inner is not None else None
    if isinstance(value, dict) and of_mappings:
        return Correction(f"Start each item with `- `, before its first key, or write `{key}: [{{…}}]`.")
    if not isinstance(value, str) or value.strip().casefold() in _NO_MORE:
        return list_of(value)
    if key in _SYSTEMS and value.strip().casefold() in _EVERYTHING:
        return Correction(f"Name each system: `{key}: [one, two]`.")
    if of_mappings:
        return Correction(f"Write `{key}: [{of_mappings}]`.")
    return list_of(value)


_NO_MORE = frozenset({"none", "n/a", "na", "nil", "no", "tbc", "tbd", "unknown", "-", "", "nothing", "0"})
_SYSTEMS = frozenset({"depends_on", "used_by", "requires", "moves_with"})
_EVERYTHING = frozenset(
    {"all", "everything", "everyone", "many", "various", "most", "several", "all systems"}
)
# Lists of mappings, with the keys that an item is first asked for.
_MAPPINGS = {
    "contracts": "{supplier: …, ends: …}",
    "incidents": "{date: …, severity: …}",
    "options": "{id: …, approach: …, cdel: […]}",
    "milestones": "{date: …, what: …}",
    "sources": "{title: …, url: …}",
}
# The key that one value in the place of a mapping is meant for.
_MEANT = {
    "users": "count",
    "costs": "annual_run",
    "data": "personal",
    "vulnerabilities": "known",
    "support": "standard_ends",
    "plan": "work",
    "assessment": "scores",
}
# Mappings whose keys are words of a register or of a framework, not of the format.
_OF_WORDS = {
    "ids": "Write the register, then its id: `ids: {register: …}`.",
    "scores": "Write the criterion, then its level: `scores: {skills: 5}`.",
    "after": "Write the criterion, then its level once complete: `after: {skills: 2}`.",
}
_LONG = frozenset({"plan", "assessment"})  # what stands in them is more than a word
_YES_OR_NO = frozenset({"data", "vulnerabilities"})
_ABOUT = re.compile(r"^(?:~|about |around |approx\.? |c\.? ?)")
_WORD = re.compile(r"[£€$]?[\w.,-]{1,30}")


def _filled(path: Path, value: object) -> str:
    """How one value is written in the mapping that was expected in its place; empty where nobody knows."""
    key = str(path[-1]) if path else ""
    text = _ABOUT.sub("", value.strip().casefold()) if isinstance(value, str) else ""
    is_known = key not in _YES_OR_NO or text in {"yes", "no", "true", "false"}
    if key not in _MEANT or key in _LONG or not is_known or not _WORD.fullmatch(text):
        return ""
    return f"Write `{key}: {{{_MEANT[key]}: {text.replace(',', '')}}}`."


def _shape(path: Path, model: type[BaseModel] | None) -> str:
    """How the mapping at a path is written."""
    words = _OF_WORDS.get(str(path[-1])) if path else None
    if words:
        return words
    if model is None:
        return "Write `key: value` pairs."
    first = _MEANT.get(str(path[-1])) if path else None
    known = sorted(model.model_fields, key=lambda key: key != first)
    told = known if len(known) <= _MOST_KEYS else [*known[:_MOST_KEYS], "others"]
    field = f"{path[-1]}: " if path and isinstance(path[-1], str) else ""
    return f"Write `{field}{{{known[0]}: …}}`; its keys are {listed(told, 'and')}."


def _unknown_key(path: Path, model: type[BaseModel]) -> Wording:
    key = str(path[-1])
    hint = key_hint(key, model_at(model, path[:-1]), model)
    said = "is not a key that is known here"
    odd = first_in(key)
    shown = f"`{key[:_LONGEST]}` {said}"
    if odd:
        return Wording(
            "unknown-key",
            f"{shown}: it holds {odd.named}",
            f"This {said}",
            hint.text,
            hint.mend,
            odd.character,
        )
    return Wording("unknown-key", shown, f"This {said}", hint.text, hint.mend)


# Lists whose items mean nothing without the others: one faulty item makes the whole unknown.
_WHOLE = frozenset({"rdel", "cdel", "between"})
# Costs of which one part is unknown are unknown altogether: what is left would be silently low.
_TOGETHER = {"rdel": "cdel", "cdel": "rdel"}
# An item about which nothing is known stands in for one that did not fit: a list that became empty would
# state that there are none.
_STAND_INS: dict[str, dict[str, str]] = {"technologies": {"product": ""}, "contracts": {}, "incidents": {}}
_GONE = object()

# By step, what becomes of the value there: a replacement, or the same for the steps below it.
_Changes = dict[str | int, object]


class _Below(_Changes):
    """Changes further down."""


def aside(path: Path, value: object, *, missing: bool) -> Path:
    """The path to set aside for a fault at `path`: the smallest part that the rest can do without."""
    if _is_product(path):
        return path
    at = path[:-1] if missing else present(path, value)
    for number, step in enumerate(at):
        if step in _WHOLE:
            return at[: number + 1]
    return at


def present(path: Path, value: object) -> Path:
    """As much of a path as leads through mappings and lists that are there."""
    for number, step in enumerate(path):
        in_mapping = isinstance(value, dict) and step in value
        in_list = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if not (in_mapping or in_list):
            return path[:number]
        value = cast("dict[str | int, object]", value)[step]
    return path


def noted(path: Path) -> tuple[Path, ...]:
    """How the record remembers that `path` was set aside; a stand-in still counts as an item of its list."""
    if _is_stand_in(path):
        return ((*path, "*"),)
    other = _TOGETHER.get(str(path[-1])) if path else None
    return (path, (*path[:-1], other)) if other else (path,)


def without(value: object, faulty: Iterable[Path], empty: Iterable[Path] = ()) -> object:
    """The value with the faulty paths set aside and the empty ones left out; the original is not touched."""
    changes = _Below()
    for path in empty:
        _plan(changes, path, _GONE)
    for path in faulty:
        if _is_stand_in(path):
            _plan(changes, path, dict(_STAND_INS[str(path[0])]))
        else:
            for each in noted(path):
                _plan(changes, each, "" if _is_product(each) else _GONE)
    return _changed(value, changes)


def _plan(changes: _Changes, path: Path, replacement: object) -> None:
    for step in path[:-1]:
        below = changes.setdefault(step, _Below())
        if not isinstance(below, _Below):  # all of it goes already
            return
        changes = below
    changes[path[-1]] = replacement


def _changed(value: object, changes: Mapping[str | int, object]) -> object:
    if isinstance(value, dict):
        mapping = cast("dict[str | int, object]", dict(value))
        for step, change in changes.items():
            if isinstance(change, _Below):
                if step in mapping:
                    mapping[step] = _changed(mapping[step], change)
            elif change is _GONE:
                mapping.pop(step, None)
            else:
                mapping[step] = change
        return mapping
    if isinstance(value, list):
        items = [_item(item, changes[step]) if step in changes else item for step, item in enumerate(value)]
        return [item for item in items if item is not _GONE]
    return value


def _item(item: object, change: object) -> object:
    return _changed(item, change) if isinstance(change, _Below) else change


def _is_product(path: Path) -> bool:
    return len(path) == 3 and path[0] == "technologies" and path[2] == "product"


def _is_stand_in(path: Path) -> bool:
    return len(path) == 2 and path[0] in _STAND_INS
