from legacymap.reports.map.content import map_view
from legacymap.reports.view import Table
from tests.reports.mapped import seven


def _titles(limit: int) -> list[str]:
    return [block.title for block in map_view(seven(), limit).blocks if isinstance(block, Table)]


def test_a_small_map_lists_its_systems_and_arrows() -> None:
    assert _titles(80) == ["Capabilities that underpin most", "Systems on the map", "Arrows of the map"]


def test_a_large_map_is_a_matrix_and_what_underpins_most() -> None:
    assert _titles(6) == ["Who needs whom", "Capabilities that underpin most"]


def test_every_row_fits_its_columns() -> None:
    for limit in (6, 80):
        for block in map_view(seven(), limit).blocks:
            if isinstance(block, Table):
                assert {len(row) for row in block.rows} <= {len(block.columns)}
