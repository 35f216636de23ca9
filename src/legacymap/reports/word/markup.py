"""WordprocessingML in small pieces; every text is escaped and inert, whatever it holds."""

from legacymap.reports.inert import defused
from legacymap.reports.markup import marked_up
from legacymap.reports.view import Tone

_COLOURS: dict[Tone, str] = {"alarm": "9C1F17", "caution": "7A4A00", "calm": "22593F"}


def text(words: str) -> str:
    """A text for a run, without spaces around it."""
    return f'<w:t xml:space="preserve">{marked_up(words)}</w:t>'


def between(words: str) -> str:
    """A run of words of our own, such as `: `, its spaces kept."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def run(words: str, *, strong: bool = False, tone: Tone = "quiet") -> str:
    """A run of text; a tone adds weight and colour to words that say as much themselves."""
    strong = strong or tone in {"alarm", "caution"}
    looks = "<w:b/><w:bCs/>" if strong else ""
    looks += f'<w:color w:val="{_COLOURS[tone]}"/>' if tone in _COLOURS else ""
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{text(words)}</w:r>"


def line(words: str) -> str:
    """A run that keeps the spaces at the start of a line, for lines of an example."""
    indent = words[: len(words) - len(words.lstrip(" "))]
    return f'<w:r><w:t xml:space="preserve">{indent}{marked_up(defused(words))}</w:t></w:r>'


def paragraph(style: str, *runs: str, more: str = "") -> str:
    """A paragraph of a style; `more` are further properties of it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{"".join(runs)}</w:p>'


def field(instruction: str, shown: str) -> str:
    """Runs of a field with what it shows until it is reckoned anew."""
    return f'{begun(instruction)}<w:r>{text(shown)}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


def begun(instruction: str) -> str:
    """Runs that begin a field whose result follows in other paragraphs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {marked_up(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def marked(number: int, name: str, runs: str) -> str:
    """Runs within a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def page_break() -> str:
    """A run after which the next page begins."""
    return '<w:r><w:br w:type="page"/></w:r>'
