"""How a roadmap looks: with the colours of the page that it stands on, or with its own on paper."""

from legacymap.reports.map.drawing import COLOURS

CLASS = "roadmap"
_FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
# Name: light, dark. Ink on `work` and on `spent` has a contrast of at least 7 to 1.
_OWN = {
    "work": ("#d5e3f2", "#1d3550"),
    "work-line": ("#1a5599", "#8fc1f5"),
    "spent": ("#d5e3f2", "#1d3550"),
    "over": ("#f9dcd7", "#4a1811"),
}
_TONES = ("alarm", "caution", "calm", "quiet")
_USED = {**{name: COLOURS[name] for name in ("ink", "quiet-ink", "paper", "region", "region-line", "line")},
         **{tone: COLOURS[tone] for tone in _TONES}, **_OWN}  # fmt: skip
_RULES = """
.text { fill: {ink}; font-size: 11px; }
.small { fill: {quiet-ink}; font-size: 10.5px; }
.strong { fill: {ink}; font-size: 11.5px; font-weight: 700; }
.title { fill: {ink}; font-size: 20px; font-weight: 700; }
.marking { fill: {ink}; font-size: 14px; font-weight: 700; letter-spacing: 0.04em; }
.halo { paint-order: stroke; stroke: {paper}; stroke-width: 3px; stroke-linejoin: round; }
.band { fill: {region}; }
.group { fill: {region}; stroke: {region-line}; stroke-width: 1; }
.grid { stroke: {region-line}; stroke-width: 1; }
.edge { stroke: {ink}; stroke-width: 1.5; }
.today { stroke: {quiet-ink}; stroke-width: 1.2; stroke-dasharray: 3 3; }
.work { fill: {work}; stroke: {work-line}; stroke-width: 1.2; }
.committed { stroke-width: 2.4; }
.cap { fill: {work-line}; }
.link { fill: none; stroke: {line}; stroke-width: 1.2; stroke-linejoin: round; }
.together { stroke-dasharray: 2 3; }
.head { fill: {line}; }
.mark { stroke: {paper}; stroke-width: 1; }
.milestone { fill: {ink}; }
.done { fill: {paper}; stroke: {ink}; stroke-width: 1.2; }
.support { fill: {alarm}; }
.over-mark { fill: {paper}; stroke: {alarm}; stroke-width: 1.2; }
.must { fill: {caution}; }
.leaving { fill: none; stroke: {ink}; stroke-width: 1.6; }
.spent { fill: {spent}; }
.over { fill: {over}; stroke: {alarm}; stroke-width: 1.2; }
.curve { fill: none; stroke: {work-line}; stroke-width: 2.5; }
.point { fill: {paper}; stroke: {work-line}; stroke-width: 2.5; }
.box { fill: none; stroke: {region-line}; stroke-width: 1; }
"""
_TONE_RULES = "".join(
    f".{tone} .sign {{ fill: {{{tone}}}; stroke: {{{tone}}}; stroke-width: 1.4; }}\n"
    f".{tone} .hollow {{ fill: none; }}\n"
    for tone in _TONES
)


def page_style() -> str:
    """The style sheet in a page or a file of its own: it follows the reader's choice of light or dark."""
    names = {name: f"var(--{CLASS}-{name})" for name in _USED}
    light = " ".join(f"--{CLASS}-{name}: var(--{name}, {pair[0]});" for name, pair in _USED.items())
    dark = " ".join(f"--{CLASS}-{name}: var(--{name}, {pair[1]});" for name, pair in _USED.items())
    return (
        f"\nsvg.{CLASS} {{ {light} background: var(--{CLASS}-paper); font-family: {_FONT}; }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ svg.{CLASS} {{ {dark} }} }}\n"
        f"{_within(names, f'svg.{CLASS} ')}"
    )


def paper_style(font: str) -> str:
    """The style sheet of a printed picture: colours as they are, which every drawer understands."""
    names = {name: pair[0] for name, pair in _USED.items()}
    return f"\ntext {{ font-family: {font}; }}\n{_within(names, '')}"


def _within(names: dict[str, str], before: str) -> str:
    """The rules with their colours filled in, each for what stands below `before`."""
    found = []
    for line in (_RULES.strip() + "\n" + _TONE_RULES.strip()).splitlines():
        filled = line
        for name, value in names.items():
            filled = filled.replace(f"{{{name}}}", value)
        found.append(f"{before}{filled}")
    return "\n".join(found) + "\n"
