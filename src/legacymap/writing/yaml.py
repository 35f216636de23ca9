"""Values as YAML that comes back as the same text, here and in any other reader."""

from collections.abc import Mapping

import yaml

_BEGINS_A_NUMBER = frozenset("0123456789.+-")
_ONE_LINE = 1_000_000_000  # columns before a line is folded: none is
_SafeDumper: type[yaml.SafeDumper] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


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


class _Lines(dict[str, object]):
    """A mapping that has a line for each entry."""


class _Dumper(_SafeDumper):  # type: ignore[valid-type,misc]  # the faster of two classes, chosen when loaded
    """Writes every value out."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML calls it so
        return True


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


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(_Lines, _lines)
_Dumper.add_representer(list, _list)
