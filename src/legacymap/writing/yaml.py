"""Values as YAML that comes back as the same text in any reader: whole files, and one more record in a list.

Whole files are those that an inventory starts from, and catalogues as lifecycle files (format, section 10).
Edits of what a file says already are edits.py's.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import yaml

from legacymap.domain.catalogue import Catalogue, Cycle, Product
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import ListLayout
from legacymap.domain.system import Source
from legacymap.writing.tree import past_comments

_BEGINS_A_NUMBER = frozenset("0123456789.+-")
_ONE_LINE = 1_000_000_000  # columns before a line is folded: none is
_SafeDumper: type[yaml.SafeDumper] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
Part = Literal["inventory", "settings", "scenario", "pre-commit", "github", "gitlab"]
PARTS: tuple[Part, ...] = ("inventory", "settings", "scenario", "pre-commit", "github", "gitlab")
_TEMPLATES = Path(__file__).with_name("starter")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_WIDEST = 8


class _Lines(dict[str, object]):
    """A mapping that has a line for each entry."""


class _Dumper(_SafeDumper):  # type: ignore[valid-type,misc]  # the faster of two classes, chosen when loaded
    """Writes every value out."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML calls it so
        return True


@dataclass(frozen=True, slots=True)
class StarterFile:
    """A file to write: the part that it belongs to, its path, its text, and what it is for."""

    part: Part
    path: str
    text: str
    purpose: str


def yaml_text(value: Mapping[str, object]) -> str:
    """Mappings, lists and text as YAML, in their order; a mapping or list of text alone stands on one line.

    Whatever could be read as a number, a date, a yes or no, or nothing is quoted. Empty text comes back as
    nothing, since the format has none; unpaired surrogates raise ValueError.
    """
    text = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_ONE_LINE)
    text.encode()
    return text


def entries_text(entries: Mapping[str, object]) -> str:
    """The same, with one entry of the outermost mapping a line."""
    return yaml_text(_Lines(entries))


def starter_files(
    organisation: str, source: str | None, schema_text: Callable[[str], str]
) -> tuple[StarterFile, ...]:
    """The files for an organisation of this id; `source` is the requirement that CI installs.

    None leaves one marked line to fill in. `schema_text` gives the JSON Schemas of `inventory`,
    `settings` and `scenario`, for editors.
    """
    words = {
        "@ORGANISATION@": _scalar(organisation),
        "@NAME@": _scalar(organisation.replace("-", " ").capitalize()),
        "@SOURCE@": source or "",
        "@MARK@": "" if source else " # FILL IN: what pip is to install, with its version, commit or hash",
    }

    def filled(part: Part, path: str, template: str, purpose: str) -> StarterFile:
        text = (_TEMPLATES / template).read_text(encoding="utf-8")
        for mark, word in words.items():
            text = text.replace(mark, word)
        return StarterFile(part, path, text, purpose)

    def schema(part: Part) -> StarterFile:
        path = f".legacymap/{part}.schema.json"
        return StarterFile(part, path, schema_text(part), "completes and checks in editors")

    return (
        filled("inventory", "systems.yaml", "systems.yaml", "three examples, to be replaced"),
        schema("inventory"),
        filled("settings", "legacymap.yaml", "legacymap.yaml", "what all who use it agree on"),
        schema("settings"),
        filled("scenario", "scenario.yaml", "scenario.yaml", "money and decisions to plan with"),
        schema("scenario"),
        filled("pre-commit", ".pre-commit-config.yaml", "pre-commit.yaml", "validates before each commit"),
        filled("github", ".github/workflows/legacymap.yml", "github.yaml", "validates on GitHub"),
        filled("gitlab", ".gitlab-ci.yml", "gitlab.yaml", "validates on GitLab"),
    )


def lifecycle_text(catalogue: Catalogue, origin: Mapping[str, str], remark: str) -> str:
    """The file's text: `remark` as a comment, then `origin` (keys that begin with `x-`), then products.

    What is absent is left out.
    """
    document = {
        "lifecycle": catalogue.lifecycle,
        **origin,
        "products": [_product(product) for product in catalogue.products],
    }
    return f"# {remark}\n{yaml_text(document)}"


