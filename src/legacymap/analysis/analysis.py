"""An inventory read, as a graph, scored and judged once: what every question of an estate rests on."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path, PurePath
from typing import get_args

from legacymap import __version__
from legacymap.analysis.agreements import (
    AgreedEstate,
    SaidByReturns,
    agreed_estate,
    returned,
    said_by_returns,
)
from legacymap.analysis.marking import marking
from legacymap.analysis.reference import NAME as SETTINGS_FILE
from legacymap.analysis.reference import Agreed, ReferenceData, agreed, listed_faults, reference_data
from legacymap.analysis.request import Request, Selection
from legacymap.domain.assessment import Assessment, Rating
from legacymap.domain.catalogue import Match
from legacymap.domain.errors import NoSuchSystemError, RequestError
from legacymap.domain.findings import Diagnostic, Fault, Route
from legacymap.domain.framework import Framework
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory, Record, Unread, names, nearest_system
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.results import Foundation, Incomplete, OldFoundation, Provenance, Reach
from legacymap.domain.settings import SubmissionDetails, Weight
from legacymap.domain.system import Kind, Technology
from legacymap.domain.values import HANDLINGS, Handling
from legacymap.estate.questions import Estate
from legacymap.estate.underpinning import scan_order, shared_places
from legacymap.findings import Redaction, Waived, diagnostics, outlined, waived
from legacymap.reading.files import File
from legacymap.reading.foreign import Passed
from legacymap.reading.inventory import InventoryReading, read_inventory
from legacymap.reading.places import Places
from legacymap.rules import RULEBOOK, found
from legacymap.rules.context import Context
from legacymap.scoring.assess import assess, assess_all
from legacymap.scoring.facts import Facts


def assessed(
    inventory: Inventory, facts: Mapping[str, Facts], framework: Framework, prior: str
) -> dict[str, Assessment]:
    """The assessment of every system that facts are given of, by full id."""
    systems = [(inventory.records[system], each) for system, each in facts.items()]
    return {each.system: each for each in assess_all(systems, framework, prior)}


def withheld_impacts(estate: Estate, reference: ReferenceData, as_of: date, prior: str) -> dict[str, float]:
    """The expected impact of each withheld stub whose department lets it count (`--withheld-impact`)."""
    found = {}
    for system in estate.members:
        record = estate.inventory.records.get(system)
        if record is not None and record.system.withheld and record.system.assessment:
            facts = Facts(as_of, reference.matcher.match, 0, None, "GBP")
            found[system] = assess(record, facts, reference.framework, prior).impact
    return found


def facts_of(estate: Estate, match: Callable[[Technology], Match], as_of: date) -> dict[str, Facts]:
    """What surrounds every scored system, by full id; `match` asks the catalogue of support dates."""
    inventory = estate.inventory
    budgets: _Budgets = {}
    needed = Counter([arrow.needed for arrow in estate.arrows])
    alike: dict[tuple[str, int], Facts] = {}  # by organisation, which has many systems, and their dependents
    found = {}
    for system in estate.scored:
        organisation = inventory.records[system].organisation
        dependents = needed[system]
        facts = alike.get((organisation, dependents))
        if facts is None:
            budget = _annual_budget(inventory, organisation, budgets)
            facts = Facts(as_of, match, dependents, budget, _currency(inventory, organisation))
            alike[organisation, dependents] = facts
        found[system] = facts
    return found


# By organisation and currency, the budget that was found there or above.
_Budgets = dict[tuple[str, str], Decimal | None]


def _annual_budget(inventory: Inventory, organisation: str, known: _Budgets) -> Decimal | None:
    """The budget of the organisation, or else of its nearest ancestor that states one above nil.

    In its currency; a budget of nil says nothing. What is found is known of all organisations on the way.
    """
    currency = _currency(inventory, organisation)
    passed: list[tuple[str, str]] = []
    found: Decimal | None = None
    for each in inventory.lineage(organisation):
        if (each, currency) in known:
            found = known[each, currency]
            break
        passed.append((each, currency))
        budget = inventory.organisation(each).annual_budget
        if budget is not None and budget.amount and _currency(inventory, each) == currency:
            found = budget.amount
            break
    known.update(dict.fromkeys(passed, found))
    return found


def _currency(inventory: Inventory, organisation: str) -> str:
    return inventory.organisation(organisation).currency or "GBP"


KINDS: tuple[Kind, ...] = get_args(Kind)
_UNREADABLE = (
    "unreadable-file", "file-too-large", "not-utf-8", "invalid-yaml", "nested-too-deep", "document-too-large",
)  # fmt: skip
_UNFOLLOWED = ("recursive-alias", "link-leaves-folder", "ignored-inventory", "path-leaves-folder")


def chosen_rules(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str] | None:
    """The codes of the rules that `select` names, all when it is empty, without those that `ignore` names.

    Each text may hold several words between commas: codes, names, or beginnings of codes such as `LM4`. None
    means every rule; raises RequestError for a word that means none. That a file cannot be read is always
    said, and what was left aside unless that is ignored: nothing found in a file that nobody read would be
    no good news.
    """
    wanted, unwanted = _codes(select), _codes(ignore)
    if not wanted and not unwanted:
        return None
    unreadable, unfollowed = (
        {RULEBOOK.by_name[name].code for name in names} for names in (_UNREADABLE, _UNFOLLOWED)
    )
    return frozenset(((wanted | unfollowed if wanted else RULEBOOK.by_code.keys()) - unwanted) | unreadable)


def _codes(texts: Iterable[str]) -> set[str]:
    codes: set[str] = set()
    for word in (word.strip() for text in texts for word in text.split(",")):
        meant = RULEBOOK.codes(word)
        if word and not meant:
            raise RequestError(f"There is no rule `{word}`.", RULEBOOK.hint(word))
        codes.update(meant)
    return codes


@dataclass(frozen=True, slots=True)
class DeclaredSubmission:
    """What the settings say of submissions, and the folder that its files are below."""

    details: SubmissionDetails
    folder: Path


@dataclass(frozen=True)
class Analysis:
    """An inventory read, as a graph, scored and judged; `facts` and `assessments` are by full id.

    What several questions ask of it is found once: who stands on what, the order of a scan, what is weak.
    `scenario_files` are the files below its paths that hold a scenario, `default_scenario` is what the
    settings name: neither has been read.
    """

    request: Request
    inventory: Inventory
    estate: Estate
    reference: ReferenceData
    prior: str
    facts: Mapping[str, Facts]
    assessments: Mapping[str, Assessment]
    faults: tuple[Fault, ...]
    waived: Waived
    weights: Mapping[str, Weight]
    sources: Places
    least_handling: Handling
    reading: InventoryReading
    agreed: AgreedEstate
    files: tuple[File, ...] = ()
    scenario_files: tuple[File, ...] = ()
    default_scenario: Path | None = None
    submission: DeclaredSubmission | None = None
    passed: tuple[Passed, ...] = ()

    @cached_property
    def ratings(self) -> Mapping[str, Rating]:
        """The rating of every scored system."""
        return {system: assessment.rating for system, assessment in self.assessments.items()}

    @cached_property
    def reaches(self) -> Mapping[str, Reach]:
        """Who stands on each system of the estate."""
        return self.estate.reaches(self.assessments, self.request.reach_decay)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Every system of the inventory in the order of a scan (method, section 3)."""
        return scan_order(self.inventory.records, self.ratings, self.risks)

    @cached_property
    def shared_places(self) -> Mapping[str, tuple[int, int]]:
        """The first and the last rank of the systems that are equal to each, from 1."""
        return shared_places(self.order, self.ratings, self.risks)

    @cached_property
    def risks(self) -> Mapping[str, float]:
        """The weighted risk of each system of the estate."""
        return {system: reach.weighted_risk for system, reach in self.reaches.items()}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each system in that order, from 0, stubs last."""
        return {system: place for place, system in enumerate((*self.order, *self.estate.stubs))}

    @cached_property
    def foundations(self) -> Mapping[str, Foundation]:
        """What each system of the estate stands on."""
        return self.estate.foundation_by_system(self.order)

    @cached_property
    def old_foundations(self) -> tuple[OldFoundation, ...]:
        """Systems being proposed or built that will stand on red or possibly red ones."""
        return self.estate.old_foundations(self.ratings, self.order)

    @cached_property
    def incomplete(self) -> Incomplete | None:
        """What could not be read, here or where returns were made; None where all could."""
        unread = self.inventory.unread or Unread(0)
        barred = (fault.where.file for fault in self.faults if fault.rule == "unreadable-file")
        files = tuple(sorted({*unread.files, *barred}))
        returns = self._returns.partial
        if not (unread.records or files or returns):
            return None
        return Incomplete(unread.records, unread.named, files, returns=returns)

    @cached_property
    def provenance(self) -> Provenance:
        """What every figure here was made from."""
        return Provenance(
            legacymap=__version__,
            framework=self.reference.framework_edition,
            lifecycle=self.reference.lifecycle_edition,
            inventory_sha256=self.inventory.sha256,
            as_of=self.request.as_of,
            prior=self.prior,
            reach_decay=self.request.reach_decay,
            shared_for=self._returns.shared_for,
            of_returns=self._returns.held_back,
        )

    @cached_property
    def _returns(self) -> SaidByReturns:
        return said_by_returns(self.reading, self.request.as_of, self.reference.framework_edition)

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Every finding, in the order of files and lines."""
        return self._diagnostics(self.faults)

    @cached_property
    def outline(self) -> tuple[Diagnostic, ...]:
        """The same, of which only errors are whole: the others are there to be counted.

        That spares reading their files once more.
        """
        errors = [fault for fault in self.faults if RULEBOOK.weight(fault, self.weights) == "error"]
        rest = [fault for fault in self.faults if RULEBOOK.weight(fault, self.weights) != "error"]
        return (*self._diagnostics(errors), *outlined(rest, self.waived, self.weights, RULEBOOK))

    def located(self, faults: Iterable[Fault]) -> tuple[Diagnostic, ...]:
        """Some of the faults as findings, in the order of files and lines."""
        return self._diagnostics(faults)

    def refusal(self, message: str, hint: str) -> RequestError:
        """Why the inventory cannot do what was asked, with its errors: one of them may be the reason."""
        return RequestError(message, hint, listed_faults(self._errors()))

    def refusal_of_settings(self, message: str, hint: str) -> RequestError:
        """Why what the settings should name is missing, with the errors of their file."""
        wrong = [each for each in self._errors() if PurePath(each.place.file).name == SETTINGS_FILE]
        return RequestError(message, hint, listed_faults(wrong))

    def unreadable(self, system: str) -> RequestError:
        """Where the record of a system, by its full id, breaks."""
        errors = self._errors()
        mine = [each for each in errors if each.system == system] or errors
        said = f"The record of `{system}` could not be read."
        return RequestError(said, "Mend it first.", listed_faults(mine))

    def _errors(self) -> list[Diagnostic]:
        return [each for each in self.outline if each.severity == "error" and each.waived is None]

    def marking_of(self, named: Collection[str], up_to: Handling | None = None) -> Handling:
        """The marking of an output that names these systems, and never below what the settings ask for.

        Of records above `up_to` it tells the id alone. A record that an agreement takes for another counts
        as it was written.
        """
        found = marking(named, self.inventory, self.least_handling, up_to)
        written = self.reading.inventory
        return found if written is self.inventory else marking(named, written, found, up_to)

    def _diagnostics(self, faults: Iterable[Fault]) -> tuple[Diagnostic, ...]:
        located = self.sources.located(faults)
        redaction = Redaction(self.inventory, self.faults, self.least_handling)
        return diagnostics(
            located, self.waived, self.weights, RULEBOOK, redaction.is_sensitive, redaction.may_name
        )


