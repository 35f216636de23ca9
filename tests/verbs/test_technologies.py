"""`technologies` on small inventories, whose every figure is worked by hand."""

from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.registers import technologies
from legacymap.analysis.request import Request
from legacymap.analysis.scan import scan
from legacymap.domain.assessment import Levels
from legacymap.domain.errors import RequestError
from legacymap.domain.registers import Technologies, TechnologyUse

TODAY = date(2026, 11, 22)
CATALOGUE = """
lifecycle: 2026-12
products:
- id: quill
  name: Quill
  vendor: Feather
  cycles:
  - {cycle: 3, standard_ends: 2030-06-30}
  - {cycle: 2.1, standard_ends: 2028-03-31}
  - {cycle: 2.0, standard_ends: 2027-04-01}
  - {cycle: 1, standard_ends: ended}
"""


def exposed(folder: Path, systems: str, as_of: date = TODAY, organisation: str | None = None) -> Technologies:
    return technologies(request(folder, systems, as_of), organisation)


def request(folder: Path, systems: str, as_of: date = TODAY) -> Request:
    (folder / "inventory").mkdir(exist_ok=True)
    (folder / "inventory" / "a.yaml").write_text(systems, encoding="utf-8")
    (folder / "more.yaml").write_text(CATALOGUE, encoding="utf-8")
    return Request((folder / "inventory",), as_of, lifecycle=(folder / "more.yaml",))


def organisation(name: str, *systems: str) -> str:
    records = "\n".join(f"- {{id: s{at}, name: S, {keys}}}" for at, keys in enumerate(systems))
    return f"---\norganisation: {name}\nsystems:\n{records}\n"


def only(exposure: Technologies) -> TechnologyUse:
    (use,) = exposure.technologies
    return use


def test_one_product_under_two_spellings_is_one_row(tmp_path: Path) -> None:
    text = organisation("a", "technologies: [quill 3]") + organisation(
        "b", "technologies: [Feather Quill v3.0]"
    )
    use = only(exposed(tmp_path, text))
    assert (use.technology, use.product, use.cycles) == ("Quill 3", "quill", ("3",))
    assert (use.systems, use.organisations) == (("a/s0", "b/s0"), ("a", "b"))
    assert use.written == ("Feather Quill v3.0", "quill 3")


def test_a_text_that_matches_nothing_is_a_row_whatever_its_case(tmp_path: Path) -> None:
    use = only(
        exposed(tmp_path, organisation("a", "technologies: [Homegrown  4]", "technologies: [homegrown 4]"))
    )
    assert (use.technology, use.product, len(use.systems)) == ("Homegrown 4", None, 2)


def test_a_product_without_version_is_a_row_of_its_own(tmp_path: Path) -> None:
    uses = exposed(tmp_path, organisation("a", "technologies: [quill, quill 3, quill 77]")).technologies
    assert [use.technology for use in uses] == ["Quill", "Quill 3", "Quill 77"]


def test_only_the_estate_counts(tmp_path: Path) -> None:
    statuses = ("build", "live", "retiring", "retired", "proposed")
    systems = [f"status: {status}, technologies: [quill 3]" for status in statuses]
    found = exposed(tmp_path, organisation("a", *systems))
    assert (found.totals.systems, only(found).systems) == (3, ("a/s0", "a/s1", "a/s2"))


def test_the_most_shared_come_first(tmp_path: Path) -> None:
    text = organisation(
        "a", "technologies: [lone, zed, twice]", "technologies: [twice]", "technologies: [twice]"
    )
    uses = exposed(tmp_path, text + organisation("b", "technologies: [zed]")).technologies
    assert [use.technology for use in uses] == ["zed", "twice", "lone"]


def test_an_own_date_stays_the_systems_own(tmp_path: Path) -> None:
    own = "technologies: [{product: quill, version: 2.0, support: {standard_ends: 2026-01}}]"
    use = only(exposed(tmp_path, organisation("a", own, "technologies: [quill 2.0]")))
    assert (str(use.standard_ends), use.past, use.support) == ("2026-01", 1, "ended")
    assert (use.loses_support.already, use.loses_support.by_year[2027]) == (1, 1)


