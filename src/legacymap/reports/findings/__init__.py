"""Every way of writing findings, each loaded when it is first used."""

from collections.abc import Callable, Mapping

from legacymap.domain.results import SourceLine, Validation
from legacymap.reports.view import Screen

FindingsFormat = Callable[[Validation, SourceLine, Screen], str]


def _text(validation: Validation, source_line: SourceLine, screen: Screen) -> str:
    from legacymap.reports.findings.text import findings_text  # noqa: PLC0415 - rich loads only when needed

    return findings_text(validation, source_line, screen)


def _json(validation: Validation, _: SourceLine, __: Screen) -> str:
    from legacymap.reports.findings.json import findings_json  # noqa: PLC0415 - loads when needed

    return findings_json(validation)


def _sarif(validation: Validation, _: SourceLine, __: Screen) -> str:
    from legacymap.reports.findings.sarif import findings_sarif  # noqa: PLC0415 - loads when needed

    return findings_sarif(validation)


def _github(validation: Validation, _: SourceLine, __: Screen) -> str:
    from legacymap.reports.findings.github import findings_github  # noqa: PLC0415 - loads when needed

    return findings_github(validation)


def _gitlab(validation: Validation, _: SourceLine, __: Screen) -> str:
    from legacymap.reports.findings.gitlab import findings_gitlab  # noqa: PLC0415 - loads when needed

    return findings_gitlab(validation)


def _junit(validation: Validation, _: SourceLine, __: Screen) -> str:
    from legacymap.reports.findings.junit import findings_junit  # noqa: PLC0415 - loads when needed

    return findings_junit(validation)


FINDINGS: Mapping[str, FindingsFormat] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
}