def analyse_systems(request: Request) -> Analysis:
    """An analysis of an inventory that holds a system; RequestError where none could be read."""
    analysis = analyse(request)
    if not analysis.inventory.records:
        refused = analysis.refusal(
            "The inventory holds no system.", "List one under `systems:`, with an id and a name."
        )
        if len(refused.lines) > 1:  # its errors say why
            raise RequestError("No system could be read.", "Mend this first.", refused.lines[1:])
        raise refused
    return analysis


def analyse(request: Request) -> Analysis:
    """An inventory read, scored and judged: everything that the commands on it start from.

    Raises RequestError when the request cannot be done.
    """
    settings = agreed(request.paths)
    chosen = settings.settings
    lifecycle = (*(Path(path) for path in chosen.lifecycle or ()), *request.lifecycle)
    reference = reference_data(request.framework or chosen.framework, lifecycle)
    reading = read_inventory(request.paths, request.progress, settings.choices, request.held)
    agreed_on = agreed_estate(reading, request.as_of)
    inventory = agreed_on.inventory
    estate = Estate.of(inventory)
    unknown_prior = tuple(_unknown_prior(settings, reference.framework))
    prior = request.prior or (None if unknown_prior else chosen.prior) or reference.framework.prior
    facts = facts_of(estate, reference.matcher.match, request.as_of)
    assessments = assessed(inventory, facts, reference.framework, prior)
    estate.note_scores(assessments)
    estate.withheld_impacts.update(withheld_impacts(estate, reference, request.as_of, prior))
    places = Places((*reading.files, *settings.files))
    stray = tuple(route for route in reading.settings if route not in settings.routes)
    context = replace(
        _context(estate, assessments, reference, request.as_of, stray), returned=returned(reading)
    )
    faults = (
        *settings.faults,
        *unknown_prior,
        *settings.new(reading.faults),
        *agreed_on.faults,
        *found(context),
    )
    _require_systems(reading.inventory, faults, request)
    asked = RULEBOOK.by_code.keys() if request.rules is None else request.rules
    reasons, wrong = waived(faults, inventory, request.as_of, RULEBOOK, asked)
    return Analysis(
        request=request,
        inventory=inventory,
        estate=estate,
        reference=reference,
        prior=prior,
        facts=facts,
        assessments=assessments,
        faults=(*faults, *wrong),
        waived=reasons,
        weights=RULEBOOK.weights(chosen.severities or {})
        | dict.fromkeys(RULEBOOK.by_code.keys() - asked, "off"),
        sources=places,
        least_handling=chosen.handling or HANDLINGS[0],
        files=reading.files,
        reading=reading,
        agreed=agreed_on,
        scenario_files=reading.scenarios,
        default_scenario=Path(chosen.scenario) if chosen.scenario else None,
        submission=_declared_submission(settings),
        passed=reading.passed,
    )


