"""Plain values as YAML text, in the styles that people mix: block and flow, quoted and bare, commented."""

import json
import random
import re

_BARE = re.compile(r"[A-Za-z0-9£€][A-Za-z0-9£€ ._/-]*(?<! )")


def yaml_text(node: object, dice: random.Random) -> str:
    """A document; None is written as one of the ways to say nothing."""
    return "\n".join(_block(node, 0, dice)) + "\n"


def _block(node: object, indent: int, dice: random.Random) -> list[str]:
    pad = " " * indent
    lines: list[str] = []
    if isinstance(node, dict):
        for key, value in node.items():
            lines += _entry(f"{pad}{key}:", value, indent, dice)
    elif isinstance(node, list):
        for value in node:
            if isinstance(value, dict) and value and _depth(value) > dice.randint(0, 1):
                inner = _block(value, indent + 2, dice)
                lines += [f"{pad}- {inner[0].lstrip()}", *inner[1:]]
            else:
                lines.append(f"{pad}- {_flow(value, dice)}")
    return lines


def _entry(start: str, value: object, indent: int, dice: random.Random) -> list[str]:
    if isinstance(value, dict | list) and value and _depth(value) > dice.randint(0, 2):
        # A list may stand under its key with or without indentation; a mapping must be indented.
        step = dice.choice((2, 4)) if isinstance(value, dict) else dice.choice((0, 2))
        return [start, *_block(value, indent + step, dice)]
    comment = dice.choice(("", "", "", "  # as told by the owner: see notes"))
    if value is None and dice.random() < 0.4:
        return [start + comment]
    return [f"{start} {_flow(value, dice)}{comment}"]


def _flow(node: object, dice: random.Random) -> str:
    if node is None:
        return dice.choice(("~", "null"))
    if isinstance(node, dict):
        return "{" + ", ".join(f"{key}: {_flow(value, dice)}" for key, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(_flow(value, dice) for value in node) + "]"
    return _scalar(str(node), dice)


def _scalar(said: str, dice: random.Random) -> str:
    style = dice.choice(("bare", "bare", "bare", "single", "double"))
    if style == "bare" and _BARE.fullmatch(said):
        return said
    if style == "single":
        return "'" + said.replace("'", "''") + "'"
    return json.dumps(said, ensure_ascii=False)


def _depth(node: object) -> int:
    if isinstance(node, dict):
        return 1 + max((_depth(value) for value in node.values()), default=0)
    if isinstance(node, list):
        return 1 + max((_depth(value) for value in node), default=0)
    return 0