def appended(text: str, layout: ListLayout, record: Mapping[str, object]) -> str:
    """The text with `record` at the end of the list, indented as the list is, with the line ends of the file.

    Text is only put in; the brackets (or the word) of an empty list alone go. Comments that are indented
    deeper than the list's dashes stay with the item above them.
    """
    at = layout.end
    if layout.form == "empty":
        kept = text[: layout.start].rstrip(" ") if layout.start < layout.end else text[: layout.start]
        text, at = kept + text[layout.end :], len(kept)
    at = at if _is_line_start(text, at) else _next_line_start(text, at)
    at = past_comments(text, at, layout.column, _next_line_start)
    line_break = _line_break(text, at)
    lines = _item(text, layout, record)
    lines = [*lines, ""] if _is_line_start(text, at) else ["", *lines, ""]
    return text[:at] + line_break.join(lines) + text[at:]


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "'" if text[:1] in _BEGINS_A_NUMBER else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _mapping(dumper: yaml.SafeDumper, mapping: Mapping[str, object]) -> yaml.MappingNode:
    is_flat = all(isinstance(value, str) or _is_list_of_text(value) for value in mapping.values())
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping, flow_style=is_flat)


def _lines(dumper: yaml.SafeDumper, entries: _Lines) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", entries, flow_style=False)


def _list(dumper: yaml.SafeDumper, items: list[object]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=_is_list_of_text(items))


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _scalar(text: str) -> str:
    """The text as a value of YAML, quoted where it must be."""
    return yaml_text({"-": [text]}).strip().removeprefix("{'-': [").removesuffix("]}")


def _product(product: Product) -> Mapping[str, object]:
    return _stated(
        {
            "id": product.id,
            "name": product.name,
            "vendor": product.vendor,
            "aliases": list(product.aliases),
            "purls": list(product.purls),
            "source": _source(product.source),
            "notes": product.notes,
            "evergreen": "yes" if product.evergreen else None,
            "may_be": list(product.may_be),
            "cycles": [_cycle(cycle) for cycle in product.cycles],
        }
    )


def _cycle(cycle: Cycle) -> Mapping[str, object]:
    return _stated(
        {
            "cycle": cycle.cycle,
            "released": _words(cycle.released),
            "standard_ends": _words(cycle.standard_ends),
            "extended_ends": _words(cycle.extended_ends),
            "aliases": list(cycle.aliases),
            "source": _source(cycle.source),
        }
    )


def _source(source: Source | None) -> Mapping[str, object] | None:
    if source is None:
        return None
    return _stated({"title": source.title, "url": source.url, "date": _words(source.date)})


def _words(value: object) -> str | None:
    return None if value is None else str(value)


def _stated(mapping: Mapping[str, object]) -> Mapping[str, object]:
    return {key: value for key, value in mapping.items() if value not in (None, [], {})}


def _item(text: str, layout: ListLayout, record: Mapping[str, object]) -> list[str]:
    indent = " " * layout.column
    dashes = _dashes(text, layout)
    gap = " " * min(len(dashes[-1]["gap"]), _WIDEST) if dashes else " "
    first, *others = entries_text(record).splitlines()
    lines = [f"{indent}-{gap}{first}", *(f"{indent} {gap}{line}" for line in others)]
    if layout.form == "absent":
        return [f"{indent}systems:", *lines]
    if _is_line_start(text, layout.end):  # blank lines above belong to the last value: no more of them
        return lines
    return ["", *lines] if _is_spaced(text, dashes) else lines


def _dashes(text: str, layout: ListLayout) -> list[re.Match[str]]:
    """The dashes of the list's items that have a key on their line."""
    if layout.form != "items":
        return []
    dash = re.compile(rf"^ {{{layout.column}}}-(?P<gap> +)(?=[^\s#])", re.MULTILINE)
    return list(dash.finditer(text, layout.start - layout.column, layout.end))


def _is_spaced(text: str, dashes: list[re.Match[str]]) -> bool:
    """Whether a blank line stands before the last of several items, or before the comments above it."""
    if len(dashes) < 2:
        return False
    for line in reversed(text[dashes[0].end() : dashes[-1].start()].splitlines()):
        if not line.strip().startswith("#"):
            return not line.strip()
    return False


def _next_line_start(text: str, at: int) -> int:
    """Where the line after a position starts, whatever may end a line in YAML."""
    found = _BREAK.search(text, at)
    return found.end() if found else len(text)


def _is_line_start(text: str, at: int) -> bool:
    return at == 0 or _BREAK.fullmatch(text, at - 1, at) is not None


def _line_break(text: str, at: int) -> str:
    """What ends the line above, or else any line of the file."""
    found = [each[0] for each in _BREAK.finditer(text, 0, at)] or _BREAK.findall(text)
    return found[-1] if found and found[-1] in {"\r\n", "\r"} else "\n"


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(_Lines, _lines)
_Dumper.add_representer(list, _list)
