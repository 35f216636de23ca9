"""Models of plain values that were found sound before, made without the validator that checks them.

To build the validator of a large model takes longer than to check a dozen systems.
"""

from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from pydantic import PlainValidator

from legacymap.domain.values import Model

_Model = TypeVar("_Model", bound=Model)


def unchecked(model: type[_Model], held: dict[str, object]) -> _Model:
    """The model of a mapping as its file holds it, which must be sound."""
    fields = model.model_fields
    made = {name: _made(fields[name].annotation, fields[name].metadata, each) for name, each in held.items()}
    return cast("_Model", model.model_construct(set(held), **made))


def _made(kind: Any, said: Any, value: Any) -> Any:  # noqa: ANN401 - types and values of any kind
    """A value of a kind, by what is said of it beside its type."""
    for each in said:
        if isinstance(each, PlainValidator):
            return each.func(value)  # type: ignore[call-arg] # ours take the value alone
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        value = _made(inner[0], inner[1:], value)
    elif origin in {Union, UnionType}:
        value = _made(next(each for each in inner if each is not NoneType), (), value)
    elif origin is tuple:
        value = tuple(_made(inner[0], (), each) for each in value)
    elif origin is dict:
        value = {_made(inner[0], (), key): _made(inner[1], (), each) for key, each in value.items()}
    elif isinstance(kind, type) and issubclass(kind, Model):
        value = unchecked(kind, value)
    return value
