"""The posed problem as a file, `legacymap.problem/1`: read, with every fault at its pointer, and written."""

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Any, Literal, NoReturn, NotRequired, TypeVar

# Pydantic can read these on Python 3.11 only from here.
from typing_extensions import TypedDict

from legacymap.domain.frozen import dataclass
from legacymap.planning.problem import (
    Choice,
    Count,
    Edge,
    Job,
    Line,
    Must,
    Need,
    OnlyWith,
    Problem,
    Tail,
    Together,
)

FORMAT: Literal["legacymap.problem/1"] = "legacymap.problem/1"
_LONGEST = 1000
_MOST = 1e290
_IGNORED = ("incomplete", "provenance", "$schema")
Edges = Literal["start", "end"]
_T = TypeVar("_T")


class JobObject(TypedDict):
    """An option of a system: entries of `values` and `present_cost` belong to a start in each year."""

    system: str
    option: NotRequired[str]
    years_of_work: NotRequired[int]
    values: list[float | None]
    spend: NotRequired[dict[str, list[float]] | None]
    size: NotRequired[float]
    must_start: NotRequired[int | None]
    present_cost: NotRequired[list[float | None] | None]


class LineObject(TypedDict):
    """What jobs (null: all) may and must spend of funds (null: all) in each year."""

    name: NotRequired[str]
    jobs: NotRequired[list[int] | None]
    funds: NotRequired[list[str] | None]
    cap: NotRequired[list[float | None] | None]
    floor: NotRequired[list[float | None] | None]
    carry_forward: NotRequired[bool]


class TailObject(TypedDict):
    """What jobs may spend of funds after the last year."""

    name: NotRequired[str]
    jobs: NotRequired[list[int] | None]
    funds: NotRequired[list[str] | None]
    cap: float


class NeedObject(TypedDict):
    """When the job is chosen, one of the others is in time."""

    job: int
    any_of: list[int]


class TogetherObject(TypedDict):
    """All of these jobs start (or end) in the same year, or none is chosen."""

    jobs: list[int]
    at: NotRequired[Edges]


class OnlyWithObject(TypedDict):
    """When the job is chosen, one of the others is, with the same start (or end)."""

    job: int
    any_of: list[int]
    at: NotRequired[Edges]


class CountObject(TypedDict):
    """How much of some jobs may be under way, or how many may begin, in each year."""

    name: NotRequired[str]
    jobs: NotRequired[list[int] | None]
    most: list[float | None]


class MustObject(TypedDict):
    """One of these pairs of job and start is chosen."""

    name: NotRequired[str]
    any_of: list[tuple[int, int]]


class ProblemDocument(TypedDict):
    """A posed problem: jobs with what every start is worth, and all that limits them."""

    format: Literal["legacymap.problem/1"]
    title: NotRequired[str | None]
    years: int
    year_names: NotRequired[list[str] | None]
    jobs: list[JobObject]
    lines: NotRequired[list[LineObject]]
    tail: NotRequired[list[TailObject]]
    requires: NotRequired[list[NeedObject]]
    leaves: NotRequired[list[NeedObject]]
    together: NotRequired[list[TogetherObject]]
    only_with: NotRequired[list[OnlyWithObject]]
    capacity: NotRequired[list[CountObject]]
    starts: NotRequired[list[CountObject]]
    must: NotRequired[list[MustObject]]
    incomplete: NotRequired[None]


@dataclass(frozen=True, slots=True)
class PointedFault:
    """What is wrong at a place of a JSON file, the place as a JSON pointer."""

    pointer: str
    message: str

    def __str__(self) -> str:
        """The place, then the fault."""
        return f"{self.pointer or '(the whole file)'}: {self.message}"


class MalformedError(Exception):
    """A problem file that cannot be read, with every fault."""

    def __init__(self, faults: tuple[PointedFault, ...]) -> None:
        super().__init__("; ".join(map(str, faults[:3])))
        self.faults = faults


def read_problem(text: str | bytes) -> Problem:
    """The problem that a file's text poses; raises MalformedError with every fault in it."""
    reading = _Reading()
    document = _json(text)
    if not isinstance(document, dict):
        raise MalformedError((PointedFault("", "is not an object with `format`, `years` and `jobs`"),))
    found = reading.problem(document)
    if found is None or reading.faults:
        raise MalformedError(tuple(reading.faults))
    return found


