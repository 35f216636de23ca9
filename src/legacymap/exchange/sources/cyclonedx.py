"""CycloneDX: what bills of materials say of the technologies of one system (exchange, section 4).

By default only what can decide a rating: operating systems, platforms, frameworks, containers, and whatever
the catalogue of support dates knows. The rest is counted: written blindly, a bill of 167 libraries makes 167
warnings.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from legacymap.exchange.draft import Declared, Draft, Finding, Item, Place, Reference, Relation, Statement
from legacymap.exchange.sheets import MOST_CELLS, over_the_limit, unreadable
from legacymap.exchange.sources.file import SourceFile, Surroundings
from legacymap.exchange.sources.json_documents import json_value
from legacymap.exchange.sources.texts import words_of

_ROLES: Mapping[str, str] = {
    "operating-system": "operating-system",
    "platform": "runtime",
    "framework": "middleware",
    "container": "other",
}
_DEEPEST = 100


class _Component(NamedTuple):
    """A component of a bill: its type, what it is called, its version and package URL, and its pointer."""

    type: str
    name: str
    version: str
    purl: str
    place: Place

    @property
    def bare_purl(self) -> str:
        """The package URL without its version and what follows."""
        return self.purl.partition("?")[0].partition("#")[0].rpartition("@")[0] or self.purl


def declared(files: Sequence[SourceFile], around: Surroundings) -> Declared:
    """What one or more bills state of the system that `around` names."""
    whole = Declared()
    whole.ledger.rows.read = 1
    draft = Draft(around.system, Place(files[0].name, row=1))
    seen: set[tuple[str, str]] = set()
    for file in files:
        bill = _bill(file)
        found = list(_components(bill, file))
        written = [each for each in found if _decides(each, around)]
        for each in written:
            item = _item(each, around)
            product = str(item.values["product"].value), each.version
            if product not in seen:
                seen.add(product)
                draft.items.append(item)
        whole.ledger.cells.read += len(found)
        whole.ledger.cells.add("mapped", len(written))
        whole.ledger.cells.add("ignored", len(found) - len(written))
        whole.findings += _told(file, found, written, bill, around)
        draft.items += _source(bill, file)
        whole.relations += _references(bill, file, around)
    whole.drafts.append(draft)
    return whole


def _bill(file: SourceFile) -> Mapping[str, object]:
    value = json_value(file)
    if not isinstance(value, dict) or str(value.get("bomFormat")).casefold() != "cyclonedx":
        raise unreadable(file.name, "it is no bill of materials in CycloneDX's JSON", "Export it as JSON.")
    return value


def _components(bill: Mapping[str, object], file: SourceFile) -> Iterator[_Component]:
    """Every component, those within others too, in the order of the bill."""
    waiting: list[tuple[object, str, int]] = [(bill.get("components"), "/components", 0)]
    count = 0
    while waiting:
        listed, pointer, depth = waiting.pop()
        if depth > _DEEPEST:
            raise over_the_limit(file.name, f"its components are nested more than {_DEEPEST} deep")
        inner: list[tuple[object, str, int]] = []
        for number, each in enumerate(listed if isinstance(listed, list) else []):
            if not isinstance(each, dict):
                continue
            count += 1
            if count > MOST_CELLS:
                raise over_the_limit(file.name, f"it has more than {MOST_CELLS:,} components")
            at = f"{pointer}/{number}"
            name, group = words_of(each.get("name")), words_of(each.get("group"))
            place = Place(file.name, row=count, pointer=at)
            if name:
                yield _Component(
                    words_of(each.get("type")).casefold(),
                    f"{group}/{name}" if group else name,
                    words_of(each.get("version")),
                    words_of(each.get("purl")),
                    place,
                )
            inner.append((each.get("components"), f"{at}/components", depth + 1))
        waiting += reversed(inner)


def _decides(component: _Component, around: Surroundings) -> bool:
    """Whether a component is written: all are when asked for, else what can decide a rating."""
    if around.all_components or component.type in _ROLES:
        return True
    return around.is_known(_bare(component.name), component.bare_purl)


def _bare(name: str) -> str:
    """A name without the group before it."""
    return name.rpartition("/")[2]


def _item(component: _Component, around: Surroundings) -> Item:
    """The technology: by its name where the catalogue knows it, else by its package URL."""
    name = _bare(component.name)
    is_by_name = around.is_known(name, "") or not component.purl
    product = name if is_by_name else component.bare_purl
    values = {"product": Statement(product, component.name, component.place)}
    if component.version:
        pointer = component.place._replace(pointer=f"{component.place.pointer}/version")
        values["version"] = Statement(component.version, component.version, pointer)
    if component.type in _ROLES:
        role = _ROLES[component.type]
        values["role"] = Statement(role, component.type, component.place)
    return Item("technologies", values)


def _source(bill: Mapping[str, object], file: SourceFile) -> list[Item]:
    """The bill's serial number and time as a source of the record."""
    serial = words_of(bill.get("serialNumber"))
    metadata = bill.get("metadata")
    time = words_of(metadata.get("timestamp")) if isinstance(metadata, dict) else ""
    title = f"Bill of materials {serial}".strip() if serial else f"Bill of materials {file.name}"
    place = Place(file.name, row=1, pointer="/serialNumber" if serial else "/")
    values = {"title": Statement(title, title, place)}
    if time[:10].count("-") == 2:
        values["date"] = Statement(time[:10], time, place._replace(pointer="/metadata/timestamp"))
    return [Item("sources", values)]


