"""How a drawing looks, light and dark; a page that sets `--ink` and the like has its own colours here."""

_FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
# Name: light, dark. Each ink has a contrast of at least 4.5 to 1 on each of the fills of its column.
COLOURS = {
    "ink": ("#0b0c0c", "#f3f2f1"),
    "quiet-ink": ("#454a4d", "#c8cbcd"),
    "paper": ("#ffffff", "#15181a"),
    "region": ("#f3f4f5", "#1f2427"),
    "region-line": ("#b1b4b6", "#50585d"),
    "line": ("#3f4a52", "#aab2b8"),
    "alarm": ("#8a1f11", "#ffa99a"),
    "alarm-fill": ("#f9dcd7", "#4a1811"),
    "caution": ("#694100", "#ffc66d"),
    "caution-fill": ("#fdefd0", "#3f2c08"),
    "calm": ("#00542d", "#8fdcb2"),
    "calm-fill": ("#d7ecdf", "#0f3322"),
    "quiet": ("#3b4043", "#d0d3d5"),
    "quiet-fill": ("#e9ebec", "#2c3134"),
}
_RULES = f"""
svg.map {{ background: var(--map-paper); font-family: {_FONT}; }}
svg.map text {{ fill: var(--map-ink); font-size: 13px; }}
svg.map .strong {{ font-weight: 700; }}
svg.map .title {{ font-size: 20px; font-weight: 700; }}
svg.map .small {{ font-size: 11px; fill: var(--map-quiet-ink); }}
svg.map .label {{ font-size: 12px; }}
svg.map .marking {{ font-size: 14px; font-weight: 700; letter-spacing: 0.04em; }}
svg.map .region {{ fill: var(--map-region); stroke: var(--map-region-line); stroke-width: 1; }}
svg.map .ring {{ fill: var(--map-paper); stroke: var(--map-line); stroke-width: 2; stroke-dasharray: 2 3; }}
svg.map .way {{ fill: none; stroke: var(--map-line); stroke-width: 1.5; stroke-linejoin: round; }}
svg.map .soft {{ stroke-dasharray: 7 5; }}
svg.map .head {{ fill: var(--map-line); stroke: var(--map-line); stroke-width: 1.2; }}
svg.map .assumed-head {{ fill: var(--map-paper); stroke: var(--map-line); stroke-width: 1.2; }}
svg.map g.arrow:hover .way {{ stroke-width: 4; }}
svg.map .outside {{ stroke-dasharray: 5 3; }}
svg.map .no-record {{ stroke-dasharray: 1.5 3; }}
"""
_FOCUS = "svg.map .box .face.focus { stroke-width: 4; }\n"
_TONES = "".join(
    f"svg.map .{tone} .face, svg.map .face.{tone} {{ fill: var(--map-{tone}-fill); }}\n"
    f"svg.map .{tone} .face, svg.map .face.{tone} {{ stroke: var(--map-{tone}); stroke-width: 1.5; }}\n"
    f"svg.map .{tone} .sign {{ fill: var(--map-{tone}); stroke: var(--map-{tone}); stroke-width: 1.6; }}\n"
    f"svg.map .{tone} .hollow {{ fill: none; }}\n"
    f"svg.map .{tone} .verdict {{ fill: var(--map-{tone}); font-weight: 700; font-size: 11px; }}\n"
    for tone in ("alarm", "caution", "calm", "quiet")
)


def style() -> str:
    """The style sheet of a drawing: follows the reader's choice of light or dark, and prints light."""
    light = " ".join(f"--map-{name}: var(--{name}, {pair[0]});" for name, pair in COLOURS.items())
    dark = " ".join(f"--map-{name}: var(--{name}, {pair[1]});" for name, pair in COLOURS.items())
    return (
        f"\nsvg.map {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ svg.map {{ {dark} }} }}\n"
        f"{_RULES.strip()}\n{_TONES}{_FOCUS}"
    )
