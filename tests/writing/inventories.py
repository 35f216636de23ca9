"""Inventories as different people write them: indentation, line ends, comments, quotes, several documents."""

from dataclasses import dataclass

from hypothesis import strategies as st

_VALUES = [
    "plain text",
    "'single: quoted'",
    '"double # quoted"',
    "|\n{pad}  first\n{pad}    second\n",
    "|-\n{pad}  stripped\n\n",
    "|+\n{pad}  kept\n\n\n",
    "|+\n\n\n",
    "|\n{pad}  - id: not-a-record\n{pad}  # not a comment\n\n",
    ">\n{pad}  folded\n{pad}  on\n\n",
    "plain over\n{pad}  two lines",
    "'quoted over\n\n{pad}  lines'",
    "[one, 'two, three', {four: five}]",
    "\n{pad}- nested\n{pad}- list # with a comment",
    "\n{pad}  deeper: {mapping: [a]}",
    "",
    "~",
    "&anchor text",
    "!!str text",
    "text   # a comment",
]
_EMPTY = [
    "systems: []",
    "systems: [ ]  # none yet",
    "systems:",
    "systems: ~",
    "systems:   # none",
    "systems:\n  []",
]
_AFTER = [
    "",
    "waivers: []\n",
    "x-own: {a: [b]}\n",
    "# the end\n",
    "\n\n# the end\nwaivers:\n- {rule: LM204}\n",
]
_FOLLOWING = [
    "",
    "...\n",
    "---\nsettings: {}\n",
    "...\n# between\n---\norganisation: other\nsystems:\n- id: a\n",
]
_PRECEDING = ["", "---\n", "# head\n---\n", "settings: {prior: uniform}\n---\n", "%YAML 1.1\n---\n"]
_BETWEEN = ["", "\n", "# between\n", "\n# between\n", "\n\n"]


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, the number of the document of `home-office`, and whether brackets must go."""

    text: str
    document: int
    has_no_list: bool


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """A text with one document of the organisation `home-office` and up to three systems."""
    preceding = draw(st.sampled_from(_PRECEDING))
    organisation = draw(st.sampled_from(["organisation: home-office\n", "organisation: {id: home-office}\n"]))
    count = draw(st.integers(0, 3))
    kind = draw(st.sampled_from(["absent", *_EMPTY])) if count == 0 else "items"
    if kind == "absent":  # without a list only a description makes an organisation known
        organisation = "organisation: {id: home-office}\n"
    if kind == "items":
        systems = "systems:\n" + _items(draw, count)
    else:
        systems = "" if kind == "absent" else f"{kind}\n"
    after = draw(st.sampled_from(_AFTER))
    following = draw(st.sampled_from(_FOLLOWING))
    text = f"{preceding}{organisation}{systems}{after}{following}"
    if draw(st.booleans()) and not text.endswith(("\n\n", "...\n")):
        text = text.removesuffix("\n")
    text = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))
    return Text(text, int(preceding.startswith("settings")), kind not in {"items", "absent"})


def _items(draw: st.DrawFn, count: int) -> str:
    indent, gap = " " * draw(st.sampled_from([0, 2, 4])), " " * draw(st.sampled_from([1, 1, 3]))
    between = draw(st.sampled_from(_BETWEEN))
    pad = f"{indent} {gap}"
    items = []
    for number in range(count):
        value = draw(st.sampled_from(_VALUES)).replace("{pad}", pad)
        lines = [f"id: s{number}", f"name: S {number}", f"notes: {value}".rstrip(" ")]
        if draw(st.booleans()):
            lines.append("x-last: 1")
        first, *others = lines
        item = f"{indent}-{gap}{first}\n" + "".join(_line(pad, line) for line in others)
        if draw(st.booleans()):
            item += f"{pad}# owner: of s{number}\n"
        items.append(item)
    return between.join(items)


def _line(pad: str, line: str) -> str:
    return f"{pad}{line}" if line.endswith("\n") else f"{pad}{line}\n"
