"""The program run in this process on files from anyone, and what each of its outputs must be."""

import gc
import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from legacymap.cli.app import run

ROOT = Path(__file__).parents[2]
FORMATS = ("json", "sarif", "github", "gitlab", "junit")
DAY = ("--as-of", "2026-11-22")
# What a terminal obeys, what turns the order of reading, and what is no text.
_HOSTILE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended."""

    code: int
    out: str
    err: str


def ended(*arguments: str, folder: Path) -> Ended:
    """How the program ends in `folder`; whatever it shows is harmless, and it never has a bug to report."""
    out, err = io.StringIO(), io.StringIO()
    with _inside(folder), redirect_stdout(out), redirect_stderr(err):
        code = run(arguments)
    gc.enable()  # a run leaves it off: it is to end with its process
    done = Ended(code, out.getvalue(), err.getvalue())
    assert code in {0, 1, 2}, (arguments, done.err)
    assert_harmless(done.out)
    assert_harmless(done.err)
    return done


def validated(folder: Path, *arguments: str, path: str = ".") -> tuple[Ended, list[Mapping[str, object]]]:
    """How `validate` ends in every format at once, and its findings; each format is what it claims to be."""
    for each in FORMATS:
        (folder / f"out.{each}").unlink(missing_ok=True)
    wanted = [part for each in FORMATS for part in ("-f", f"{each}=out.{each}")]
    done = ended("validate", *DAY, *arguments, "-f", "text", *wanted, "--", path, folder=folder)
    if done.code == 2:
        assert done.out == ""
        assert done.err.startswith("legacymap: ")
        assert not any((folder / f"out.{each}").exists() for each in FORMATS)
        return done, []
    written = {each: (folder / f"out.{each}").read_text(encoding="utf-8") for each in FORMATS}
    for text in written.values():
        assert_harmless(text)
    findings: list[Mapping[str, object]] = json.loads(written["json"])["findings"]
    counted = [each for each in findings if each["waived"] is None]
    (sarif,) = json.loads(written["sarif"])["runs"]
    assert len(sarif["results"]) == len(findings)
    assert len(json.loads(written["gitlab"])) <= len(findings)
    assert len(list(ET.fromstring(written["junit"]).iter("failure"))) <= len(findings)  # noqa: S314 - our own
    assert written["github"].count("\n::") <= len(findings)
    assert done.code == int(any(each["severity"] == "error" for each in counted)), findings[:3]
    return done, findings


def assert_output(format_name: str, text: str) -> None:
    """An output is of the format that it claims, and harmless to show."""
    assert_harmless(text)
    if format_name in {"json", "sarif", "gitlab"}:
        json.loads(text)
    elif format_name == "junit":
        ET.fromstring(text)  # noqa: S314 - our own


def assert_harmless(text: str) -> None:
    """A terminal shows the text as it stands."""
    found = _HOSTILE.search(text)
    assert found is None, repr(text[max(0, found.start() - 80) : found.end() + 20])


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
