"""What is left of a text when a part of it is no YAML: all but the smallest part that holds the damage.

A document is taken as its top-level entries, and `systems` as its items, by how their lines begin. The parts
that are no YAML by themselves are blanked out, so that every position in what is left stays what it was.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence

from legacymap.domain.frozen import dataclass
from legacymap.domain.pattern import pattern
from legacymap.reading.documents import documents
from legacymap.reading.foreign import OURS
from legacymap.reading.lookalikes import holds_odd, odd, structural
from legacymap.reading.text import SUBJECT, Unreadable

_DOCUMENT = pattern(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_BLANK = "[ \t\u00a0\u2007\u202f\u3000\u200b]"
_DASH = "[\\-\u2010\u2011\u2012\u2013\u2014\u2212]"
_QUOTE = "[\"'\u201c\u201d\u2018\u2019]?"
_ENTRY = pattern(rf"^{_QUOTE}(?P<key>[\w.-]{{1,100}}){_QUOTE}{_BLANK}{{0,9}}[:\uff1a](?=\s|\Z)", re.MULTILINE)
_SYSTEMS = pattern(r"[\"']?systems[\"']?[ \t]*:[ \t]*(?:#[^\n]*|\r)?\n")
_ITEM = pattern(rf"^(?P<indent>{_BLANK}{{0,99}}){_DASH}(?={_BLANK}|[\r\n])", re.MULTILINE)
_NAMED_ITEM = pattern(
    rf"^(?P<indent>{_BLANK}{{0,99}}){_DASH}{_BLANK}{{1,9}}\{{?{_BLANK}?"
    rf"{_QUOTE}(?:id|name){_QUOTE} ?[:\uff1a]",
    re.MULTILINE,
)
_STRAY = r"^{}(?=[^\s#\-}}\])\u2010-\u2014\u2212\u00a0\u200b])"  # at an indent
_KEY = rf"{_QUOTE}id{_QUOTE}{_BLANK}?[:\uff1a]{_BLANK}{{0,9}}{_QUOTE}(?P<id>[a-z0-9][a-z0-9-]*)"
_ID = pattern(rf"(?<![\w-]){_KEY}")
_FIRST_LINE = pattern(rf"{_BLANK}{{0,99}}{_DASH}{_BLANK}{{1,9}}(?=(?P<bracket>\{{)?)")
_NAME = r"""["']?(?P<{}>[a-z0-9][a-z0-9-]*)"""
_ORGANISATION = pattern(
    r"""^["']?organisation["']?[ ]?:[ \t]*(?:\{[^\n]{0,999}?(?<![\w-])["']?id["']?:[ \t]*)?"""
    rf"""{_NAME.format("id")}"""
    r"""|^["']?organisation["']?[ ]?:[ \t\r]*\n(?:[ \t][^\n]*\n){0,99}?[ \t]{1,40}["']?id["']?:[ \t]*"""
    rf"""{_NAME.format("below")}""",
    re.MULTILINE,
)
_CONFLICT_MARK = pattern(r"^(?:<{7}(?= )|>{7})", re.MULTILINE)
_IN_BRACKETS = pattern(r"[\"']?systems[\"']?[ \t]*:\s*\[")
_BROKEN_LINE = pattern("(?:\r(?!\n)|[\x85\u2028\u2029])[^\n]*")
_BRACKET = pattern(r"[\[\]{}]")
_NO_BREAK = pattern("[^\\n]")
_MOST_BLAMED = 50
_BLAMED_TEXT = 5_000_000  # characters that are read again, at most, to find out what else is to blame
_NOT_EASED = frozenset({"document-too-large"})


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a text stops being YAML, and how much is lost with it.

    `systems` are the full ids of the records that could not be read, as far as they can be made out (with the
    organisation left empty where that cannot), `records` how many there are.
    """

    rule: str
    message: str
    hint: str
    start: int
    records: int = 0
    systems: tuple[str, ...] = ()
    character: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Salvage:
    """The text that can be read, in which every position is what it was, and what broke it."""

    text: str
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A top-level entry of a document, or an item of its systems."""

    start: int
    end: int
    is_record: bool = False


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Damage:
    """What stops one part or several, and where in the document."""

    stopped: Unreadable
    at: int
    is_conflict: bool = False


def salvaged(text: str) -> Salvage:
    """What can be read of a text, which may be all of it, or no part of it."""
    of_text = _stop(text)
    if of_text is None:
        return Salvage(text)
    left: list[str] = []
    breaks: list[Break] = []
    stretches = list(_documents(text))
    for start, end in stretches:
        chunk = text[start:end]
        stopped = of_text if len(stretches) == 1 else _stop(chunk)
        kept, broken = _document(chunk, start, stopped) if stopped else (chunk, [])
        left.append(kept)
        breaks += broken
    return Salvage("".join(left), tuple(breaks))


def record_ids(text: str) -> tuple[int, tuple[str, ...]]:
    """How many records a text seems to hold, and their full ids, with an unclear organisation left empty."""
    records, systems = 0, []
    for start, end in _documents(text):
        chunk = text[start:end]
        organisation = organisation_of(chunk)
        ids = _ids(chunk, _parts(chunk))
        records += len(ids)
        systems += [f"{organisation}/{found}" for found in ids if found]
    return records, tuple(dict.fromkeys(systems))


def organisation_of(chunk: str) -> str:
    """The organisation that a document seems to name; empty when that cannot be made out."""
    found = _ORGANISATION.search(chunk)
    return (found["id"] or found["below"]) if found else ""


def _documents(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are documents, each with the line that starts it."""
    starts = [found.start() for found in _DOCUMENT.finditer(text)]
    if not starts or text[: starts[0]].strip():
        starts.insert(0, 0)
    else:
        starts[0] = 0
    yield from zip(starts, [*starts[1:], len(text)], strict=True)


def _document(chunk: str, offset: int, stopped: Unreadable) -> tuple[str, list[Break]]:
    """What can be read of a document that something stopped, and its breaks."""
    parts = _parts(chunk)
    chunk = _eased(chunk, parts)
    gone = dict(_conflicts(chunk, parts))
    for part in parts:
        found = None if part in gone else _stop(chunk[part.start : part.end], int(part.is_record))
        if found:
            gone[part] = _Damage(found, part.start + found.position)
    for _ in range(max(1, min(_MOST_BLAMED, _BLAMED_TEXT // len(chunk)))):
        kept = _blanked(chunk, gone)
        rest = _stop(kept)
        if rest is None:
            return kept, list(_breaks(chunk, gone, offset))
        stopped = rest
        suspects = [part for part in parts if part.start <= stopped.begins < part.end and part not in gone]
        if not suspects:
            break
        part = suspects[-1]
        is_inside = part.start <= stopped.position < part.end
        gone[part] = _Damage(stopped, stopped.position if is_inside else stopped.begins)
    first = min((*gone.values(), _Damage(stopped, stopped.position)), key=lambda each: each.at)
    return _blank(chunk), list(_breaks(chunk, {_Part(0, len(chunk)): first}, offset))


def _eased(chunk: str, parts: Sequence[_Part]) -> str:
    """The document with lines read as an editor shows them where an invisible break stands in them.

    Behind such a break `key: value` is text of the line, as it is to the eye: there a no-break space stands
    for the space behind the colon. It is done only to parts that can be read then, and not before.
    """
    if not holds_odd(chunk):
        return chunk
    for part in parts:
        held = chunk[part.start : part.end]
        eased = _BROKEN_LINE.sub(lambda found: found[0].replace(": ", ":\u00a0"), held)
        if eased != held and _stop(held, int(part.is_record)) and not _stop(eased, int(part.is_record)):
            chunk = chunk[: part.start] + eased + chunk[part.end :]
    return chunk


def _stop(text: str, above: int = 0) -> Unreadable | None:
    """What stops a text from being YAML, or breaks a bound that its parts may keep.

    `above` is how many levels lower it stands in its document: an item of `systems` is read one too high.
    """
    try:
        for _ in documents(text, placed=False, above=above):
            pass
    except Unreadable as stopped:
        if stopped.rule in _NOT_EASED:
            raise
        return stopped
    return None


def _parts(chunk: str) -> list[_Part]:
    """The top-level entries of a document, with the items of its systems in the place of those."""
    starts = list(_entry_starts(chunk))
    parts: list[_Part] = []
    for start, end in zip(starts, [*starts[1:], len(chunk)][: len(starts)], strict=True):
        items = _items(chunk, start, end) if _SYSTEMS.match(chunk, start, end) else []
        parts += items or [_Part(start, end)]
    return parts


def _entry_starts(chunk: str) -> Iterator[int]:
    """Where the top-level entries begin; below `systems` only a key of ours, or of the user's own, is one."""
    is_below_systems = False
    for found in _ENTRY.finditer(chunk):
        key = found["key"]
        if not is_below_systems or key in OURS or key.startswith("x-"):
            is_below_systems = key == "systems"
            yield found.start()


def _items(chunk: str, start: int, end: int) -> list[_Part]:
    """The items of a list: from lines with a dash at the indent of the first, or with an id nearly so.

    Lines that have no place in a list are parts by themselves.
    """
    first = _ITEM.search(chunk, start, end)
    if first is None:
        return []
    indent = len(first["indent"])
    starts = {found.start() for found in _ITEM.finditer(chunk, start, end) if len(found["indent"]) == indent}
    named = (found for found in _NAMED_ITEM.finditer(chunk, start, end))
    starts |= {found.start() for found in named if len(found["indent"]) <= indent + 1}
    body = chunk.index("\n", start) + 1
    stray = re.compile(_STRAY.format(" " * indent), re.MULTILINE)
    strays = {found.start() for found in stray.finditer(chunk, body, end)} - starts
    every = sorted(starts | strays)
    ends = [*every[1:], end]
    return [
        _Part(at, until, is_record=at in starts or _ID.match(chunk, at + indent) is not None)
        for at, until in zip(every, ends, strict=True)
    ]


def _conflicts(chunk: str, parts: Sequence[_Part]) -> Iterator[tuple[_Part, _Damage]]:
    """The parts that two sides of a merge both changed, each with the marks that say so."""
    message = f"{SUBJECT} cannot be read: a merge has left its conflict marks here"
    hint = "Keep one side of the conflict, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`."
    begins: int | None = None
    for mark in _CONFLICT_MARK.finditer(chunk):
        if mark[0][0] == "<" and begins is None:
            begins = mark.start()
        elif mark[0][0] == ">" and begins is not None:
            stopped = Unreadable("invalid-yaml", message, hint, begins)
            damage = _Damage(stopped, begins, is_conflict=True)
            inside = chunk.find("\n", begins) + 1
            is_of_records = any(part.start == inside for part in parts)
            first = begins if is_of_records else begins - 1  # the record that goes on inside is lost too
            yield from ((part, damage) for part in parts if part.start < mark.end() and first < part.end)
            begins = None


def _blanked(chunk: str, gone: Mapping[_Part, _Damage]) -> str:
    """The document without some of its parts; what is left of `organisation` is its id."""
    pieces: list[str] = []
    at = 0
    for part in sorted(gone, key=lambda each: each.start):
        text = chunk[part.start : part.end]
        pieces += [chunk[at : part.start], _blank(text) if part.is_record else _named_only(text)]
        at = part.end
    return "".join([*pieces, chunk[at:]])


def _blank(text: str) -> str:
    return _NO_BREAK.sub(" ", text)


def _named_only(text: str) -> str:
    """A top-level entry as blanks, but for the id of an organisation."""
    organisation = organisation_of(text)
    said = f"organisation: {organisation}"
    first = text.partition("\n")[0]
    if not organisation or len(said) > len(first):
        return _blank(text)
    return said + _blank(text[len(said) :])


def _breaks(chunk: str, gone: Mapping[_Part, _Damage], offset: int) -> Iterator[Break]:
    """What broke a document, one for each damage, with what is lost by it."""
    organisation = organisation_of(chunk)
    lost: dict[_Damage, list[_Part]] = {}
    for part, damage in gone.items():
        lost.setdefault(damage, []).append(part)
    for damage, parts in sorted(lost.items(), key=lambda each: each[0].at):
        is_all = parts[0].end - parts[0].start == len(chunk)
        inside = _ids(chunk, _parts(chunk) if is_all else parts)
        ids = tuple(f"{organisation}/{found}" for found in inside if found)
        yield _break(chunk, damage, parts, (len(inside), ids), offset)


def _ids(chunk: str, parts: Sequence[_Part]) -> list[str]:
    """The id of each record among the parts; empty for one of which none can be made out."""
    found = []
    for part in parts:
        if part.is_record:
            found.append(_id(chunk, part))
        elif bracketed := _IN_BRACKETS.match(chunk, part.start, part.end):
            found += _bracketed_ids(chunk, bracketed.end(), part.end)
    return found


def _bracketed_ids(chunk: str, start: int, end: int) -> list[str]:
    """The same of a list of systems in brackets: a mapping just below it is a record."""
    found = []
    depth = 1
    for bracket in _BRACKET.finditer(chunk, start, end):
        if bracket[0] == "{" and depth == 1:
            given = _ID.search(chunk, bracket.end(), end)
            found.append(given["id"] if given else "")
        depth += 1 if bracket[0] in "[{" else -1
    return found


def _break(
    chunk: str, damage: _Damage, parts: Sequence[_Part], lost: tuple[int, tuple[str, ...]], offset: int
) -> Break:
    """A damage as it is told: a look-alike of one of YAML's own signs first, else what stopped the parser."""
    records, systems = lost
    stopped = damage.stopped
    subject = _subject(parts, systems)
    line_end = chunk.find("\n", damage.at)
    before = chunk[parts[0].start : line_end if line_end >= 0 else len(chunk)]
    similar = None
    if stopped.rule == "invalid-yaml" and not damage.is_conflict:
        similar = structural(before) or next(iter(odd(before)), None)
    if similar:
        message = f"{subject} cannot be read: {similar.named} stands here"
        start = offset + parts[0].start + similar.at
        return Break(
            stopped.rule, message, similar.hint, start, records, systems, similar.character, similar.meant
        )
    said = stopped.message
    whole = said if said.startswith(SUBJECT) else f"{SUBJECT} cannot be read: {said[0].lower()}{said[1:]}"
    message = whole.replace(SUBJECT, subject, 1)
    return Break(stopped.rule, message, stopped.hint, offset + damage.at, records, systems)


def _subject(parts: Sequence[_Part], systems: Sequence[str]) -> str:
    if len(parts) > 1 or not parts[0].is_record:
        return SUBJECT
    return f"The record `{systems[0].rpartition('/')[2]}`" if systems else "The record"


def _id(chunk: str, part: _Part) -> str:
    """The id that an item seems to give itself; empty when none can be made out."""
    first = _FIRST_LINE.match(chunk, part.start, part.end)
    if first is None or first["bracket"]:
        found = _ID.search(chunk, part.start, part.end)
    else:
        width = first.end() - part.start
        own = re.compile(rf"^{_BLANK}{{{width}}}{_KEY}", re.MULTILINE)
        found = re.compile(_KEY).match(chunk, first.end(), part.end) or own.search(
            chunk, part.start, part.end
        )
    return found["id"] if found else ""
