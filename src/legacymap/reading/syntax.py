"""What stops a text from being YAML, in plain English."""

import yaml

from legacymap.reading.text import Unreadable

CHECK = "Check the indentation, quotes and brackets here and on the line above."
_QUOTE = "Put the text in quotes."
_COLON = 'Put text with a colon in quotes: `name: "Phase 2: rollout"`; else check the indentation.'
_APOSTROPHE = "Inside single quotes write an apostrophe twice ('It''s'), or use double quotes."
# The problem as libyaml or PyYAML words it, what it means, and what to do.
_MEANINGS = (
    ("mapping values are not allowed", "a second colon stands where the value of a key goes on", _COLON),
    ("found unexpected end of stream", "a quote that opens here is never closed", "Add the closing quote."),
    (
        "expected ',' or ']'",
        "a list in brackets is not closed, or lacks a comma",
        "Add the `]` or the comma.",
    ),
    (
        "expected ',' or '}'",
        "a mapping in brackets is not closed, or lacks a comma",
        "Add the `}` or the comma.",
    ),
    ("could not find expected ':'", "a key has no colon, or a text runs on over its line", CHECK),
    ("expected <block end>, but found '-'", "a list item is indented unlike those before it", CHECK),
    (
        "did not find expected '-' indicator",
        "an item of a list does not start with `- ` like the others",
        CHECK,
    ),
    (
        "block sequence entries are not allowed",
        "a list item stands on the line of its key",
        "Start it on a line of its own.",
    ),
    (
        "unknown escape character",
        "a backslash in double quotes is followed by what it cannot escape",
        "Write `\\\\` for a backslash, or use single quotes.",
    ),
)
_STARTS = {
    "\t": ("a tab stands where spaces are needed", "Indent with spaces."),
    "@": ("a text starts with `@`", _QUOTE),
    "`": ("a text starts with a backtick", _QUOTE),
    "%": ("a text starts with `%`", _QUOTE),
}


def syntax(error: yaml.MarkedYAMLError, text: str) -> Unreadable:
    """What stops the parser; what is never closed is placed where it opens, not at the end of the text."""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and mark and mark.index >= len(text.rstrip()):
        mark = error.context_mark
    position = min(mark.index if mark else 0, len(text))
    meaning, hint = _meaning(error, text, position)
    return Unreadable("invalid-yaml", f"The YAML cannot be read: {meaning}", hint, position)


def _meaning(error: yaml.MarkedYAMLError, text: str, position: int) -> tuple[str, str]:
    problem = error.problem or ""
    if "cannot start any token" in problem and text[position : position + 1] in _STARTS:
        return _STARTS[text[position]]
    if "tab" in problem and "indentation" in problem:
        return _STARTS["\t"]
    if "expected key" in problem or "expected <block end>, but found '<scalar>'" in problem:
        line = text[text.rfind("\n", 0, position) + 1 : position]
        if line.count("'") % 2 == 0 and "'" in line:
            return "text goes on after a closing quote", _APOSTROPHE
        return "a key was expected here, at the level of the keys above it", CHECK
    for words, meaning, hint in _MEANINGS:
        if words in problem:
            return meaning, hint
    return " ".join(part for part in (error.context, error.problem) if part), CHECK
