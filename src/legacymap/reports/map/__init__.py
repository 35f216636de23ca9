"""Every format of the dependency map, each loaded when it is first used."""

from collections.abc import Callable, Mapping

from legacymap.domain.connections import EstateMap

MapFormat = Callable[[EstateMap, int], str]


def _html(found: EstateMap, limit: int) -> str:
    from legacymap.reports.map.content import html_text  # noqa: PLC0415 - the layout loads only when needed

    return html_text(found, limit)


def _svg(found: EstateMap, limit: int) -> str:
    from legacymap.reports.map.content import svg_text  # noqa: PLC0415 - the layout loads only when needed

    return svg_text(found, limit)


def _mermaid(found: EstateMap, limit: int) -> str:
    from legacymap.reports.map.mermaid import mermaid_text  # noqa: PLC0415 - loads when needed

    return mermaid_text(found, limit)


def _dot(found: EstateMap, limit: int) -> str:
    from legacymap.reports.map.dot import dot_text  # noqa: PLC0415 - loads when needed

    return dot_text(found, limit)


def _graphml(found: EstateMap, limit: int) -> str:
    from legacymap.reports.map.graphml import graphml_text  # noqa: PLC0415 - loads when needed

    return graphml_text(found, limit)


def _json(found: EstateMap, limit: int) -> str:
    from legacymap.reports.map.content import json_text  # noqa: PLC0415 - loads when needed

    return json_text(found, limit)


MAPS: Mapping[str, MapFormat] = {
    "html": _html,
    "svg": _svg,
    "mermaid": _mermaid,
    "dot": _dot,
    "graphml": _graphml,
    "json": _json,
}
