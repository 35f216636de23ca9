"""Gathers the submission that a department hands in: the estate, its plans, and how sure all of it is."""

from collections.abc import Iterator, Sequence
from math import fsum
from pathlib import Path
from typing import Literal

from legacymap.analysis.analysis import Analysis, analyse
from legacymap.analysis.gaps import gaps_of
from legacymap.analysis.plan import (
    NOTHING_MORE,
    Extras,
    PlanOptions,
    TimeBudget,
    asked_scenarios,
    one_plan,
    time_shares,
)
from legacymap.analysis.registers import services_of
from legacymap.analysis.request import Request
from legacymap.analysis.roadmap import roadmap
from legacymap.analysis.saved import require_tried, saved_scenarios, taken_up
from legacymap.analysis.scan import scan_of
from legacymap.analysis.scenario import Chosen, require_statements, running_by_year
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.nearest import did_you_mean
from legacymap.domain.plan import Plan, cut_short_in
from legacymap.domain.scenario import ALL, Scenario
from legacymap.domain.settings import SubmissionDetails
from legacymap.domain.submission import Busy, Front, OwnPart, Picture, Submission
from legacymap.reading.files import File, content, is_within, shown
from legacymap.reading.saved import Saved
from legacymap.reading.text import Unreadable, decoded
from legacymap.reports.content.submission.narrative import FIGURE, figure_names, pictures_of
from legacymap.scoring.assess import intervals_of
from legacymap.scoring.combining import probability_red

QUESTIONS = 20
_EVERYTHING = Extras(frontier=True, sensitivity=True)
_LARGEST_PICTURE = 5 * 1024 * 1024
_KINDS: tuple[tuple[bytes, Literal["png", "jpeg"]], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)


