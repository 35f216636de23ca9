"""A problem's file says all that the problem does, and every fault in it is told at its pointer."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from legacymap.planning.problem import Problem
from legacymap.planning.problem_file import MalformedError, problem_document, read_problem
from tests.planning.posed import posed

Document = dict[str, Any]


@settings(max_examples=100)
@given(posed())
def test_what_is_written_is_read_again(problem: Problem) -> None:
    stated = replace(problem, sum_limits=())  # targets are no part of the format
    assert read_problem(json.dumps(problem_document(stated))) == stated


def whole() -> Document:
    """A document with every member."""
    job = {"system": "a", "option": "x", "years_of_work": 2, "values": [3, None], "spend": {"rdel": [1, 2]}}
    return {
        "format": "legacymap.problem/1",
        "title": "All of it",
        "years": 2,
        "year_names": ["2027-28", "2028-29"],
        "jobs": [{**job, "size": 1, "must_start": None, "present_cost": [3, None]}, {**job, "system": "b"}],
        "lines": [{"name": "all", "jobs": None, "funds": ["rdel"], "cap": [9, None], "floor": None}],
        "tail": [{"name": "tail", "jobs": [0], "funds": None, "cap": 2}],
        "requires": [{"job": 0, "any_of": [1]}],
        "leaves": [{"job": 0, "any_of": [1]}],
        "together": [{"jobs": [0, 1], "at": "end"}],
        "only_with": [{"job": 0, "any_of": [1], "at": "start"}],
        "capacity": [{"name": "hands", "jobs": None, "most": [1, None]}],
        "starts": [{"name": "starts", "jobs": [0, 1], "most": [1, 1]}],
        "must": [{"any_of": [[0, 0], [1, 0]]}],
    }


def faults(document: object) -> list[str]:
    with pytest.raises(MalformedError) as raised:
        read_problem(json.dumps(document))
    return [fault.pointer for fault in raised.value.faults]


CHANGES: tuple[tuple[Callable[[Document], object], str], ...] = (
    (lambda d: d.update(format="legacymap.problem/2"), "/format"),
    (lambda d: d.update(years=0), "/years"),
    (lambda d: d.update(years=2.5), "/years"),
    (lambda d: d.update(jobs={}), "/jobs"),
    (lambda d: d["jobs"].append(3), "/jobs/{last}"),
    (lambda d: d.update(year_names=["x"]), "/year_names"),
    (lambda d: d.update(budget=[]), "/budget"),
    (lambda d: d["jobs"][0].pop("system"), "/jobs/0/system"),
    (lambda d: d["jobs"][0].pop("values"), "/jobs/0/values"),
    (lambda d: d["jobs"][0]["values"].append(1), "/jobs/0/values"),
    (lambda d: d["jobs"][0].update(years_of_work=0), "/jobs/0/years_of_work"),
    (lambda d: d["jobs"][0].update(size=-1), "/jobs/0/size"),
    (lambda d: d["jobs"][0].update(must_start=99), "/jobs/0/must_start"),
    (lambda d: d["jobs"][0]["spend"].update(rdel=["1"]), "/jobs/0/spend/rdel/0"),
    (lambda d: d["jobs"][0]["spend"].update(rdel=[1] * 9), "/jobs/0/spend/rdel"),
    (lambda d: d["lines"][0].update(cap=[True] * d["years"]), "/lines/0/cap/0"),
    (lambda d: d["lines"][0].update(carry_forward="no"), "/lines/0/carry_forward"),
    (lambda d: d["tail"][0].pop("cap"), "/tail/0/cap"),
    (lambda d: d["requires"][0].update(job=99), "/requires/0/job"),
    (lambda d: d["leaves"][0].update(any_of=[0, -1]), "/leaves/0/any_of/1"),
    (lambda d: d["together"][0].update(at="middle"), "/together/0/at"),
    (lambda d: d["only_with"][0].pop("any_of"), "/only_with/0/any_of"),
    (lambda d: d["capacity"][0].pop("most"), "/capacity/0/most"),
    (lambda d: d["starts"][0].update(jobs=7), "/starts/0/jobs"),
    (lambda d: d["must"][0].update(any_of=[[0]]), "/must/0/any_of/0"),
    (lambda d: d["must"][0].update(any_of=[[0, 99]]), "/must/0/any_of/0/1"),
)


@pytest.mark.parametrize(("change", "pointer"), CHANGES)
def test_a_fault_is_told_at_its_pointer(change: Callable[[Document], object], pointer: str) -> None:
    document = whole()
    change(document)
    assert pointer.format(last=len(document["jobs"]) - 1) in faults(document)


def test_every_fault_is_told_at_once() -> None:
    document = whole()
    some = CHANGES[17:25]
    for change, _ in some:
        change(document)
    assert sorted(faults(document)) == sorted(pointer for _, pointer in some)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"years": NaN}', "[" * 100_000, '{"a": 1, "a": 2}', b"\xff\xfe", '{"format": 1e999}'],
)
def test_what_is_no_problem_is_refused(text: str | bytes) -> None:
    with pytest.raises(MalformedError):
        read_problem(text)


def test_a_number_too_great_to_add_is_refused() -> None:
    document = whole()
    document["jobs"][0]["values"][0] = 10**400
    assert "/jobs/0/values/0" in faults(document)