def _told(
    file: SourceFile,
    found: Sequence[_Component],
    written: Sequence[_Component],
    bill: Mapping[str, object],
    around: Surroundings,
) -> Iterator[Finding]:
    """How much of the bill was used, in one note; services become references by a mapping alone."""
    rest = len(found) - len(written)
    if rest:
        message = (
            f"{len(found):,} components: {len(written):,} written, {rest:,} not, which no rating rests on"
        )
        hint = "`--all-components` writes them too."
        yield Finding("heading-not-mapped", message, Place(file.name, row=1, pointer="/components"), hint)
    services = list(_services(bill, file))
    unknown = [name for names, _ in services if not _matched(names, around) for name in names[:1]]
    if unknown:
        named = ", ".join(unknown[:5])
        message = f"{len(unknown):,} of {len(services):,} services of the bill are not written: {named}"
        hint = f"Say in the mapping which systems they are: `matches: {{{unknown[0]}: organisation/system}}`."
        place = Place(file.name, row=1, pointer="/services")
        yield Finding("heading-not-mapped", message, place, hint, key=around.system)


def _services(bill: Mapping[str, object], file: SourceFile) -> Iterator[tuple[tuple[str, ...], Place]]:
    """What each service of a bill goes by, and where it stands."""
    listed = bill.get("services")
    for number, each in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(each, dict) and (name := words_of(each.get("name"))):
            group, own = words_of(each.get("group")), words_of(each.get("bom-ref"))
            names = (name, f"{group}/{name}" if group else "", own)
            yield tuple(filter(None, names)), Place(file.name, row=1, pointer=f"/services/{number}")


def _matched(names: Sequence[str], around: Surroundings) -> str | None:
    """The system that a service is, by the mapping's `matches`."""
    return next((around.matches[name] for name in names if name in around.matches), None)


def _references(bill: Mapping[str, object], file: SourceFile, around: Surroundings) -> Iterator[Relation]:
    """The services that the mapping names, as systems that this one needs."""
    for names, place in _services(bill, file):
        system = _matched(names, around)
        if system is not None:
            ends = Reference(around.system, "key"), Reference(system, "id")
            yield Relation(*ends, place, "runtime", "hard", f"service {names[0]}")
