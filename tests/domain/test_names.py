import pytest

from legacymap.domain.findings import Route
from legacymap.domain.inventory import Record, nearest_system
from legacymap.domain.system import System

RECORDS = {
    f"{organisation}/{system.id}": Record(organisation, system, Route("a.yaml"))
    for organisation, system in (
        ("hmrc", System(id="cesa", name="Self Assessment")),
        ("hmrc", System(id="e-gates", name="Electronic gates")),
        ("shared", System(id="government-gateway", name="Government Gateway", aliases=("Gateway",))),
    )
}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("gatewy", "shared/government-gateway"),
        ("hmrc/gateway", "shared/government-gateway"),
        ("hmrc/cesaa", "hmrc/cesa"),
        ("self asessment", "hmrc/cesa"),
        ("hmrc/nothing-like-it", None),
        ("quite another", None),
    ],
)
def test_the_nearest_system_is_found_by_any_of_its_names(words: str, found: str | None) -> None:
    assert nearest_system(words, RECORDS) == found
