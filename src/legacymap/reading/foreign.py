"""Which YAML is an inventory's, and which is somebody else's that happens to stand beside it."""

import re
from collections.abc import Collection

from legacymap.domain.frozen import dataclass
from legacymap.domain.nearest import nearest
from legacymap.reading.lookalikes import plain

OWN = ("legacymap", "organisation", "systems", "waivers")
OTHER_KINDS = (
    "settings", "scenario", "framework", "lifecycle", "import", "audience", "share", "agreements",
)  # fmt: skip
_SURE = frozenset({"organisation", "systems"})
OURS = frozenset((*OWN, *OTHER_KINDS))
# Keys that show what a document is, whatever else it says: several together, or one alone.
_SIGNS = (
    (("apiVersion", "kind"), "a Kubernetes resource or its like"),
    (("services",), "a compose file"),
    (("jobs",), "a workflow"),
    (("stages",), "a pipeline"),
    (("steps",), "a pipeline"),
    (("lockfileVersion",), "a list of packages"),
    (("packages",), "a list of packages"),
    (("dependencies",), "a list of packages"),
    (("repos",), "a list of hooks"),
    (("openapi",), "a description of an API"),
    (("swagger",), "a description of an API"),
    (("asyncapi",), "a description of an API"),
    (("AWSTemplateFormatVersion",), "a CloudFormation template"),
    (("Resources",), "a CloudFormation template"),
    (("site_name",), "a site's settings"),
    (("hosts",), "a playbook"),
    (("provider",), "a deployment"),
    (("version", "orbs"), "a pipeline"),
)
_KEY_LINE = re.compile(
    r"""^(?:\{\s{0,9})?["']?(?P<key>[^\s"'#:{}\[\],]{1,40})["']?[ \t\u00a0]{0,9}[:\uff1a](?=\s|\Z)""",
    re.MULTILINE,
)
_JSON_KEY = re.compile(r"""[{,]\s{0,99}"?(?P<key>organisation|systems)"?\s{0,9}:""")
_TEMPLATE = re.compile(r"\{\{|\{%|<%")
NO_KEY = "it has no key of an inventory"


@dataclass(frozen=True, slots=True)
class Passed:
    """A file that was passed over: how it is shown, and why."""

    file: str
    why: str


def why_foreign(value: object) -> str:
    """Why a document is none of ours, as the end of a sentence; empty for one that is."""
    if isinstance(value, list):
        return "" if any(map(_is_record, value)) else NO_KEY
    if not isinstance(value, dict):
        return "" if isinstance(value, str) and is_ours(value) else NO_KEY
    if "systems" in value or "organisation" in value:
        return ""
    keys = {key for key in value if isinstance(key, str)}
    if (keys & OURS and not sign_of(keys)) or _is_misspelt(value):
        return ""
    return sign_of(keys) or NO_KEY


def sign_of(keys: Collection[str]) -> str:
    """What a document with these keys is known to be; empty where they show nothing."""
    return next((said for signs, said in _SIGNS if all(sign in keys for sign in signs)), "")


def is_ours(text: str) -> bool:
    """Whether a text that cannot be read as YAML seems to be one of our files, by the keys of its lines."""
    written = {plain(found["key"]) for found in _KEY_LINE.finditer(text)}
    keys = written | {key.casefold() for key in written if key.casefold() in _SURE}
    if keys & _SURE or _JSON_KEY.search(text):
        return True
    if any(nearest(key, ("systems",)) for key in keys if len(key) <= 12) and re.search(
        r"\bid[:\uff1a]", text
    ):
        return True
    return bool(keys & OURS) and not sign_of(keys) and not _TEMPLATE.search(text)


def has_systems(text: str) -> bool:
    """Whether a text seems to hold a list of systems."""
    keys = (found["key"] for found in (*_KEY_LINE.finditer(text), *_JSON_KEY.finditer(text)))
    return "systems" in keys


def misspelt(keys: Collection[str]) -> dict[str, str]:
    """Which of these keys are meant for `systems` or `organisation`, and for which."""
    found = {}
    for key in keys:
        meant = nearest(plain(key).casefold(), ("systems", "organisation")) if 5 < len(key) <= 14 else None
        if meant is not None and key != meant:
            found[key] = meant
    return found


def _is_misspelt(value: dict[object, object]) -> bool:
    """Whether a document holds records, or describes an organisation, under a key that is nearly right."""
    for key, meant in misspelt([key for key in value if isinstance(key, str)]).items():
        held = value[key]
        if meant == "systems" and key.casefold() == meant and _holds_mappings(held):
            return True
        if meant == "systems" and isinstance(held, list) and any(map(_is_record, held)):
            return True
        if meant == "organisation" and isinstance(held, dict) and "id" in held:
            return True
    return False


def _holds_mappings(held: object) -> bool:
    return isinstance(held, list) and any(isinstance(item, dict) for item in held)


def _is_record(item: object) -> bool:
    return isinstance(item, dict) and "id" in item and "name" in item
