"""Workflow commands, read back by a parser that follows their description and not our code."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.findings import Place
from legacymap.domain.results import Validation
from legacymap.reports.escape import sanitised
from legacymap.reports.findings.github import findings_github, step_summary
from tests.reports.builders import PROVENANCE, diagnostic
from tests.reports.findings.listed import many, sample, validations
from tests.reports.texts import is_harmless

_COMMAND = re.compile(r"::(\w+) ([^:]*)::(.*)")
_CODES = {"25": "%", "0D": "\r", "0A": "\n", "3A": ":", "2C": ","}
Command = tuple[str, dict[str, str], str]


def commands(text: str) -> list[Command]:
    """What a runner understands of each line that starts with two colons."""
    found = []
    for line in text.split("\n"):
        if not line.startswith("::"):
            continue
        match = _COMMAND.fullmatch(line)
        assert match is not None, line
        pairs = (pair.split("=", 1) for pair in match[2].split(","))
        found.append((match[1], {key: _read(value) for key, value in pairs}, _read(match[3])))
    return found


def _read(text: str) -> str:
    return re.sub("%(25|0D|0A|3A|2C)", lambda code: _CODES[code[1]], text)


@given(validations)
def test_a_runner_gets_every_message_back(validation: Validation) -> None:
    text = findings_github(validation)
    counting = sorted(
        (each for each in validation.diagnostics if each.counts),
        key=lambda each: (each.place.file, each.place.line, each.place.column, each.code, each.message),
    )
    assert is_harmless(text)
    assert len(text.splitlines()) == len(counting) + 1
    for (kind, properties, message), found in zip(commands(text), counting, strict=True):
        hint = f"\n{sanitised(found.redacted_hint)}" if found.redacted_hint else ""
        assert kind == found.severity
        assert message == f"{sanitised(found.redacted)}.{hint}"
        assert properties["file"] == sanitised(found.place.file)
        assert properties["line"] == str(found.place.line)
        assert properties["title"] == sanitised(f"LM201 dangling-dependency {found.system}".rstrip())


def test_a_command_is_one_line_with_every_sign_escaped() -> None:
    found = diagnostic(place=Place("a,b:c%.yaml", 3, 5, 3, 9), message="50% of: a, b")
    assert findings_github(Validation(1, 1, (found,))).splitlines()[0] == (
        "::error file=a%2Cb%3Ac%25.yaml,line=3,endLine=3,col=5,endColumn=9,"
        "title=LM201 dangling-dependency dwp/searchlight::50%25 of: a, b.%0ADid you mean `home-office/pnc`?"
    )


def test_columns_are_given_within_one_line_only() -> None:
    [(_, properties, _)] = commands(
        findings_github(Validation(1, 1, (diagnostic(place=Place("a.yaml", 3, 5, 4, 2)),)))
    )
    assert "col" not in properties
    assert "endColumn" not in properties


@pytest.mark.parametrize(
    ("errors", "warnings", "rest"),
    [(10, 10, ""), (12, 3, "2 errors more"), (11, 1211, "1 error and 1,201 warnings more")],
)
def test_ten_of_a_kind_the_worst_first_then_a_count(errors: int, warnings: int, rest: str) -> None:
    found = commands(findings_github(many(errors, warnings)))
    kinds = [kind for kind, _, _ in found]
    assert Counter(kinds)["error"] == min(errors, 10)
    assert Counter(kinds)["warning"] == min(warnings, 10)
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)
    notices = [message for kind, _, message in found if kind == "notice"]
    assert len(notices) == bool(rest)
    assert all(rest.replace(" more", " more are not") in message for message in notices)


def test_what_is_waived_or_known_is_counted_and_not_annotated() -> None:
    text = findings_github(sample())
    assert [kind for kind, _, _ in commands(text)] == ["error", "warning"]
    assert text.endswith("1 error, 1 warning and 1 waived in 3 files, 4 systems; 1 known from the baseline\n")


ROOM = 1024 * 1024
_RULE = "| --- | --- | --- | --- | --- |"


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("| ") and line != _RULE][1:]


def test_every_finding_is_listed_the_worst_first() -> None:
    listed = [row.split(" | ")[0] for row in rows(step_summary(sample(), ROOM))]
    assert listed == ["| error", "| warning", "| waived", "| known"]


def test_it_says_counts_marking_and_source() -> None:
    text = step_summary(replace(sample(), handling="official-sensitive"), ROOM)
    assert text.startswith(
        "**OFFICIAL-SENSITIVE**\n\n## legacymap validate\n\n1 error, 1 warning and 1 waived"
    )
    assert text.endswith("**OFFICIAL-SENSITIVE**\n")
    assert f"inventory {PROVENANCE.inventory_sha256[:16]}" in text


@given(validations)
def test_no_text_leaves_its_cell(validation: Validation) -> None:
    text = step_summary(validation, ROOM)
    assert is_harmless(text)
    assert len(rows(text)) == len(validation.diagnostics)
    assert all(row.count("|") == 6 for row in rows(text))


@given(st.integers(-5, 9000))
def test_it_never_takes_more_room_than_there_is_and_counts_the_rest(room: int) -> None:
    text = step_summary(many(20, 40), room)
    assert len(text.encode()) <= max(room, 0)
    if text:
        more = [line for line in text.splitlines() if line.endswith("more findings do not fit here.")]
        assert len(rows(text)) + sum(int(line.split()[0]) for line in more) == 60


def test_nothing_found_is_said() -> None:
    assert step_summary(Validation(3, 4, ()), ROOM) == (
        "## legacymap validate\n\nNo findings in 3 files, 4 systems\n\n"
    )


@pytest.mark.parametrize("room", [0, 10])
def test_without_room_nothing_is_written(room: int) -> None:
    assert step_summary(sample(), room) == ""