def report(request: Request, asked: PlanOptions, saved: Sequence[Saved] = ()) -> Submission:
    """The submission for the first scenario, with the others beside it; `asked.extras` counts for nothing.

    With `saved` plans it is written from these, the first of them the preferred one, and nothing is solved.

    Raises RequestError when the request cannot be done: no scenario, a faulty one, one that does not state
    its prices or optimism bias, decisions that cannot all be kept, or a part of the department's own that
    cannot be read or names a figure that does not exist.
    """
    analysis = analyse(request)
    if saved:
        chosen = saved_scenarios(saved, analysis, asked.scenarios)
        require_tried(saved[0], analysis, asked.scenarios)
    else:
        chosen = _preferred_first(analysis, asked_scenarios(analysis, asked.scenarios))
    require_statements(chosen)
    first = chosen[0]
    names = figure_names(first.scenario.years, analysis.inventory.records, analysis.inventory.named)
    front = _front_of(analysis, first, names)
    made = _taken_up(analysis, chosen, asked, saved) if saved else _made(analysis, chosen, asked)
    plans = made.plans
    scenario = chosen[0].scenario
    return Submission(
        scan=scan_of(analysis),
        framework=analysis.reference.framework,
        gaps=gaps_of(analysis, top=QUESTIONS),
        plans=plans,
        scenarios=tuple(each.scenario for each in chosen),
        expected_red=_expected_red(analysis),
        running_costs=running_by_year(analysis, scenario, plans[0]),
        busy=tuple(_busy(analysis, scenario, plans[0])),
        organisations=_organisations(analysis),
        front=front,
        services=services_of(analysis),
        roadmap=roadmap(analysis, scenario, plans[0]),
        cut_short=made.cut_short,
        is_interrupted=made.is_interrupted,
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """The plan of each scenario, the first with all that tries it, and what was ended early."""

    plans: tuple[Plan, ...]
    cut_short: tuple[str, ...]
    is_interrupted: bool = False


def _made(analysis: Analysis, chosen: Sequence[Chosen], asked: PlanOptions) -> _Made:
    extras = [_EVERYTHING, *(NOTHING_MORE for _ in chosen[1:])]
    weights, counts = zip(*(time_shares(each) for each in extras), strict=True)
    time_budget = TimeBudget(
        tolerance=asked.tolerance,
        seconds_left=asked.seconds_left,
        waiting=sum(weights),
        steps=sum(counts),
        progress=asked.progress,
    )
    plans = tuple(one_plan(analysis, *pair, time_budget) for pair in zip(chosen, extras, strict=True))
    return _Made(plans, cut_short_in(plans), time_budget.is_interrupted)


def _taken_up(
    analysis: Analysis, chosen: Sequence[Chosen], asked: PlanOptions, saved: Sequence[Saved]
) -> _Made:
    pairs = zip(saved, chosen, strict=True)
    plans = tuple(taken_up(each, analysis, scenario, asked.scenarios) for each, scenario in pairs)
    return _Made(plans, cut_short_in(plans))


def _expected_red(analysis: Analysis) -> dict[str, float]:
    """The red systems to be expected, by prior: the one in force first."""
    framework = analysis.reference.framework
    priors = [analysis.prior, *sorted(framework.priors.keys() - {analysis.prior})]
    intervals = [intervals_of(assessment.criteria) for assessment in analysis.assessments.values()]
    return {prior: fsum(probability_red(each, framework, prior) for each in intervals) for prior in priors}


def _busy(analysis: Analysis, scenario: Scenario, plan: Plan) -> Iterator[Busy]:
    """A line for each capacity of the scenario and year of work, in the scenario's order."""
    inventory = analysis.inventory
    last = max([*scenario.years, *(action.complete for action in plan.actions)])
    within = {
        action.system: {ALL, *inventory.lineage(inventory.records[action.system].organisation)}
        for action in plan.actions
    }
    for organisation, at_most in (scenario.capacity or {}).items():
        here = [action for action in plan.actions if organisation in within[action.system]]
        for year in range(scenario.years[0], last + 1):
            under_way = sum(action.start <= year <= action.complete for action in here)
            yield Busy(organisation, year, under_way, at_most)


def _organisations(analysis: Analysis) -> dict[str, str]:
    named = {record.organisation for record in analysis.inventory.records.values()}
    names = {each: analysis.inventory.organisation(each).name for each in sorted(named)}
    return {each: name for each, name in names.items() if name}


@dataclass(frozen=True, slots=True)
class _Declared:
    """What the settings or a scenario state, and the folder that its files are below."""

    details: SubmissionDetails
    folder: Path
    where: str


def _front_of(analysis: Analysis, chosen: Chosen, names: frozenset[str]) -> Front:
    """The first page and the own parts for a scenario, which beats the settings; `names` are the figures.

    Raises RequestError, with the place, for a file that is missing, leads out of its folder or is no text in
    UTF-8, a picture that is none, and a figure that does not exist.
    """
    declared = list(_declared(analysis, chosen))
    texts = {
        section: OwnPart(text, shown(chosen.path))
        for section, text in (chosen.scenario.narrative or {}).items()
    }
    for each in reversed(declared):
        for section, name in (each.details.narrative or {}).items():
            texts[section] = _own_part(each, section, name)
    for part in texts.values():
        _require_figures(part, names)

    details = [each.details for each in declared]
    preferred = next((each.preferred for each in details if each.preferred), None)
    is_this = preferred is not None and preferred.scenario in {None, chosen.scenario.scenario}
    return Front(
        department=next((each.department for each in details if each.department), None),
        owner=next((each.owner for each in details if each.owner), None),
        contact=next((each.contact for each in details if each.contact), None),
        status=next((each.status for each in details if each.status), None),
        reason=preferred.reason if preferred and is_this else None,
        parts=texts,
    )


def _preferred_first(analysis: Analysis, chosen: Sequence[Chosen]) -> list[Chosen]:
    """The scenarios, the one that is preferred first: by the settings or by a scenario, else the first.

    Raises RequestError where it is not among several.
    """
    declared = [each.details.preferred for one in chosen for each in _declared(analysis, one)]
    wanted = next((each.scenario for each in declared if each), None)
    if wanted is None or len(chosen) == 1:
        return list(chosen)
    if wanted not in {each.scenario.scenario for each in chosen}:
        raise RequestError(
            f"The preferred scenario is `{wanted}`, which is not among those named.",
            "Name its file with --scenario, or correct `submission.preferred`.",
        )
    return sorted(chosen, key=lambda each: each.scenario.scenario != wanted)


def _declared(analysis: Analysis, chosen: Chosen) -> Iterator[_Declared]:
    """What is stated, what beats the rest first."""
    if chosen.scenario.submission is not None:
        yield _Declared(chosen.scenario.submission, chosen.path.parent, shown(chosen.path))
    if analysis.submission is not None:
        folder = analysis.submission.folder
        yield _Declared(analysis.submission.details, folder, shown(folder / "legacymap.yaml"))


def _own_part(declared: _Declared, section: str, name: str) -> OwnPart:
    path = declared.folder / name
    text = _text(path, declared, f"the narrative of `{section}`")
    pictures = {}
    for line, source in pictures_of(text):
        pictures[source] = _picture(path.parent / source, declared, f"{shown(path)}:{line}")
    return OwnPart(text, shown(path), pictures)


def _text(path: Path, declared: _Declared, what: str) -> str:
    found = _bytes(path, declared, f"{declared.where}: {what}")
    try:
        return decoded(found)
    except Unreadable:
        raise RequestError(
            f"{shown(path)}: the file is not UTF-8, so its letters are not certain.",
            "Save it as UTF-8 and try again.",
        ) from None


def _bytes(path: Path, declared: _Declared, place: str) -> bytes:
    if not is_within(path, declared.folder):
        raise RequestError(
            f"{place}: `{path.name[:80]}` leads out of the folder, and is not read.",
            f"Put the file below `{shown(declared.folder)}`.",
        )
    found = content(File(path, shown(path), path.name))
    if isinstance(found, bytes):
        return found
    raise RequestError(f"{place}: `{shown(path)}`: {found.message}.", found.hint or "Check the path.")


def _picture(path: Path, declared: _Declared, place: str) -> Picture:
    found = _bytes(path, declared, place)
    kind = next((kind for sign, kind in _KINDS if found.startswith(sign)), None)
    if kind is None or len(found) > _LARGEST_PICTURE:
        raise RequestError(
            f"{place}: `{path.name[:80]}` is no picture that documents can show.",
            "Use a PNG or JPEG file of at most 5 MiB.",
        )
    return Picture(found, kind)


def _require_figures(part: OwnPart, names: frozenset[str]) -> None:
    """Raises RequestError for the first figure that does not exist."""
    for number, line in enumerate(part.text.splitlines(), start=1):
        for found in FIGURE.finditer(line):
            name = found[1].strip()
            if name not in names:
                raise RequestError(
                    f"{part.file}:{number}:{found.start() + 1}: there is no figure `{name[:80]}`.",
                    did_you_mean(name, names) or "docs/submission.md lists the figures.",
                )
