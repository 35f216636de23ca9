from dataclasses import replace

from hypothesis import given

from legacymap.domain.connections import EstateMap
from legacymap.domain.inventory import Arrow
from legacymap.reports.map.matrix import OTHERS, Crossing, heat, matrix, matrix_table
from tests.reports.mapped import graphs, mapped, node, seven


@given(graphs())
def test_every_arrow_and_every_system_is_counted_once(found: EstateMap) -> None:
    made = matrix(found)
    assert sum(each.arrows for each in made.crossings.values()) == len(found.dependencies)
    assert sum(part.systems for part in made.parts) == len(found.systems)


def test_a_cell_counts_arrows_and_names_the_worst_that_they_lead_to() -> None:
    made = matrix(seven())
    assert [part.key for part in made.parts] == ["dwp", "external", "home-office", "moj"]
    assert made.crossings[0, 2] == Crossing(1, 0, 0, "red")
    assert made.crossings[3, 2] == Crossing(1, 1, 1, "possibly-red")
    assert made.crossings[2, 2] == Crossing(2, 1, 1, "red")
    table = matrix_table(seven())
    assert len(table.rows) == 4
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_many_organisations_become_their_families_and_the_least_become_others() -> None:
    systems = [node(f"o{at:02d}/s") for at in range(50)]
    arrows = tuple(Arrow("o00/s", f"o{at:02d}/s", hard=True, confirmed=True) for at in range(1, 20))
    made = matrix(mapped(*systems, arrows=arrows))
    assert made.by_family
    assert len(made.parts) == 30
    assert made.parts[-1].key == OTHERS
    assert {f"o{at:02d}" for at in range(20)} <= {part.key for part in made.parts}
    assert sum(part.systems for part in made.parts) == 50


def test_a_long_name_of_an_organisation_takes_two_lines_at_most() -> None:
    found = seven()
    long = tuple(
        replace(each, name="Office of very long names of offices " * 5) for each in found.organisations
    )
    rows = len(matrix(found).parts)
    drawn = heat(replace(found, organisations=long)).markup
    assert rows < drawn.count(' class="label"') <= 2 * rows
