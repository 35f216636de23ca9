"""What a scenario must state before a submission may rest on it."""

from collections.abc import Iterable, Iterator

from legacymap.domain.errors import RequestError
from legacymap.domain.nearest import listed
from legacymap.domain.place import Route
from legacymap.domain.scenario import Scenario
from legacymap.verbs.scenario import Chosen

_HINTS = {
    "its price base": "`price_base: 2026-27`",
    "its optimism bias": "`optimism_bias: {rdel: 0.1, cdel: 0.2}` (noughts where none is added)",
    "the optimism bias of resource": "`rdel` under `optimism_bias` (nought where none is added)",
    "the optimism bias of capital": "`cdel` under `optimism_bias` (nought where none is added)",
}


def require_statements(chosen: Iterable[Chosen]) -> None:
    """Raises RequestError, a line for each scenario, unless all state their prices and optimism bias."""
    lacking = [(each, dict(_lacking(each.scenario, each.route))) for each in chosen]
    lines = [_line(each, missing) for each, missing in lacking if missing]
    if lines:
        words = dict.fromkeys(word for _, missing in lacking for word in missing)
        hint = f"Write {listed([_HINTS[word] for word in words], 'and')}."
        raise RequestError("\n".join(lines), hint)


def _lacking(scenario: Scenario, route: Route) -> Iterator[tuple[str, Route]]:
    """What is missing in words, and where it belongs."""
    if scenario.price_base is None:
        yield "its price base", route
    bias = scenario.optimism_bias
    if bias is None:
        yield "its optimism bias", route
        return
    for fund, words in (("rdel", "resource"), ("cdel", "capital")):
        if fund not in bias.model_fields_set:
            yield f"the optimism bias of {words}", route.to("optimism_bias", on_key=True)


def _line(chosen: Chosen, missing: dict[str, Route]) -> str:
    place = chosen.places.place(next(iter(missing.values())))
    where = f"{place.file}:{place.line}:{place.column}"
    return f"{where}: A submission needs {listed(missing, 'and')}, which the scenario does not state."
