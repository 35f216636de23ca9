"""The manual of the rules, the list of schemas, and how many findings the inventory has of each rule.

Counts alone are for the page of an estate, which anyone may see: a message may quote what is sensitive, a
count cannot.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from textwrap import dedent

from legacymap.domain.findings import Diagnostic, RulePage
from legacymap.reports.view import NAME, SENTENCE, Block, Cell, Code, Column, Judgement, Prose, Table, View
from legacymap.reports.words import finding_status

_COLUMNS = (
    Column("code", "code"),
    Column("rule", "rule"),
    Column("severity", "severity"),
    Column("count", "findings", "count"),
)
_SEVERITIES = {
    "error": Judgement("error", "error", "alarm"),
    "warning": Judgement("warning", "warning", "caution"),
    "waived": Judgement("waived", "waived"),
    "known": Judgement("known", "known"),
}
_ORDER = tuple(_SEVERITIES)


def findings_by_rule(diagnostics: Iterable[Diagnostic]) -> tuple[Table, ...]:
    """A row for each rule and severity, errors first, then by code; nothing without findings."""
    counts = Counter((finding_status(found), found.code, found.name) for found in diagnostics)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (code, name, _SEVERITIES[severity], counts[severity, code, name])
        for severity, code, name in sorted(counts, key=lambda each: (_ORDER.index(each[0]), *each[1:]))
    )
    return (Table("Findings by rule", _COLUMNS, rows),) if rows else ()


def rule_view(page: RulePage) -> View:
    """A rule's page: paragraphs as prose, indented lines as examples."""
    title = f"{page.code} {page.name} ({page.severity})"
    return View(title, "", _blocks(page.page))


def _blocks(text: str) -> tuple[Block, ...]:
    blocks: list[Prose | Code] = []
    for example, group in groupby(_with_kinds(text.splitlines()), key=itemgetter(0)):
        lines = "\n".join(line for _, line in group)
        if example:
            blocks.append(Code(dedent(lines).strip("\n")))
        else:
            blocks += [Prose(" ".join(paragraph.split("\n"))) for paragraph in lines.split("\n\n")]
    return tuple(block for block in blocks if block.text.strip())


def _with_kinds(lines: list[str]) -> list[tuple[bool, str]]:
    """Each line with whether it belongs to an example; a blank line belongs where the line before it does."""
    kinds: list[tuple[bool, str]] = []
    for line in lines:
        before = kinds[-1][0] if kinds else False
        kinds.append((line[0].isspace() if line.strip() else before, line.rstrip()))
    return kinds


_RULES_COLUMNS = (
    Column("code", "code"),
    Column("name", "rule", least=SENTENCE),
    Column("severity", "severity"),
    Column("fault", "fault", "prose", priority=2, least=NAME),
)


def rules_view(pages: Iterable[RulePage]) -> View:
    """Every rule with its code, name, severity and the first line of its page, by code."""
    rows = tuple(
        (page.code, page.name, page.severity, page.page.strip().partition("\n")[0])
        for page in sorted(pages, key=lambda page: page.code)
    )
    return View("Rules", "", (Table("What is checked", _RULES_COLUMNS, rows),))


_SCHEMAS_COLUMNS = (Column("name", "name"), Column("describes", "describes", "prose", least=NAME))


def schemas_view(described: Mapping[str, str]) -> View:
    """Every schema by name, with what it describes, in the order given."""
    return View(
        "Schemas",
        "",
        (Table("What `legacymap schema NAME` prints", _SCHEMAS_COLUMNS, tuple(described.items())),),
    )
