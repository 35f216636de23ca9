"""Whether a return holds anything that it should not: a second look, by other means than the writing."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress

from legacymap.domain.dates import financial_year_of, financial_year_text, partial_date
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Organisation
from legacymap.domain.money import SYMBOLS, signed_money
from legacymap.domain.results import Edition
from legacymap.domain.sharing import Audience, Checked, Hit, Manifest
from legacymap.sharing.audience import Allowed, money_text, words
from legacymap.sharing.share import MANIFEST

SHORTEST = 4  # characters of a value that is looked for
_TOKEN = re.compile(r"[\w-]+")
_STUB = re.compile(r"withheld-[0-9a-f]+|Withheld system [0-9a-f]+ of \S+")
_COUNT_OR_HASH = re.compile(r"[0-9]{1,9}|[0-9a-f]{64}")
_COMMENT = re.compile(r"(?:^|\s)#+\s*(.+?)\s*$", re.MULTILINE)
# Where text alone is short for a mapping: the key that it stands under.
_SHORT = {
    ("owner",): "business", ("owners",): "business", ("hosting",): "type", ("technologies",): "product",
    ("depends_on",): "system",
}  # fmt: skip
_REFERENCES = frozenset({("depends_on", "system"), ("used_by",), ("part_of",), ("replaced_by",)})
_NAMES = frozenset({("id",), ("name",), ("aliases",), ("ids",)})
_WORDS = frozenset(
    {
        *words(), *Organisation.model_fields, *Manifest.model_fields, *Edition.__slots__,
        *("organisation", "systems", "legacymap", "return", "share", "Withheld system", "x-", "records"),
        *("exact", "financial-year", "kept", "pseudonyms"),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the source: its path below the inventory, its text, and what its documents hold."""

    name: str
    text: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a return claims: its audience, the systems that left as records, and words that it may hold.

    `is_there` says whether a full id, or what stands after its slash as a name, is a system that is known.
    """

    audience: Audience
    shared: frozenset[str]
    is_there: Callable[[str], bool]
    words: frozenset[str] = frozenset()


def checked(source: Iterable[SourceFile], returned: Iterable[SourceFile], claim: Claim) -> Checked:
    """Every withheld value of four characters or more that stands whole in a file of the return, or its name.

    A value is withheld unless a shared field, the format's own words, or the manifest's dates and hashes
    hold it.
    """
    looked_for, may = _values(source, claim)
    files = sorted(returned, key=lambda file: file.name)
    known = may | _WORDS | claim.words
    rest = {file.name: "\n".join(_unexplained(file, known)) for file in files}
    return Checked(
        values=len(looked_for),
        files=len(files),
        size=sum(len(file.text.encode()) for file in files),
        hits=tuple(_hits(looked_for, rest, "\n".join(sorted(known)))),
    )


def _hits(looked_for: Mapping[str, str], rest: Mapping[str, str], held: str) -> Iterator[Hit]:
    """Those of the values that stand whole in what nothing explains, and that nothing shared holds."""
    tokens = {name: frozenset(_TOKEN.findall(text)) for name, text in rest.items()}
    for value in sorted(looked_for):
        first = _TOKEN.search(value)
        for name, text in rest.items():
            if (
                (first is None or first[0] in tokens[name])
                and _stands(value, text)
                and not _stands(value, held)
            ):
                yield Hit(value, name, looked_for[value])


def _stands(value: str, text: str) -> bool:
    """Whether a value stands in a text, and not inside a longer word."""
    at = text.find(value)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(value) : at + len(value) + 1]
        if not (_TOKEN.match(before) and _TOKEN.match(value[0])) and not (
            _TOKEN.match(after) and _TOKEN.match(value[-1])
        ):
            return True
        at = text.find(value, at + 1)
    return False


def _unexplained(file: SourceFile, known: frozenset[str] | set[str]) -> Iterator[str]:
    """What a file of a return holds beyond known words: values, keys, comments, and its own name."""
    yield file.name.removesuffix(".yaml")
    for value in file.values:
        for text, _ in _scalars(value, ()):
            if text not in known and not (file.name == MANIFEST and _COUNT_OR_HASH.fullmatch(text)):
                yield text
    yield from _COMMENT.findall(file.text)
    if not file.values:  # no YAML, or broken
        yield file.text


def _values(source: Iterable[SourceFile], claim: Claim) -> tuple[dict[str, str], set[str]]:
    """Every value of the source that is long enough, with where it stands; and those that may leave."""
    found: dict[str, str] = {}
    may: set[str] = set()
    for file in source:
        for part in (*file.name.split("/"), file.name.rpartition("/")[2].rpartition(".")[0]):
            _add(found, part, f"the name of {file.name}")
        for comment in _COMMENT.findall(file.text):
            _add(found, comment, f"a comment in {file.name}")
        for value in file.values:
            for text, path in _scalars(value, ()):
                _add(found, text, ".".join(path) or file.name)
            may |= _allowed_in(value, claim)
    for text in list(may):
        may |= _rewritten(text)
    return found, may


def _add(found: dict[str, str], text: str, origin: str) -> None:
    if len(text) >= SHORTEST and not _STUB.fullmatch(text):  # what a stub is called tells nothing
        found.setdefault(text, origin)


def _scalars(value: object, path: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every text and key of a document, with the keys on the way to it."""
    stack: list[tuple[object, tuple[str, ...]]] = [(value, path)]
    while stack:
        at, keys = stack.pop()
        if isinstance(at, dict):
            for key, each in at.items():
                yield key, keys
                stack.append((each, (*keys, key)))
        elif isinstance(at, list):
            stack += [(each, keys) for each in at]
        elif isinstance(at, str):
            yield at, keys


