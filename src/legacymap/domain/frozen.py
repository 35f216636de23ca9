"""Frozen dataclasses whose methods are compiled when they are first used, as most never are in a run.

To compile the methods of some hundred classes took longer than to check a small inventory.
"""

import dataclasses
from collections.abc import Callable, Sequence
from types import FunctionType, MemberDescriptorType
from typing import Any, ClassVar, Protocol, TypeVar

from typing_extensions import dataclass_transform

_Class = TypeVar("_Class", bound=type)
_ABSENT = dataclasses.MISSING


class _Value(Protocol):
    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]


@dataclass_transform(field_specifiers=(dataclasses.field,))
def dataclass(*, frozen: bool, slots: bool = False, kw_only: bool = False) -> Callable[[_Class], _Class]:
    """What `dataclasses.dataclass` makes of a frozen class; everything else of that module works on it.

    Fields may have defaults and factories, stay out of `__init__` (with a default), out of `repr`, and out of
    comparison and hash (`compare=False`); to part those two, `hash` of a field, is refused.
    """
    if not frozen:
        raise TypeError("These dataclasses are frozen.")

    def decorated(cls: _Class) -> _Class:
        made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(cls)
        for each in dataclasses.fields(made):
            if each.hash is not None:
                message = f"Field {each.name!r}: `compare` alone says what is hashed."
                raise TypeError(message)
        for name in _SOURCES:
            if cls.__dict__.get(name) is None:
                setattr(made, name, _compiled_first(made, name))
        made.__setattr__, made.__delattr__ = _unsettable, _undeletable
        if slots:
            made.__getstate__, made.__setstate__ = _state, _restore
        found: _Class = made
        return found

    return decorated


def _compiled_first(cls: type, name: str) -> Callable[..., Any]:
    """A method that compiles itself and takes its own place when it is called for the first time."""

    def method(self: object, *given: object, **named: object) -> object:
        if getattr(cls, name) is method:
            setattr(cls, name, _compiled(cls, name))
        return getattr(cls, name)(self, *given, **named)

    return method


def _compiled(cls: type, name: str) -> FunctionType:
    fields = dataclasses.fields(cls)
    signature, *body = _SOURCES[name](fields)
    if name == "__init__" and hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    known: dict[str, Any] = {"absent": _ABSENT}
    for each in fields:
        known[f"set_{each.name}"] = _setting(cls, each.name)
        known[f"default_{each.name}"] = each.default
        known[f"factory_{each.name}"] = each.default_factory
    exec("\n    ".join([f"def {name}({signature}):", *body]), known)  # noqa: S102 - our own names alone
    made: FunctionType = known[name]
    made.__qualname__ = f"{cls.__qualname__}.{name}"
    return made


def _setting(cls: type, name: str) -> Callable[[object, object], None]:
    """What gives a new value its field: that of the slot itself, twice as fast, where there is one."""
    slot = getattr(cls, name, None)
    if isinstance(slot, MemberDescriptorType):
        return slot.__set__
    return lambda self, value: object.__setattr__(self, name, value)


_Fields = Sequence[dataclasses.Field[Any]]


def _init(fields: _Fields) -> list[str]:
    given = [each for each in fields if each.init]
    names = ["self", *(_parameter(each) for each in given if not each.kw_only)]
    named = [_parameter(each) for each in given if each.kw_only]
    signature = ", ".join([*names, *(["*", *named] if named else [])])
    lines = [f"set_{each.name}(self, {_given(each)})" for each in fields]
    return [signature, *(lines or ["pass"])]


def _parameter(field: dataclasses.Field[Any]) -> str:
    if field.default is not _ABSENT:
        return f"{field.name}=default_{field.name}"
    return field.name if field.default_factory is _ABSENT else f"{field.name}=absent"


def _given(field: dataclasses.Field[Any]) -> str:
    if not field.init:
        return f"default_{field.name}"
    if field.default_factory is _ABSENT:
        return field.name
    return f"factory_{field.name}() if {field.name} is absent else {field.name}"


def _eq(fields: _Fields) -> list[str]:
    fields = [each for each in fields if each.compare]
    same = f"{_tuple('self', fields)} == {_tuple('other', fields)}"
    return ["self, other", f"return {same} if other.__class__ is self.__class__ else NotImplemented"]


def _hash(fields: _Fields) -> list[str]:
    fields = [each for each in fields if each.compare]
    return ["self", f"return hash({_tuple('self', fields)})"]


def _repr(fields: _Fields) -> list[str]:
    shown = ", ".join(f"{each.name}={{self.{each.name}!r}}" for each in fields if each.repr)
    return ["self", f"return f'{{self.__class__.__qualname__}}({shown})'"]


def _tuple(of: str, fields: _Fields) -> str:
    return f"({''.join(f'{of}.{each.name}, ' for each in fields)})"


_SOURCES: dict[str, Callable[[_Fields], list[str]]] = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
}


def _unsettable(_: object, name: str, __: object) -> None:
    message = f"cannot assign to field {name!r}"
    raise dataclasses.FrozenInstanceError(message)


def _undeletable(_: object, name: str) -> None:
    message = f"cannot delete field {name!r}"
    raise dataclasses.FrozenInstanceError(message)


def _state(self: _Value) -> list[object]:
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _restore(self: _Value, state: list[object]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)