def _declared_submission(settings: Agreed) -> DeclaredSubmission | None:
    details, folder = settings.settings.submission, settings.folders.get("submission")
    return DeclaredSubmission(details, folder) if details is not None and folder is not None else None


def _require_systems(inventory: Inventory, faults: Iterable[Fault], request: Request) -> None:
    """Raises RequestError for an inventory that holds no system, and nothing that could explain it."""
    if inventory.records or any(RULEBOOK.by_name[fault.rule].severity == "error" for fault in faults):
        return
    where = ", ".join(f"`{path}`" for path in request.paths)
    empty = [fault.where for fault in faults if fault.rule == "no-systems"]
    at = f" (in {empty[0].file}, every item of `systems` is commented out)" if empty else ""
    message = f"The inventory in {where} has no systems{at}."
    raise RequestError(
        message, "List one under `systems:`, with an id and a name; `legacymap add ID` writes one."
    )


def _unknown_prior(settings: Agreed, framework: Framework) -> Iterator[Fault]:
    """The fault of settings that name a prior which the framework lacks; it then counts as not named."""
    named = settings.settings.prior
    if named is not None and named not in framework.priors:
        known = sorted(framework.priors)
        yield Fault(
            "bad-choice",
            f"`{named[:60]}` is not a prior of the framework `{framework.framework}`",
            settings.stated["prior"],
            did_you_mean(named, known) or f"It has {listed(known, 'and')}.",
            subject=("prior",),
        )


