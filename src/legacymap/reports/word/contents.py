"""The contents of a document as fields that are filled in already, so that nobody opens it upon a blank."""

from legacymap.reports.markup import marked_up
from legacymap.reports.word.blocks import Entry
from legacymap.reports.word.markup import begun, paragraph, run

DEPTH = 2  # levels of headings that the contents name
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def contents_xml(entries: list[Entry]) -> str:
    """The headings, then the tables, each under a title; nothing where there is nothing to list."""
    headings = [entry for entry in entries if 0 < entry.level <= DEPTH]
    tables = [entry for entry in entries if not entry.level]
    return _listed("Contents", f'TOC \\o "1-{DEPTH}" \\h \\z \\u', headings) + _listed(
        "Tables", 'TOC \\h \\z \\c "Table"', tables
    )


def _listed(title: str, instruction: str, entries: list[Entry]) -> str:
    if not entries:
        return ""
    first, *rest = (_linked(entry) for entry in entries)
    styles = [f"TOC{entry.level}" if entry.level else "TableofFigures" for entry in entries]
    runs = [begun(instruction) + first, *rest]
    runs[-1] += _END
    lines = (paragraph(style, words) for style, words in zip(styles, runs, strict=True))
    return paragraph("TOCHeading", run(title)) + "".join(lines)


def _linked(entry: Entry) -> str:
    """The words of an entry; they lead to its place within the document."""
    return (
        f'<w:hyperlink w:anchor="{marked_up(entry.bookmark)}" w:history="1">{run(entry.words)}</w:hyperlink>'
    )
