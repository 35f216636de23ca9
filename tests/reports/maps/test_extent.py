from dataclasses import replace

from legacymap.domain.connections import Scope
from legacymap.reports.map.groups import is_summed_up, left_out, scope_text
from tests.reports.mapped import seven


def test_a_map_within_the_limit_leaves_nothing_out() -> None:
    assert not is_summed_up(seven(), 7)
    assert left_out(seven(), 7) == ()


def test_what_is_left_out_is_counted_and_how_to_see_it_said() -> None:
    said = " ".join(left_out(replace(seven(), totals=replace(seven().totals, systems_of_estate=9)), 6))
    assert "7 systems are summed up" in said
    assert "--around SYSTEM --hops N" in said
    assert "2 systems of the estate are not on this map" in said


def test_the_scope_is_said_in_words() -> None:
    assert scope_text(seven()) == "The whole estate"
    assert "2 arrows" in scope_text(replace(seven(), scope=Scope(around="a/b", hops=2)))
    assert scope_text(replace(seven(), scope=Scope(organisation="moj"))).startswith("moj")
