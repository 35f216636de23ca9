"""Every way of writing findings, each loaded when it is first used."""

from collections.abc import Callable, Mapping

from legacymap.domain.validation import SourceLine, Validation
from legacymap.reports.screen import Screen

FindingsFormat = Callable[[Validation, SourceLine, Screen], str]


def _text(validation: Validation, source_line: SourceLine, screen: Screen) -> str:
    from legacymap.reports.findings.text import findings_text  # noqa: PLC0415 - rich loads only when needed

    return findings_text(validation, source_line, screen)


def _json(validation: Validation, _: SourceLine, __: Screen) -> str:
    from legacymap.reports.findings.json import findings_json  # noqa: PLC0415 - loads when needed

    return findings_json(validation)


FINDINGS: Mapping[str, FindingsFormat] = {"json": _json, "text": _text}