def _context(
    estate: Estate,
    scored: Mapping[str, Assessment],
    reference: ReferenceData,
    as_of: date,
    stray_settings: tuple[Route, ...],
) -> Context:
    return Context(
        inventory=estate.inventory,
        framework=reference.framework,
        assessments=scored,
        as_of=as_of,
        stray_settings=stray_settings,
        match=reference.matcher.match,
        underpins=estate.is_underpinning_capability,
    )


def members(inventory: Inventory, chosen: Selection | str | None) -> frozenset[str]:
    """The systems of a selection, or of an organisation and all below it; all when None.

    Raises RequestError for an organisation, a tag, a kind or an owner of which the inventory knows nothing.
    """
    selection = chosen if isinstance(chosen, Selection) else Selection(chosen)
    found = _below(inventory, selection.organisation)
    for tag in selection.tags:
        tagged = {system for system, record in inventory.records.items() if tag in (record.system.tags or ())}
        tags = sorted({each for record in inventory.records.values() for each in record.system.tags or ()})
        found &= _some(tagged, f"has the tag `{tag}`", did_you_mean(tag, tags))
    if selection.kind is not None:
        of_kind = {system for system, each in inventory.records.items() if each.system.kind == selection.kind}
        hint = did_you_mean(selection.kind, KINDS) or f"The kinds are {listed(KINDS, 'and')}."
        found &= _some(of_kind, f"is of kind `{selection.kind}`", hint)
    if selection.owner is not None:
        words = selection.owner.strip().casefold()
        owned = {system for system, record in inventory.records.items() if words in _owners(record)}
        found &= _some(owned, f"has an owner with `{selection.owner}` in the name")
    return found


