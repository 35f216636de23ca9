"""The documents that legacymap reads, by kind, as JSON Schemas."""

from collections.abc import Callable, Mapping

from pydantic import BaseModel

from legacymap.domain.catalogue import Catalogue
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Organisation, Waiver
from legacymap.domain.mapping import ImportMapping
from legacymap.domain.scenario import Scenario
from legacymap.domain.settings import Settings
from legacymap.domain.system import System
from legacymap.reading.records import FORMAT
from legacymap.reading.schema.models import Definitions
from legacymap.reading.schema.terms import DIALECT, NOTHING, OWN_KEYS, Schema, address, either, or_nothing

_INVENTORY = "An inventory document: an organisation, its systems, and findings that were accepted."
_SETTINGS = "What a department and its continuous integration agree on: legacymap.yaml."


def kind_schema(kind: str) -> Schema:
    """The schema of the documents of one kind; KeyError for a kind that is not in KINDS."""
    definitions = Definitions()
    described, made = KINDS[kind]
    document = made(definitions)
    return {
        "$schema": DIALECT,
        "$id": address(kind, FORMAT),
        "title": f"legacymap: {kind}",
        "description": described,
        **document,
        "$defs": definitions.sorted(),
    }


def _inventory(definitions: Definitions) -> Schema:
    def each(model: type[BaseModel]) -> Schema:
        return or_nothing({"type": "array", "items": definitions.model(model)})

    version = {"description": "The version of the format.", **or_nothing(_version())}
    organisation = {
        "description": "The organisation that all systems here belong to: its id, or its description.",
        **or_nothing(definitions.model(Organisation)),
    }
    return {
        "type": ["object", "null"],
        "properties": {
            "legacymap": version,
            "organisation": organisation,
            "systems": {"description": "One record for each system.", **each(System)},
            "waivers": {"description": "Findings that somebody has accepted for a time.", **each(Waiver)},
        },
        "dependentSchemas": {
            "systems": {"required": ["organisation"], "properties": {"organisation": {"not": NOTHING}}}
        },
        "patternProperties": OWN_KEYS,
        "additionalProperties": False,
    }


def _version() -> Schema:
    known = [*range(1, FORMAT + 1)]
    return {"enum": [*known, *map(str, known)]}


def _settings(definitions: Definitions) -> Schema:
    settings = either(definitions.model(Settings), NOTHING)
    return {
        "type": "object",
        "properties": {"settings": {"description": "The defaults of a folder.", **settings}},
        "required": ["settings"],
        "patternProperties": OWN_KEYS,
        "additionalProperties": False,
    }


def _whole(model: type[BaseModel]) -> Callable[[Definitions], Schema]:
    return lambda definitions: definitions.model(model)


KINDS: Mapping[str, tuple[str, Callable[[Definitions], Schema]]] = {
    "inventory": (_INVENTORY, _inventory),
    "settings": (_SETTINGS, _settings),
    "scenario": ("The years, prices, money and decisions that a plan is made under.", _whole(Scenario)),
    "framework": ("A scoring framework: criteria, scales, and how scores combine.", _whole(Framework)),
    "import": ("What an import makes of the columns of a source.", _whole(ImportMapping)),
    "lifecycle": ("Support dates of products, to add to the shipped catalogue.", _whole(Catalogue)),
}