def problem_document(problem: Problem) -> ProblemDocument:
    """The problem as its file says it."""
    return {
        "format": FORMAT,
        "title": problem.title,
        "years": problem.years,
        "year_names": None if problem.year_names is None else list(problem.year_names),
        "jobs": [_job_object(job) for job in problem.jobs],
        "lines": [
            {
                "name": line.name,
                "jobs": _listed(line.jobs),
                "funds": _listed(line.funds),
                "cap": _listed(line.caps),
                "floor": _listed(line.floors),
                "carry_forward": line.carries_forward,
            }
            for line in problem.lines
        ],
        "tail": [
            {"name": tail.name, "jobs": _listed(tail.jobs), "funds": _listed(tail.funds), "cap": tail.cap}
            for tail in problem.tails
        ],
        "requires": [{"job": need.job, "any_of": list(need.any_of)} for need in problem.requires],
        "leaves": [{"job": need.job, "any_of": list(need.any_of)} for need in problem.leaves],
        "together": [{"jobs": list(group.jobs), "at": group.at} for group in problem.together],
        "only_with": [
            {"job": only.job, "any_of": list(only.any_of), "at": only.at} for only in problem.only_with
        ],
        "capacity": [_count_object(count) for count in problem.capacities],
        "starts": [_count_object(count) for count in problem.starts],
        "must": [
            {"name": must.name, "any_of": list(must.any_of)} if must.name else {"any_of": list(must.any_of)}
            for must in problem.must
        ],
        "incomplete": None,
    }


def _job_object(job: Job) -> JobObject:
    return {
        "system": job.system,
        "option": job.option,
        "years_of_work": job.years,
        "values": list(job.values),
        "spend": {fund: list(amounts) for fund, amounts in job.spend.items()},
        "size": job.size,
        "must_start": job.must_start,
        "present_cost": _listed(job.present_costs),
    }


def _count_object(count: Count) -> CountObject:
    return {"name": count.name, "jobs": _listed(count.jobs), "most": list(count.most)}


def _listed(items: tuple[_T, ...] | None) -> list[_T] | None:
    return None if items is None else list(items)


def _json(text: str | bytes) -> object:
    try:
        found: object = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except MalformedError:
        raise
    except RecursionError:
        raise MalformedError((PointedFault("", "is nested too deeply"),)) from None
    except UnicodeDecodeError:
        raise MalformedError((PointedFault("", "is not text in UTF-8"),)) from None
    except ValueError as trouble:
        raise MalformedError((PointedFault("", f"is not JSON: {trouble}"),)) from None
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise MalformedError((PointedFault("", f"states `{twice[:60]}` twice in one object"),))
    return found


def _no_number(text: str) -> NoReturn:
    raise MalformedError((PointedFault("", f"holds {text}, which is no number"),))


