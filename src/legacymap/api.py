"""legacymap for notebooks and programs: an inventory read once, and questions asked of it.

Nothing is printed. What cannot be done raises `legacymap.RequestError`, with a hint.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from legacymap.analysis.analysis import Analysis, analyse_systems, system_named
from legacymap.analysis.explain import explanation
from legacymap.analysis.gaps import gaps_of
from legacymap.analysis.impact import traced
from legacymap.analysis.map import mapped
from legacymap.analysis.plan import Extras, PlanOptions, planned
from legacymap.analysis.registers import services_of, suppliers_of, technologies_of
from legacymap.analysis.request import REACH_DECAY, Request, Selection
from legacymap.analysis.scan import scan_of
from legacymap.analysis.validate import validated
from legacymap.analysis.what_if import what_ifs
from legacymap.domain.connections import EstateMap, Impact
from legacymap.domain.documents import as_json
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.plan import Plan, Plans
from legacymap.domain.registers import Services, Suppliers, Technologies
from legacymap.domain.results import Explanation, Gaps, Scan
from legacymap.estate.build import Graph
from legacymap.reports.content.explain import explain_view
from legacymap.reports.content.gaps import gaps_view
from legacymap.reports.content.impact import impact_view
from legacymap.reports.content.plan import plan_view
from legacymap.reports.content.plans import plans_view
from legacymap.reports.content.registers import services_view, suppliers_view, technologies_view
from legacymap.reports.content.rules import findings_by_rule
from legacymap.reports.content.scan import findings, scan_view
from legacymap.reports.findings.json import ValidateDocument, validate_document
from legacymap.reports.formats.html import blocks_html, numbering
from legacymap.reports.map.content import map_view
from legacymap.reports.view import Block, Prose, Table, View
from legacymap.reports.words import counted, marking_text

__all__ = ["Estate", "RequestError", "Result", "load"]

PathLike = str | Path
TIME_LIMIT_SECONDS = 60.0
GAP = 0.001
_ROWS = 20  # of a table in a notebook
_One = TypeVar("_One", str, Path, str | Path)
_Document_co = TypeVar("_Document_co", covariant=True)


def load(  # noqa: PLR0913 - the flags of every command, by their names
    paths: PathLike | Iterable[PathLike] = ".",
    *,
    as_of: date | str | None = None,
    framework: PathLike | None = None,
    lifecycle: PathLike | Iterable[PathLike] = (),
    prior: str | None = None,
    reach_decay: float = REACH_DECAY,
) -> "Estate":
    """Reads an inventory once, to ask as much of it as you like.

    `paths` are folders or files of the inventory; `as_of` is the day to judge it on (today), `framework` a
    file or the id of a shipped framework, `lifecycle` files of support dates that add to the shipped ones.
    Raises RequestError where that cannot be done, an inventory without systems included; what is wrong in the
    inventory itself stands in `findings`.
    """
    request = Request(
        paths=tuple(Path(each) for each in _several(paths)),
        as_of=_day(as_of),
        framework=str(framework) if framework is not None else None,
        lifecycle=tuple(Path(each) for each in _several(lifecycle)),
        prior=prior,
        reach_decay=reach_decay,
    )
    return Estate(analyse_systems(request))


@dataclass(frozen=True)
class Result(Generic[_Document_co]):
    """The answer to a question: `document` holds it as frozen dataclasses, with the names of the JSON."""

    document: _Document_co
    _says: str
    _rows: tuple[str, ...]
    _view: Callable[[], View]

    def to_dict(self) -> dict[str, Any]:
        """The JSON of the command of the same name."""
        return as_json(self.document)

    def rows(self) -> list[dict[str, Any]]:
        """The main list of the answer as flat dictionaries with the same keys: `pandas.DataFrame(rows())`.

        What is nested has the names of both, `score_rating`; lists of values stay lists, and lists of further
        objects are left to `to_dict`.
        """
        found: Any = self.to_dict()
        for key in self._rows:
            found = (found or {}).get(key)
        flat = [_flat(each) for each in found or ()]
        keys = dict.fromkeys(key for each in flat for key in each)
        # A key that is nothing in one row and has parts in another is there by its parts alone.
        kept = [key for key in keys if _is_said(flat, key) or not _has_parts(keys, key)]
        return [{key: each.get(key) for key in kept} for each in flat]

    def __repr__(self) -> str:
        return f"<legacymap {self._says}>"

    def _repr_html_(self) -> str:
        """The answer as people read it, each table with its first rows."""
        view = self._view()
        blocks = [_shortened(each) if isinstance(each, Table) else each for each in view.blocks]
        head = (Prose(view.marking),) if view.marking else ()
        return str(blocks_html((*head, *blocks), numbering()))


class Estate:
    """An inventory that has been read: a graph, scored and judged; each question is answered when asked."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    def __repr__(self) -> str:
        estate = self._analysis.estate
        size = f"{counted(len(self._analysis.inventory.records), 'system')}, "
        arrows = counted(len(estate.arrows), "dependency", "dependencies")
        return f"<legacymap estate: {size}{arrows}, as of {self._analysis.request.as_of}>"

    @cached_property
    def graph(self) -> Graph:
        """The estate as a networkx graph of your own: an edge from each consumer to what it needs.

        Nodes are full ids with name, organisation, kind, status, rating, expected and p_red; edges have
        strength, confidence, kind and note.
        """
        return self._analysis.estate.graph.copy()

    @cached_property
    def findings(self) -> Result[ValidateDocument]:
        """What is wrong with the inventory, as `legacymap validate` says it."""
        found = validated(self._analysis).validation
        document = validate_document(found)
        summary = document.summary
        said = f"{counted(summary.errors, 'error')}, {counted(summary.warnings, 'warning')}"
        marking = marking_text(found.handling) if found.handling else ""
        blocks: tuple[Block, ...] = (findings(found.diagnostics), *findings_by_rule(found.diagnostics))
        return Result(document, f"findings: {said}", ("findings",), lambda: View("Findings", marking, blocks))

    def scan(
        self,
        organisation: str | None = None,
        *,
        tags: Iterable[str] = (),
        kind: str | None = None,
        owner: str | None = None,
    ) -> Result[Scan]:
        """The ranked estate, or those of its systems that belong to an organisation and are as asked.

        They carry every one of `tags`, are of `kind`, and have `owner` in the name of an owner; scores stay
        those of the whole estate.
        """
        chosen = Selection(organisation, tuple(_several(tags)), kind, owner)
        found = scan_of(self._analysis, chosen)
        totals = found.totals
        said = (
            f"scan: {counted(totals.systems, 'system')}, {totals.red:,} red, "
            f"{totals.possibly_red:,} could be red, {totals.not_red:,} not red"
        )
        return Result(found, said, ("systems",), lambda: scan_view(found))

    def explain(self, system: str) -> Result[Explanation]:
        """How the figures of one system come about: by its id, an alias, or a part of its name."""
        found = explanation(self._analysis, system_named(system, self._analysis))
        score = found.system.score
        rated = f"{score.rating.replace('-', ' ')}, {score.expected:.1f}" if score else "not scored"
        framework = self._analysis.reference.framework
        return Result(
            found,
            f"explanation: {found.system.name} ({found.system.id}), {rated}",
            ("system", "score", "criteria"),
            lambda: explain_view(found, framework),
        )

    def gaps(self, organisation: str | None = None, top: int | None = None) -> Result[Gaps]:
        """Which unknown facts to find out first."""
        found = gaps_of(self._analysis, organisation, top)
        said = f"gaps: {counted(found.totals.open, 'open criterion', 'open criteria')}"
        return Result(found, said, ("gaps",), lambda: gaps_view(found))

    def impact(self, system: str, *, upstream: bool = False) -> Result[Impact]:
        """What stops or degrades with a system; upstream, what would stop or degrade it."""
        analysis = self._analysis
        full_id = system if system in analysis.estate.stubs else system_named(system, analysis)
        found = traced(analysis, full_id, "upstream" if upstream else "downstream")
        effects = ("stop it", "degrade it") if upstream else ("stop", "degrade")
        stop, degrade = found.totals.stop, found.totals.degrade
        said = f"impact: {found.system.id}, {stop:,} {effects[0]}, {degrade:,} {effects[1]}"
        return Result(found, said, ("affected",), lambda: impact_view(found))

    def services(self, organisation: str | None = None) -> Result[Services]:
        """Each service and what it stands on."""
        found = services_of(self._analysis, organisation)
        on_red = sum(line.red > 0 for line in found.services)
        said = f"services: {counted(len(found.services), 'service')}, {on_red:,} on a red system"
        return Result(found, said, ("services",), lambda: services_view(found))

    def suppliers(self, organisation: str | None = None) -> Result[Suppliers]:
        """What stands with each supplier and in each place."""
        found = suppliers_of(self._analysis, organisation)
        said = f"suppliers: {counted(len(found.suppliers), 'supplier')}"
        return Result(found, said, ("suppliers",), lambda: suppliers_view(found))

    def technologies(self, organisation: str | None = None) -> Result[Technologies]:
        """Which technology stands where, and when its support ends."""
        found = technologies_of(self._analysis, organisation)
        said = f"technologies: {found.totals.technologies:,} in {counted(found.totals.systems, 'system')}"
        return Result(found, said, ("technologies",), lambda: technologies_view(found))

    def map(self, organisation: str | None = None) -> Result[EstateMap]:
        """Who stands on what; for programs `graph` is the shorter way."""
        found = mapped(self._analysis, organisation)
        if found is None:
            raise RequestError("There is nothing to map.", "A map shows systems in build, live or retiring.")
        said = f"map: {counted(found.totals.systems, 'system')}, {found.totals.dependencies:,} dependencies"
        return Result(found, said, ("systems",), lambda: map_view(found))

    def plan(  # noqa: PLR0913 - what the command takes as flags, by name
        self,
        *scenarios: PathLike,
        frontier: bool = False,
        sensitivity: bool = False,
        gap: float = GAP,
        time_limit: float = TIME_LIMIT_SECONDS,
        scale: str | float | None = None,
        fix: Iterable[str] = (),
        forbid: Iterable[str] = (),
        target: Iterable[str] = (),
        previous: PathLike | None = None,
        stay: float | None = None,
    ) -> Result[Plan] | Result[Plans]:
        """What to do when under a scenario's budget; several scenarios are compared.

        Without one, the scenario that the settings name. `gap` is how far from the optimum the plan may be,
        as a share; `time_limit` is in seconds. `scale`, `fix`, `forbid` and `target` are decisions to try,
        written as on the command line; `previous` is the JSON of a plan to stay near to, at the cost of a
        share `stay` of the value.
        """
        ends = time.monotonic() + time_limit
        asked = PlanOptions(
            scenarios=tuple(Path(each) for each in scenarios),
            seconds_left=lambda: ends - time.monotonic(),
            extras=Extras(frontier, sensitivity),
            tolerance=gap,
            what_ifs=what_ifs(None if scale is None else str(scale), fix, forbid, target),
            previous=None if previous is None else Path(previous),
            stay=stay,
        )
        found = planned(self._analysis, asked)
        first, source, handling = found.plans[0], found.provenance, found.handling
        if len(found.plans) > 1:
            said = f"plans: {len(found.plans)} scenarios"
            return Result(found.together, said, ("plans",), lambda: plans_view(found.plans, source, handling))
        size = f"{counted(len(first.actions), 'action')}, {first.points:,.1f} points"
        said = f"plan: {size}, {first.objective.status}"
        return Result(first, said, ("actions",), lambda: plan_view(first, source, handling))


def _several(paths: _One | Iterable[_One]) -> Iterable[_One]:
    return (paths,) if isinstance(paths, str | Path) else paths


def _day(as_of: date | str | None) -> date:
    if isinstance(as_of, str):
        try:
            return date.fromisoformat(as_of)
        except ValueError:
            raise RequestError(f"`{as_of}` is not a day.", "Write it as 2026-11-22.") from None
    return as_of or date.today()  # noqa: DTZ011 - a reader's calendar day is the local one


def _flat(row: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{before}{key}_")
        elif not (isinstance(value, list) and value and isinstance(value[0], dict)):
            found[f"{before}{key}"] = value
    return found


def _has_parts(keys: Iterable[str], key: str) -> bool:
    return any(other.startswith(f"{key}_") for other in keys)


def _is_said(rows: Iterable[Mapping[str, Any]], key: str) -> bool:
    return any(each.get(key) is not None for each in rows)


def _shortened(table: Table) -> Table:
    return replace(table, rows=table.rows[:_ROWS], more=table.more + max(len(table.rows) - _ROWS, 0))
