"""What stops a text from being YAML, in plain English."""

import yaml

from legacymap.reading.text import SUBJECT, Unreadable

CHECK = "Check the indentation, quotes and brackets here and on the line above."
_QUOTE = "Put the text in quotes."
_COLON = 'Put text with a colon in quotes: `name: "Phase 2: rollout"`; else check the indentation.'
_BACKSLASH = "Write `\\\\` for a backslash, or use single quotes."
_BLOCK = "Start the text on the next line, indented."
_APOSTROPHE = "Inside single quotes write an apostrophe twice ('It''s'), or use double quotes."
_FLOW = "between brackets, something stands that has no place there"
_DIRECTIVE = "a line that starts with `%` is read as an instruction to the reader"
_LEVEL = "a key was expected here, at the level of the keys above it"
# A part of the problem as libyaml or PyYAML words it, what it means, and what to do. Their own words are
# never shown: they speak of tokens and contexts.
_MEANINGS = (
    ("mapping values are not allowed", "a second colon stands where the value of a key goes on", _COLON),
    ("mapping keys are not allowed", "a key stands where the value of another goes on", CHECK),
    ("found unexpected end of stream", "a quote that opens here is never closed", "Add the closing quote."),
    ("found unexpected document", "a line `---` or `...` stands inside a quote", "Close the quote above it."),
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
    ("expected ':'", "a key has no colon, or a text runs on over its line", CHECK),
    ("but found '-'", "a list item is indented unlike those before it", CHECK),
    ("expected '-'", "an item of a list does not start with `- ` like the others", CHECK),
    (
        "sequence entries are not allowed",
        "a list item stands on the line of its key",
        "Start it on a line of its own.",
    ),
    (
        "escape character",
        "a backslash in double quotes is followed by what it cannot escape",
        "Write `\\\\` for a backslash, or use single quotes.",
    ),
    (
        "hexdec",
        "a backslash in double quotes starts the number of a character, which is cut short",
        _BACKSLASH,
    ),
    (
        "expected escape sequence",
        "a backslash starts the number of a character, which is cut short",
        _BACKSLASH,
    ),
    (
        "names no character",
        "a backslash in double quotes is followed by a number that names no character",
        _BACKSLASH,
    ),
    (
        "invalid Unicode",
        "a backslash in double quotes is followed by a number that names no character",
        _BACKSLASH,
    ),
    ("expected node content", _FLOW, "Take it out, or put the text in quotes."),
    ("expected the node content", _FLOW, "Take it out, or put the text in quotes."),
    ("document start", "text stands after the end of a document", "Start a new document with `---`."),
    (
        "incompatible YAML",
        "the version of YAML that the first line names is not known",
        "Delete the line `%YAML`.",
    ),
    ("duplicate %", "the same instruction to the reader is given twice", "Delete one of the lines with `%`."),
    ("undefined tag handle", "a text starts with `!`", _QUOTE),
    ("URI", "a text starts with `!`", _QUOTE),
    ("'>'", "a text starts with `!`", _QUOTE),
    ("'!'", "a text starts with `!`", _QUOTE),
    (
        "alphabetic or numeric",
        "a text starts with `&` or `*`, or its name for other places is not made of letters",
        _QUOTE,
    ),
    ("whitespace", "a sign such as `&`, `*` or `!` is not followed by a space", _QUOTE),
    ("indentation indicator", "after `|` or `>` the number 0 stands", "Leave the number out."),
    ("chomping", "after `|` or `>` stands what does not belong there", _BLOCK),
    ("comment or line break", "after `|` or `>` stands what does not belong there", _BLOCK),
    ("comment or a line break", "after `|` or `>` stands what does not belong there", _BLOCK),
    ("indentation space", "a tab stands where spaces are needed", "Indent with spaces."),
    ("violates indentation", "a tab stands where spaces are needed", "Indent with spaces."),
    ("directive", _DIRECTIVE, _QUOTE),
    ("version number", _DIRECTIVE, _QUOTE),
    ("digit or '.'", _DIRECTIVE, _QUOTE),
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
    if "node content" in (error.problem or "") and position >= len(text.rstrip()):
        position = max(text.rfind("["), text.rfind("{"), 0)
    meaning, hint = _meaning(error, text, position)
    return Unreadable("invalid-yaml", f"{SUBJECT} cannot be read: {meaning}", hint, position, _opening(error))


def _opening(error: yaml.MarkedYAMLError) -> int:
    """Where what the parser could not finish begins, in characters from 0."""
    is_key = "simple key" in (error.context or "")
    mark = error.context_mark if is_key and error.context_mark else error.problem_mark or error.context_mark
    return mark.index if mark else 0


def _meaning(error: yaml.MarkedYAMLError, text: str, position: int) -> tuple[str, str]:
    problem = error.problem or ""
    sign = text[position : position + 1]
    if "cannot start any token" in problem:
        return _STARTS.get(sign, ("a text starts with a sign of YAML's", _QUOTE))
    if "expected key" in problem or "expected <block end>, but found '<scalar>'" in problem:
        line = text[text.rfind("\n", 0, position) + 1 : position]
        is_quoted = line.count("'") % 2 == 0 and "'" in line
        return ("text goes on after a closing quote", _APOSTROPHE) if is_quoted else (_LEVEL, CHECK)
    if "node content" in problem and sign in {"[", "{"}:
        return "a bracket that opens here is never closed", "Add the closing bracket."
    for words, meaning, hint in _MEANINGS:
        if words in problem:
            return meaning, hint
    return "a sign of YAML's stands where it has no place", CHECK
