"""Records, inventories and estates made by hand or by hypothesis."""

from collections.abc import Iterable, Mapping

from hypothesis import strategies as st

from legacymap.domain.assessment import Assessment, Rating
from legacymap.domain.findings import Route
from legacymap.domain.inventory import Described, Inventory, Organisation, Record
from legacymap.domain.system import System
from legacymap.estate.questions import Estate

ROUTE = Route("inventory.yaml")
LOADED = ("a", "b", "c")
SHORT = ("x", "y", "z")
REFERENCES = (*SHORT, *(f"{organisation}/{short}" for organisation in (*LOADED, "far") for short in SHORT))
STATUSES = ("live", "live", "live", "build", "retiring", "proposed", "retired")
KINDS = ("application", "service", "platform", "external")


def record(full_id: str, **fields: object) -> Record:
    """The record of `organisation/system`, with fields as an inventory states them."""
    organisation, _, short = full_id.partition("/")
    return Record(organisation, System.model_validate({"id": short, "name": short, **fields}), ROUTE)


def inventory(
    *records: Record,
    loaded: Iterable[str] = (),
    parents: Mapping[str, str] | None = None,
    left_out: Iterable[str] = (),
) -> Inventory:
    """The inventory of these records; further organisations may be loaded, and organisations have parents."""
    organisations = [made.organisation for made in records]
    return Inventory(
        records={made.id: made for made in records},
        described={
            name: Described(Organisation.model_validate({"id": name, "parent": parent}), ROUTE)
            for name, parent in (parents or {}).items()
        },
        named=dict.fromkeys([*organisations, *loaded], ROUTE),
        left_out=frozenset(left_out),
    )


def estate(*records: Record, parents: Mapping[str, str] | None = None) -> Estate:
    """The estate of these records."""
    return Estate.of(inventory(*records, parents=parents))


def chain(*full_ids: str) -> Estate:
    """The estate in which each system needs the next one, hard."""
    following = [*([needed] for needed in full_ids[1:]), []]
    made = [record(full_id, depends_on=needs) for full_id, needs in zip(full_ids, following, strict=True)]
    return estate(*made)


def soft(needed: str) -> dict[str, str]:
    """A soft need."""
    return {"system": needed, "strength": "soft"}


def assumed(needed: str) -> dict[str, str]:
    """A hard need that is assumed."""
    return {"system": needed, "confidence": "assumed"}


def assessment(system: str, likelihood: float, impact: float, rating: Rating = "not-red") -> Assessment:
    """An assessment in which only the likelihood, the impact and the rating matter."""
    return Assessment(
        system=system,
        low=1,
        expected=likelihood * impact,
        high=30,
        groups={},
        criteria=(),
        rating=rating,
        p_red=0.5,
        legacy="possibly",
        p_legacy=0.5,
        likelihood=likelihood,
        impact=impact,
    )


def needs_stated() -> st.SearchStrategy[list[dict[str, str]]]:
    """What a record may say in `depends_on`, with itself and one target twice among it."""
    return st.lists(
        st.fixed_dictionaries(
            {
                "system": st.sampled_from(REFERENCES),
                "strength": st.sampled_from(("hard", "hard", "soft")),
                "confidence": st.sampled_from(("confirmed", "assumed")),
            }
        ),
        max_size=4,
    )


@st.composite
def inventories(draw: st.DrawFn) -> Inventory:
    """Small inventories with everything that may go wrong in references."""
    ids = [f"{organisation}/{short}" for organisation in LOADED for short in SHORT]
    records = [
        record(
            full_id,
            status=draw(st.sampled_from(STATUSES)),
            kind=draw(st.sampled_from(KINDS)),
            depends_on=draw(needs_stated()),
            used_by=draw(st.lists(st.sampled_from(REFERENCES), max_size=2)),
            part_of=draw(st.none() | st.sampled_from(REFERENCES)),
        )
        for full_id in draw(st.lists(st.sampled_from(ids), unique=True))
    ]
    organisations = st.sampled_from((*LOADED, "far", "top"))
    return inventory(
        *records,
        loaded=LOADED,
        parents=draw(st.dictionaries(organisations, organisations)),
        left_out={full_id for full_id in ids if draw(st.integers(0, 9)) == 0} - {made.id for made in records},
    )