def _allowed_in(document: object, claim: Claim) -> set[str]:
    """The texts of a document of the source that may leave as they are."""
    if not isinstance(document, dict):
        return set()
    owner = document.get("organisation")
    organisation = owner.get("id") if isinstance(owner, dict) else owner
    found = {organisation} if isinstance(organisation, str) else set()
    if isinstance(owner, dict):
        keys = owner if claim.audience.is_everything else ("id", "name", "parent", "currency")
        found |= {text for key in keys for text, _ in _scalars(owner.get(key), ())}
        found |= {key for key in keys if key.startswith("x-")}
    allowed = Allowed(claim.audience)
    systems = document.get("systems")
    for record in systems if isinstance(systems, list) else ():
        if isinstance(record, dict) and f"{organisation}/{record.get('id')}" in claim.shared:
            found |= set(_allowed_of(record, str(organisation), allowed, claim))
    return found


def _allowed_of(record: dict[str, object], owner: str, allowed: Allowed, claim: Claim) -> Iterator[str]:
    audience = claim.audience
    are_kept = audience.names == "kept"
    for text, keys in _scalars(record, ()):
        path = keys if keys[:1] != ("owners",) else ("owner", *keys[1:])
        if (audience.is_everything and are_kept) or (path == ("id",) and are_kept):
            yield text
        elif path and path[:1] in _NAMES and not are_kept:
            continue
        elif path and _leaves(path, allowed):
            full_id = text if "/" in text else f"{owner}/{text}"
            short = (*path, _SHORT[path]) if path in _SHORT else path
            if short in _REFERENCES and (
                not are_kept or (claim.is_there(full_id) and full_id not in claim.shared)
            ):
                continue
            yield text
            if short == ("technologies", "product"):  # `oracle-database 12.1` is two fields
                yield from (part for part in (text.rpartition(" ")[0], text.rpartition(" ")[2]) if part)


def _leaves(path: tuple[str, ...], allowed: Allowed) -> bool:
    whole = (*path, _SHORT[path]) if path in _SHORT else path
    if path[:1] in {("ids",), ("x-",)}:
        whole = path[:1]
    if path[:3] == ("remediation", "options", "after"):
        whole = path[:3]
    if path[:2] == ("assessment", "scores"):
        whole = (*path[:2], *path[3:])
    return allowed.leaves(whole)


def _rewritten(text: str) -> set[str]:
    """The other forms that a date or an amount has in a return."""
    found: set[str] = set()
    if len(text) > 40 or not any(each.isdigit() for each in text):
        return found
    try:
        day = partial_date(text)
    except ValueError:
        pass
    else:
        years = {financial_year_of(day.first), financial_year_of(day.last)}
        found |= {financial_year_text(year) for year in years} | {f"{year:04d}" for year in years}
    if text[0] in "-+−." or text[0].isdigit() or text[0] in SYMBOLS:
        with suppress(ValueError):
            found.add(money_text(signed_money(text)))
    return found
