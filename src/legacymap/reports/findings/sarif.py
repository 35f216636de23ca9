"""Findings as SARIF 2.1.0 (OASIS), the interchange format of static analysis."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import NotRequired
from urllib.parse import quote

from typing_extensions import TypedDict

from legacymap import __version__
from legacymap.domain.findings import Diagnostic, Place, RulePage
from legacymap.domain.results import Validation
from legacymap.reports.escape import escaped, sanitised
from legacymap.reports.words import FindingStatus, counted, finding_status, in_order, sentences

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT = "legacymap/v1"
_ROOT_IS = "The folder in which legacymap ran; run it at the root of the repository."
_ARGUMENT = re.compile(r"\{([0-9]+)\}")
Object = Mapping[str, object]
ROOT = "%SRCROOT%"
MOST = 25_000  # results of a run that forges take
LARGEST = 10_000_000  # bytes of a file that they take
_ROOM_FOR_RULES = 500_000
_FEW = 5_000  # so few places fit in any case: no message is longer than a screen
_WORST_FIRST: tuple[FindingStatus, ...] = ("error", "warning", "waived", "known")
_written = json.JSONEncoder(ensure_ascii=False).encode


class ArtifactLocationObject(TypedDict):
    """A percent-encoded URI; relative to the working directory where it has a base."""

    uri: str
    uriBaseId: NotRequired[str]


def findings_sarif(validation: Validation) -> str:
    """One run with every rule and every finding, by file, line, column and code; a finding a line.

    Forges refuse a run of more than 25,000 results or 10 MB: the worst that fit are in it, and a notification
    says how many are not.
    """
    results, left_out = _fitting(validation)
    rules = [_json(_rule(page)) for page in validation.rules]
    driver = {"name": "legacymap", "version": __version__, "semanticVersion": __version__}
    opening = {"$schema": _SCHEMA, "version": "2.1.0"}
    run = {
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n"],
        "defaultEncoding": "utf-8",
        "language": "en-GB",
        "invocations": [{"executionSuccessful": True, **_told(left_out)}],
        "originalUriBaseIds": {ROOT: {"description": {"text": _ROOT_IS}}},
    }
    return (
        f'{_open(opening)},\n"runs": [\n{_open(run)},\n'
        f'"tool": {{"driver": {_open(driver)},\n"rules": {_lines(rules)}}}}},\n'
        f'"results": {_lines(results)}}}\n]}}\n'
    )


def left_out_of_sarif(validation: Validation) -> str:
    """What a run of SARIF leaves out, as a sentence; empty where nothing is."""
    places = sum(1 + len(each.related) for each in validation.diagnostics)
    left_out = _fitting(validation)[1] if places > _FEW else 0
    return _left_out_text(left_out) if left_out else ""


def artifact_location(file: str) -> ArtifactLocationObject:
    """The location of a file that is named as reports name files."""
    uri = quote(_bytes(file), safe="/")
    if PureWindowsPath(file).drive:
        return {"uri": f"file:///{uri}"}
    if PurePosixPath(file).is_absolute():
        return {"uri": f"file://{uri}"}
    if ".." in PurePosixPath(file).parts:  # a base is left by no path below it
        return {"uri": uri}
    return {"uri": uri, "uriBaseId": ROOT}


def _fitting(validation: Validation) -> tuple[list[str], int]:
    """The results that forges take, in order, and how many they would not: the worst come first."""
    numbers = {page.code: number for number, page in enumerate(validation.rules)}
    every = in_order(validation.diagnostics)
    by_weight = sorted(range(len(every)), key=lambda at: _WORST_FIRST.index(finding_status(every[at])))
    room = LARGEST - _ROOM_FOR_RULES
    texts: dict[int, str] = {}
    for at in by_weight[:MOST]:
        found = every[at]
        text = _json(_result(found, numbers.get(found.code), is_compared=validation.against_baseline))
        room -= len(text.encode("utf-8", "surrogatepass")) + 2
        if room < 0:
            break
        texts[at] = text
    return [texts[at] for at in sorted(texts)], len(every) - len(texts)


def _told(left_out: int) -> Object:
    if not left_out:
        return {}
    message = {"text": _left_out_text(left_out)}
    return {"toolExecutionNotifications": [{"level": "warning", "message": message}]}


def _left_out_text(left_out: int) -> str:
    return (
        f"Forges take {MOST:,} results and 10 MB: {counted(left_out, 'finding')} "
        f"{'is' if left_out == 1 else 'are'} not in this file, the least grave ones."
    )


def _result(found: Diagnostic, rule: int | None, *, is_compared: bool) -> Object:
    logical = (
        [{"fullyQualifiedName": found.redacted_system, "kind": "object"}] if found.redacted_system else []
    )
    location = {**_location(found.place), **({"logicalLocations": logical} if logical else {})}
    result: dict[str, object] = {
        "ruleId": found.code,
        **({} if rule is None else {"ruleIndex": rule}),
        "level": found.severity,
        "message": {"text": _plain(sentences(found))},
        "locations": [location],
        "partialFingerprints": {_FINGERPRINT: found.fingerprint},
    }
    if found.related:
        result["relatedLocations"] = [
            {"id": number, **_location(place), "message": {"text": _plain(sanitised(words))}}
            for number, (place, words) in enumerate(found.related, start=1)
        ]
    if found.waived is not None:
        accepted = {"kind": "external", "status": "accepted", "justification": sanitised(found.waived)}
        result["suppressions"] = [accepted]
    if is_compared:
        result["baselineState"] = "unchanged" if found.known else "new"
    return result


def _location(place: Place) -> Object:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {"physicalLocation": {"artifactLocation": artifact_location(place.file), "region": region}}


def _rule(page: RulePage) -> Object:
    return {
        "id": page.code,
        "name": page.name,
        "shortDescription": {"text": _plain(page.summary)},
        "fullDescription": {"text": _plain(page.why or page.summary)},
        "help": {"text": _plain(page.page), "markdown": _plain(page.page)},
        "defaultConfiguration": {"level": page.severity},
    }


def _plain(text: str) -> str:
    """Text as a message string, without anything that would mark an argument or a link.

    Braces around anything but a number stay: no reader replaces them where there are no arguments, and people
    copy remedies such as `{id: home-office}`.
    """
    return _ARGUMENT.sub(r"{{\g<1>}}", text).replace("](", "] (")


def _open(value: Object) -> str:
    """An object without its closing brace."""
    return _json(value)[:-1]


def _lines(values: Iterable[str]) -> str:
    return "[\n" + ",\n".join(values) + "\n]"


def _json(value: Object) -> str:
    return escaped(_written(value))


def _bytes(file: str) -> bytes:
    """The bytes of a file's name; names that no bytes stand behind have surrogates of another kind."""
    try:
        return file.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return file.encode("utf-8", "surrogatepass")