@dataclasses.dataclass(slots=True)
class _Reading:
    """A document being read: each part gives its value or notes what is wrong with it."""

    faults: list[PointedFault] = field(default_factory=list)
    years: int = 0
    jobs: int = 0

    def problem(self, document: Mapping[str, Any]) -> Problem | None:
        self.known(document, "", tuple(ProblemDocument.__annotations__))
        if document.get("format") != FORMAT:
            self.note("/format", f"is not `{FORMAT}`")
        years = self.whole(document.get("years"), "/years", 1, _LONGEST)
        if years is None or not isinstance(document.get("jobs"), list):
            if not isinstance(document.get("jobs"), list):
                self.note("/jobs", "is not a list of jobs")
            return None
        self.years, self.jobs = years, len(document["jobs"])
        title = document.get("title")
        if title is not None and not isinstance(title, str):
            self.note("/title", "is not text")
        parts = {
            member: tuple(self.objects(document.get(member), f"/{member}", read))
            for member, read in (
                ("jobs", self.job), ("lines", self.line), ("tail", self.tail), ("requires", self.need),
                ("leaves", self.need), ("together", self.together), ("only_with", self.only_with),
                ("capacity", self.count), ("starts", self.count), ("must", self.must),
            )
        }  # fmt: skip
        names = self.names(document.get("year_names"), "/year_names")
        if names is not None and len(names) != years:
            self.note("/year_names", f"has {len(names)} names for {years} years")
        if self.faults:
            return None
        return Problem(
            years=years, jobs=parts["jobs"], lines=parts["lines"], tails=parts["tail"],
            requires=parts["requires"], leaves=parts["leaves"], together=parts["together"],
            only_with=parts["only_with"], capacities=parts["capacity"], starts=parts["starts"],
            must=parts["must"], title=title, year_names=names,
        )  # fmt: skip

    def note(self, pointer: str, message: str) -> None:
        self.faults.append(PointedFault(pointer, message))

    def known(self, item: Mapping[str, Any], at: str, members: tuple[str, ...]) -> None:
        for member in item:
            if member not in members and member not in _IGNORED and not member.startswith("x-"):
                self.note(f"{at}/{_escaped(member)}", "is not a member of the format")

    def objects(self, items: object, at: str, read: Callable[[Mapping[str, Any], str], Any]) -> Iterator[Any]:
        if items is None and at != "/jobs":
            return
        if not isinstance(items, list):
            self.note(at, "is not a list")
            return
        for place, item in enumerate(items):
            if isinstance(item, dict):
                yield read(item, f"{at}/{place}")
            else:
                self.note(f"{at}/{place}", "is not an object")

    def job(self, item: Mapping[str, Any], at: str) -> Job:
        self.known(item, at, tuple(JobObject.__annotations__))
        work = self.whole(item.get("years_of_work", 1), f"{at}/years_of_work", 1, _LONGEST) or 1
        values = self.by_year(item.get("values"), f"{at}/values")
        if values is None:
            self.note(f"{at}/values", "is missing: a number, or null, for a start in each year")
        costs = self.by_year(item.get("present_cost"), f"{at}/present_cost")
        must = item.get("must_start")
        if must is not None:
            must = self.whole(must, f"{at}/must_start", 0, self.years - 1)
        return Job(
            system=self.text(item.get("system"), f"{at}/system"),
            option=self.text(item.get("option", ""), f"{at}/option"),
            years=work,
            values=values or (),
            spend=self.spend(item.get("spend"), f"{at}/spend", work),
            present_costs=costs,
            size=self.number(item.get("size", 1), f"{at}/size", least=0.0),
            must_start=must,
        )

    def spend(self, found: object, at: str, work: int) -> dict[str, tuple[float, ...]]:
        if found is None:
            return {}
        if not isinstance(found, dict):
            self.note(at, "is not an object with a list of amounts for each fund")
            return {}
        spend: dict[str, tuple[float, ...]] = {}
        for fund, amounts in found.items():
            here = f"{at}/{_escaped(fund)}"
            if not isinstance(amounts, list):
                self.note(here, "is not a list of amounts")
            elif len(amounts) > work:
                self.note(here, f"has {len(amounts)} amounts for {work} years of work")
            else:
                spend[fund] = tuple(
                    self.number(amount, f"{here}/{place}") for place, amount in enumerate(amounts)
                )
        return spend

    def line(self, item: Mapping[str, Any], at: str) -> Line:
        self.known(item, at, tuple(LineObject.__annotations__))
        carry = item.get("carry_forward", False)
        if not isinstance(carry, bool):
            self.note(f"{at}/carry_forward", "is neither true nor false")
        return Line(
            name=self.name(item, at),
            caps=self.by_year(item.get("cap"), f"{at}/cap"),
            floors=self.by_year(item.get("floor"), f"{at}/floor"),
            funds=self.names(item.get("funds"), f"{at}/funds"),
            jobs=self.some(item.get("jobs"), f"{at}/jobs"),
            carries_forward=carry is True,
        )

    def tail(self, item: Mapping[str, Any], at: str) -> Tail:
        self.known(item, at, tuple(TailObject.__annotations__))
        return Tail(
            name=self.name(item, at),
            cap=self.number(item.get("cap"), f"{at}/cap"),
            funds=self.names(item.get("funds"), f"{at}/funds"),
            jobs=self.some(item.get("jobs"), f"{at}/jobs"),
        )

    def need(self, item: Mapping[str, Any], at: str) -> Need:
        self.known(item, at, tuple(NeedObject.__annotations__))
        return Need(self.place(item.get("job"), f"{at}/job"), self.places(item.get("any_of"), f"{at}/any_of"))

    def together(self, item: Mapping[str, Any], at: str) -> Together:
        self.known(item, at, tuple(TogetherObject.__annotations__))
        return Together(self.places(item.get("jobs"), f"{at}/jobs"), self.edge(item, at))

    def only_with(self, item: Mapping[str, Any], at: str) -> OnlyWith:
        self.known(item, at, tuple(OnlyWithObject.__annotations__))
        need = (self.place(item.get("job"), f"{at}/job"), self.places(item.get("any_of"), f"{at}/any_of"))
        return OnlyWith(*need, self.edge(item, at))

    def count(self, item: Mapping[str, Any], at: str) -> Count:
        self.known(item, at, tuple(CountObject.__annotations__))
        most = self.by_year(item.get("most"), f"{at}/most")
        if most is None:
            self.note(f"{at}/most", "is missing: a number, or null, for each year")
        return Count(self.name(item, at), most or (), self.some(item.get("jobs"), f"{at}/jobs"))

    def must(self, item: Mapping[str, Any], at: str) -> Must:
        self.known(item, at, tuple(MustObject.__annotations__))
        pairs = item.get("any_of")
        if not isinstance(pairs, list):
            self.note(f"{at}/any_of", "is not a list of pairs of job and start")
            return Must(())
        found: list[Choice] = []
        for number, pair in enumerate(pairs):
            here = f"{at}/any_of/{number}"
            if not isinstance(pair, list) or len(pair) != 2:
                self.note(here, "is not a pair of job and start")
                continue
            start = self.whole(pair[1], f"{here}/1", 0, self.years - 1)
            found.append((self.place(pair[0], f"{here}/0"), start or 0))
        return Must(tuple(found), self.name(item, at) if "name" in item else "")

    def name(self, item: Mapping[str, Any], at: str) -> str:
        return self.text(item.get("name", at[1:].replace("/", " ")), f"{at}/name")

    def edge(self, item: Mapping[str, Any], at: str) -> Edge:
        edge = item.get("at", "start")
        if edge not in {"start", "end"}:
            self.note(f"{at}/at", "is neither `start` nor `end`")
        return "end" if edge == "end" else "start"

    def text(self, found: object, at: str) -> str:
        if not isinstance(found, str):
            self.note(at, "is missing" if found is None else "is not text")
            return ""
        return found

    def names(self, found: object, at: str) -> tuple[str, ...] | None:
        if found is None:
            return None
        if not isinstance(found, list):
            self.note(at, "is not a list of names")
            return None
        return tuple(self.text(each, f"{at}/{place}") for place, each in enumerate(found))

    def number(self, found: object, at: str, least: float | None = None) -> float:
        if isinstance(found, bool) or not isinstance(found, int | float):
            self.note(at, "is missing" if found is None else "is not a number")
            return 0.0
        try:
            number = float(found)
        except OverflowError:
            number = float("inf")
        if not abs(number) <= _MOST:
            self.note(at, "is beyond every number that can be reckoned with")
            return 0.0
        if least is not None and number < least:
            self.note(at, f"is below {least:g}")
        return number

    def whole(self, found: object, at: str, least: int, most: int) -> int | None:
        if isinstance(found, bool) or not isinstance(found, int):
            self.note(at, "is missing" if found is None else "is not a whole number")
            return None
        if not least <= found <= most:
            self.note(at, f"is not from {least} to {most}")
            return None
        return found

    def by_year(self, found: object, at: str) -> tuple[float | None, ...] | None:
        if found is None:
            return None
        if not isinstance(found, list):
            self.note(at, "is not a list with an entry for each year")
            return ()
        if len(found) != self.years:
            self.note(at, f"has {len(found)} entries for {self.years} years")
        return tuple(
            None if each is None else self.number(each, f"{at}/{place}") for place, each in enumerate(found)
        )

    def place(self, found: object, at: str) -> int:
        if isinstance(found, bool) or not isinstance(found, int):
            self.note(at, "is missing" if found is None else "is not the place of a job")
        elif not 0 <= found < self.jobs:
            self.note(at, f"names no job: there are {self.jobs}, counted from 0")
        else:
            return found
        return 0

    def places(self, found: object, at: str) -> tuple[int, ...]:
        if not isinstance(found, list):
            self.note(at, "is missing" if found is None else "is not a list of places of jobs")
            return ()
        return tuple(self.place(each, f"{at}/{number}") for number, each in enumerate(found))

    def some(self, found: object, at: str) -> tuple[int, ...] | None:
        return None if found is None else self.places(found, at)


def _escaped(member: str) -> str:
    return member[:60].replace("~", "~0").replace("/", "~1")
