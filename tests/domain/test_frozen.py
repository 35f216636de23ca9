import copy
import dataclasses
import pickle

import pytest
from pydantic import TypeAdapter

from legacymap.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A point."""

    x: int
    y: int = 2
    names: list[str] = dataclasses.field(default_factory=list)
    hidden: int = dataclasses.field(default=7, repr=False)
    total: int = dataclasses.field(init=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", self.x + self.y)


@dataclass(frozen=True, slots=True)
class Deep(Point):
    """A point with a depth."""

    z: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name that has to be said."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class Open:
    """A value that remembers what was asked of it."""

    x: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """A value without fields."""


def test_it_is_what_the_standard_library_makes() -> None:
    theirs = dataclasses.make_dataclass(
        "Named", [("name", str), ("note", str, "")], frozen=True, kw_only=True
    )
    ours, other = Named(name="a"), theirs(name="a")
    assert repr(ours) == repr(other)
    assert hash(ours) == hash(other)
    assert ours == Named(name="a", note="")
    assert ours != Named(name="b")
    assert ours != other
    assert [each.name for each in dataclasses.fields(ours)] == ["name", "note"]
    assert dataclasses.asdict(ours) == {"name": "a", "note": ""}


def test_defaults_factories_and_what_follows_are_set() -> None:
    point = Point(1)
    assert (point.x, point.y, point.names, point.hidden, point.total) == (1, 2, [], 7, 3)
    assert Point(1).names is not Point(1).names
    assert repr(point) == "Point(x=1, y=2, names=[], total=3)"
    assert dataclasses.replace(point, x=5).total == 7
    assert Nothing() == Nothing()


def test_a_class_below_has_methods_of_its_own() -> None:
    assert Deep(1) != Point(1)
    assert (Deep(1, z=4).total, Deep(1, z=4).z) == (3, 4)
    assert Deep(1, z=4) != Deep(1, z=5)


@pytest.mark.parametrize("value", [Named(name="a"), Open(1)])
def test_it_is_frozen(value: object) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.x = 2  # type: ignore[attr-defined] # that is the point
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.x  # type: ignore[attr-defined] # the same


def test_what_is_missing_or_unknown_is_refused() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Point()  # type: ignore[call-arg] # that is the point
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        Named(name="a", z=1)  # type: ignore[call-arg] # the same
    with pytest.raises(TypeError, match="unhashable"):
        hash(Point(1))


@pytest.mark.parametrize("value", [Named(name="a"), Point(1, names=["n"]), Deep(2), Open(3)])
def test_it_goes_to_another_process_and_back(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own
    assert copy.deepcopy(value) == value


def test_its_document_and_schema_are_those_of_a_dataclass() -> None:
    assert TypeAdapter(Named).dump_python(Named(name="a")) == {"name": "a", "note": ""}
    assert TypeAdapter(Named).json_schema()["required"] == ["name"]
    assert TypeAdapter(Named).validate_python({"name": "b"}) == Named(name="b")


def test_methods_are_compiled_when_they_are_first_called() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        """A class that nobody has used."""

        x: int

    before = Fresh.__init__
    assert Fresh(1).x == 1
    assert Fresh.__init__ is not before
    assert before(Fresh(2), 3) is None  # whoever kept the first one may go on with it
    assert Fresh.__init__.__code__.co_varnames == ("self", "x")


@dataclass(frozen=True, slots=True)
class Seen:
    """A value with a note of where it was seen, which makes it no other value."""

    x: int
    where: list[str] = dataclasses.field(default_factory=list, compare=False)


def test_a_field_may_stay_out_of_comparison_and_hash() -> None:
    assert Seen(1, ["here"]) == Seen(1, ["there"])
    assert Seen(1) != Seen(2)
    assert hash(Seen(1, ["here"])) == hash(Seen(1))
    assert repr(Seen(1)) == "Seen(x=1, where=[])"


def test_to_hash_other_fields_than_are_compared_is_refused() -> None:
    with pytest.raises(TypeError, match="`compare` alone"):

        @dataclass(frozen=True)
        class _Odd:
            x: int = dataclasses.field(default=0, hash=False)