def test_support_is_lost_when_later_cover_ends(tmp_path: Path) -> None:
    covered = "technologies: [{product: quill, version: 1, support: {ours_ends: 2029-03-31}}]"
    use = only(exposed(tmp_path, organisation("a", covered)))
    assert (use.support, use.cover_ends, use.past) == ("covered", date(2029, 3, 31), 1)
    assert [year for year, count in use.loses_support.by_year.items() if count] == [2028]


@pytest.mark.parametrize(
    ("as_of", "already", "years"),
    [
        (date(2027, 3, 31), 0, {2026: 0, 2027: 1, 2028: 0, 2029: 0, 2030: 0}),
        (date(2027, 4, 1), 1, {2027: 0, 2028: 0, 2029: 0, 2030: 0, 2031: 0}),
    ],
)
def test_the_first_year_holds_the_day(
    as_of: date, already: int, years: dict[int, int], tmp_path: Path
) -> None:
    losses = exposed(tmp_path, organisation("a", "technologies: [quill 2.0]"), as_of).loses_support
    assert (losses.already, losses.by_year) == (already, years)


def test_releases_that_end_in_different_years_leave_the_year_unknown(tmp_path: Path) -> None:
    own = "technologies: [{product: quill, version: 2}]"
    losses = exposed(tmp_path, organisation("a", own), date(2026, 4, 1)).loses_support
    assert (losses.already, losses.unknown) == (0, 0)
    assert losses.by_year[2027] == 1  # 2.0 and 2.1 both end in 2027-28
    assert exposed(tmp_path, organisation("a", own), date(2027, 10, 1)).loses_support.unknown == 1


def test_a_system_counts_once_in_a_year_and_in_several_years(tmp_path: Path) -> None:
    lists = "technologies: [quill 2.0, quill 2.1, quill 3, homegrown]"
    found = exposed(tmp_path, organisation("a", lists, "description: Nothing"))
    assert found.loses_support.by_year == {2026: 0, 2027: 1, 2028: 0, 2029: 0, 2030: 1}
    assert (found.loses_support.unknown, found.loses_support.silent) == (1, 1)
    assert (found.totals.listings, found.totals.known, found.totals.dated) == (4, 3, 3)


def test_the_worst_skills_are_the_highest_bounds(tmp_path: Path) -> None:
    scores = ("{skills: 2}", "{skills: 4}", "{skills: {between: [3, 5]}}")
    systems = [f"technologies: [quill 3], assessment: {{scores: {each}}}" for each in scores]
    assert only(exposed(tmp_path, organisation("a", *systems))).skills == Levels(4, 5)


def test_what_is_not_scored_has_no_skills(tmp_path: Path) -> None:
    assert (
        only(exposed(tmp_path, organisation("a", "kind: external, technologies: [quill 3]"))).skills is None
    )


def test_an_organisation_is_listed_with_all_below_it(tmp_path: Path) -> None:
    text = organisation("{id: a, parent: top}", "technologies: [quill 3]") + organisation(
        "b", "technologies: [x]"
    )
    assert [use.technology for use in exposed(tmp_path, text, organisation="top").technologies] == ["Quill 3"]
    with pytest.raises(RequestError):
        exposed(tmp_path, text, organisation="c")


def test_a_scan_counts_the_same_losses(tmp_path: Path) -> None:
    asked = request(tmp_path, organisation("a", "technologies: [quill 2.0]", "technologies: [quill]"))
    assert scan(asked).losses == technologies(asked).loses_support


def test_nothing_found_is_never_all_clear(tmp_path: Path) -> None:
    with pytest.raises(RequestError):
        exposed(tmp_path, "organisation: a\nsystems: []\n")


def test_a_service_that_is_kept_current_is_one_supported_row_whatever_version_is_stated(
    tmp_path: Path,
) -> None:
    used = "technologies: [Microsoft 365]", "technologies: [{product: Office 365, version: '2024'}]"
    exposure = exposed(tmp_path, organisation("a", *used))
    use = only(exposure)
    assert (use.technology, use.product, use.cycles) == ("Microsoft 365", "microsoft-365", ())
    assert (use.support, use.standard_ends, use.past) == ("supported", "not-announced", 0)
    assert (exposure.totals.known, exposure.totals.dated) == (2, 2)


def test_a_technology_that_may_be_anyones_names_all_that_it_may_be(tmp_path: Path) -> None:
    use = only(exposed(tmp_path, organisation("a", "technologies: [java 17]")))
    assert use.product == "java"
    assert "17 (Eclipse Temurin)" in use.cycles
    assert use.support == "unknown"