def provenance_of(analysis: Analysis, chosen: Selection | str | None, systems: Collection[str]) -> Provenance:
    """What an answer about the systems of a selection was made from, and which part of the estate it is."""
    selection = chosen if isinstance(chosen, Selection) else Selection(chosen)
    if selection == Selection():
        return analysis.provenance
    inventory = analysis.inventory
    part = f"{len(systems):,} of {len(inventory.records):,} systems"
    return replace(analysis.provenance, selection=f"{part}, {listed(_in_words(inventory, selection), 'and')}")


def _in_words(inventory: Inventory, selection: Selection) -> list[str]:
    organisation = selection.organisation
    named = (inventory.organisation(organisation).name or organisation) if organisation else ""
    return [
        *([f"those of {named}"] if named else []),
        *(f"with the tag {tag}" for tag in selection.tags),
        *([f"of kind {selection.kind}"] if selection.kind else []),
        *([f'with "{selection.owner}" in the name of an owner'] if selection.owner else []),
    ]


def _owners(record: Record) -> str:
    owner = record.system.answers
    return "\n".join((owner.business or "", owner.technical or "")).casefold()


def _some(systems: set[str], claim: str, hint: str | None = None) -> set[str]:
    if not systems:
        raise RequestError(f"No system of the inventory {claim}.", hint or "Without it all are listed.")
    return systems


def _below(inventory: Inventory, organisation: str | None) -> frozenset[str]:
    if organisation is None:
        return frozenset(inventory.records)
    known = inventory.above(inventory.named) | inventory.described.keys()
    if organisation not in known:
        hint = did_you_mean(organisation, sorted(known)) or "Without --organisation all are listed."
        raise RequestError(f"There is no organisation `{organisation}` in the inventory.", hint)
    below = inventory.below(organisation)
    return frozenset(system for system, record in inventory.records.items() if record.organisation in below)


_FEW = 8


def system_named(words: str, analysis: Analysis) -> str:
    """The full id of the one system that `words` name: an id, an alias, an id elsewhere, a part of a name.

    Raises RequestError when they name no system or several, with the nearest.
    """
    wanted = words.strip().casefold()
    records = analysis.inventory.records
    for matching in (_has_id, _has_name, _has_part):
        found = [system for system, record in records.items() if matching(record, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            few = found[:_FEW]
            more = f" and {len(found) - _FEW} more" if len(found) > _FEW else ""
            message = f"`{words}` names {len(found)} systems: {', '.join(few)}{more}."
            raise analysis.refusal(message, "Give the full id, organisation/system.")
    unread = [each for each in _unread(analysis) if wanted in {each, each.partition("/")[2]}]
    if unread:
        raise analysis.unreadable(unread[0])
    near = nearest_system(words, records)
    hint = f"Did you mean `{near}`?" if near else "`legacymap scan` lists the systems."
    refused = analysis.refusal(f"No system is named `{words}`.", hint)
    raise NoSuchSystemError(refused.lines[0], hint, refused.lines[1:])


def _unread(analysis: Analysis) -> tuple[str, ...]:
    """The full ids of those systems of whose records nothing could be used."""
    return analysis.incomplete.named if analysis.incomplete else ()


def _has_id(record: Record, wanted: str) -> bool:
    return wanted in {record.id, record.system.id}


def _has_name(record: Record, wanted: str) -> bool:
    return any(name.casefold() == wanted for name in names(record))


def _has_part(record: Record, wanted: str) -> bool:
    return bool(wanted) and (wanted in record.system.name.casefold() or wanted in record.id)
