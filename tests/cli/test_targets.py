from pathlib import Path

import pytest

from legacymap.cli.output import Target, require_distinct, targets
from legacymap.domain.errors import RequestError

KNOWN = ("text", "json", "sarif", "junit")


@pytest.mark.parametrize(
    ("named", "output", "expected"),
    [
        ([], None, [("text", None)]),
        ([], "x.sarif", [("sarif", "x.sarif")]),
        ([], "x.xml", [("junit", "x.xml")]),
        (["json"], None, [("json", None)]),
        (["json"], "x.txt", [("json", "x.txt")]),
        (["sarif=a.json"], None, [("sarif", "a.json")]),
        (["text", "sarif=a=b"], None, [("sarif", "a=b"), ("text", None)]),
        (["sarif=a.sarif"], "x.xml", [("sarif", "a.sarif"), ("junit", "x.xml")]),
        (
            ["text", "junit=j.xml", "sarif=s"],
            "t.txt",
            [("junit", "j.xml"), ("sarif", "s"), ("text", "t.txt")],
        ),
    ],
)
def test_each_format_has_its_place_and_stdout_comes_last(
    named: list[str], output: str | None, expected: list[tuple[str, str | None]]
) -> None:
    found = targets(named, Path(output) if output else None, KNOWN)
    assert found == tuple(Target(name, Path(file) if file else None) for name, file in expected)


@pytest.mark.parametrize(
    ("named", "output", "message"),
    [
        (["text", "json"], None, "Several formats would go to stdout: text, json."),
        (["text", "json"], "x.txt", "Several formats would go to `x.txt`: text, json."),
        (["text=a", "json=b/../a"], None, "Two outputs would go to `b/../a`."),
        (["json=x.txt"], "x.txt", "Two outputs would go to `x.txt`."),
        (["sarf"], None, "There is no format `sarf` here."),
        (["sarf=x"], None, "There is no format `sarf` here."),
        (["=x"], None, "There is no format `` here."),
        (["sarif="], None, "`sarif=` names no file."),
        ([], "x.docx", "The suffix of `x.docx` names no format of this command."),
    ],
)
def test_what_cannot_be_told_apart_is_refused(named: list[str], output: str | None, message: str) -> None:
    with pytest.raises(RequestError) as refused:
        targets(named, Path(output) if output else None, KNOWN)
    assert refused.value.message == message


def test_stdout_is_no_file_that_two_could_share() -> None:
    require_distinct([None, None, Path("a")])
