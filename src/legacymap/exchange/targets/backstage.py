"""An estate as the entities of a Backstage catalogue.

What Backstage has no field for stands in annotations `legacymap.org/…`: the full id, and the whole record as
JSON, from which an import makes the record once more.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping

from legacymap.domain.inventory import Arrow
from legacymap.exchange.draft import slug
from legacymap.exchange.targets.estate import ExportedEstate, ExportedSystem

ANNOTATION = "legacymap.org/"
_LIFECYCLES = {
    "proposed": "experimental",
    "build": "experimental",
    "live": "production",
    "retiring": "deprecated",
    "retired": "deprecated",
}
_RESOURCES = frozenset({"infrastructure", "data"})
_LONGEST_NAME = 63
_TAG = re.compile(r"[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*")


def backstage_entities(estate: ExportedEstate) -> Iterator[Mapping[str, object]]:
    """The entities: groups of organisations and of owners, then systems, each by id."""
    kinds = _kinds(estate)
    for organisation, (name, parent) in sorted(estate.organisations.items()):
        yield _group(organisation, organisation, (name or organisation, "organisation"), parent)
    owners = {(each.organisation, each.owner) for each in estate.systems if each.owner}
    for organisation, owner in sorted(owners):
        yield _group(organisation, _owner_name(owner), (owner, "team"), organisation)
    needs: dict[str, list[Arrow]] = {}
    for arrow in estate.arrows:
        needs.setdefault(arrow.consumer, []).append(arrow)
    for system in estate.systems:
        yield _entity(system, kinds, needs.get(system.id, []))


def _kinds(estate: ExportedEstate) -> Mapping[str, str]:
    wholes = {each.part_of for each in estate.systems if each.part_of}
    return {
        each.id: "System" if each.id in wholes else "Resource" if each.kind in _RESOURCES else "Component"
        for each in estate.systems
    }


def _entity(system: ExportedSystem, kinds: Mapping[str, str], needs: list[Arrow]) -> Mapping[str, object]:
    kind = kinds[system.id]
    owner = (
        f"group:{system.organisation}/{_owner_name(system.owner) if system.owner else system.organisation}"
    )
    spec: dict[str, object] = {"type": system.kind, "owner": owner}
    if kind != "System":
        spec["lifecycle"] = _LIFECYCLES.get(system.status, "production")
    if kind != "System" and kinds.get(system.part_of) == "System":
        spec["system"] = _reference(system.part_of)
    if needs:
        spec["dependsOn"] = [f"{kinds[each.needed].lower()}:{_reference(each.needed)}" for each in needs]
    return {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": kind,
        "metadata": _metadata(system),
        "spec": spec,
    }


def _metadata(system: ExportedSystem) -> Mapping[str, object]:
    annotations = {f"{ANNOTATION}id": system.id}
    if system.record is None:
        annotations[f"{ANNOTATION}stub"] = "true"
    else:
        annotations[f"{ANNOTATION}record"] = json.dumps(system.record, ensure_ascii=False)
    if system.rating:
        annotations[f"{ANNOTATION}rating"] = system.rating
    metadata: dict[str, object] = {
        "namespace": system.organisation,
        "name": _name(system.id.partition("/")[2]),
        "title": system.name,
    }
    if system.description:
        metadata["description"] = system.description
    tags = (system.record or {}).get("tags")
    fitting = [str(each) for each in tags if _is_tag(str(each))] if isinstance(tags, list) else []
    if fitting:
        metadata["tags"] = fitting
    return {**metadata, "annotations": annotations}


def _is_tag(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and _TAG.fullmatch(text) is not None


def _group(namespace: str, name: str, shown: tuple[str, str], parent: str) -> Mapping[str, object]:
    title, kind = shown
    spec: dict[str, object] = {"type": kind, "profile": {"displayName": title}, "children": []}
    if parent:
        spec["parent"] = f"group:{parent}/{parent}"
    return {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": "Group",
        "metadata": {"namespace": namespace, "name": name, "title": title},
        "spec": spec,
    }


def _reference(full_id: str) -> str:
    organisation, _, short = full_id.partition("/")
    return f"{organisation}/{_name(short)}"


def _owner_name(owner: str) -> str:
    return _name(slug(owner) or hashlib.sha256(owner.encode()).hexdigest()[:12])


def _name(text: str) -> str:
    """A name as Backstage takes it: cut to 63 characters, with a digest where it was longer."""
    if len(text) <= _LONGEST_NAME:
        return text
    return f"{text[:50].rstrip('-')}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
