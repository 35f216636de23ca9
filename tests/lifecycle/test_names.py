from legacymap.domain.catalogue import Product
from legacymap.lifecycle.names import Names
from legacymap.lifecycle.spelling import spelled
from tests.lifecycle.builders import cycle, product


def leading(text: str, *products: Product) -> list[str]:
    return [named.naming.text for named in Names(products).leading(spelled(text))]


def test_the_longest_name_comes_first() -> None:
    spring, boot = product("spring", "4.3"), product("spring-boot", "2.7")
    assert leading("Spring Boot 2.7", spring, boot) == ["spring-boot", "spring"]


def test_a_name_ends_with_a_word() -> None:
    assert leading("Gopher 2", product("go")) == []
    assert leading("system inventory", product("ibm-i", aliases=["system i"])) == []


def test_short_names_are_not_run_together_from_words() -> None:
    asa = product("cisco-asa", aliases=["asa"])
    assert leading("as a service", asa) == []
    assert leading("ASA 9.8", asa) == ["asa"]
    assert leading("Share Point 2013", product("sharepoint")) == ["sharepoint"]


def test_punctuation_inside_a_short_name_does_not_count() -> None:
    mysql = product("mysql")
    for text in ("my-sql 5.7", "My.SQL 5.7", "my_sql", "my/sql"):
        assert leading(text, mysql) == ["mysql"]
    assert leading("my sql 5.7", mysql) == []


def test_only_its_own_vendor_is_left_out() -> None:
    word = product("word", vendor="Microsoft")
    assert leading("MS Word", word) == ["word"]
    assert leading("Oracle Word", word) == []


def test_an_alias_of_a_cycle_counts_where_it_is_more_than_a_version() -> None:
    aliases = ("Win7", "R2", "V7R1", "Update 3", "XI", "Standard Edition", "7 SP1")
    odd = product("odd", cycle("1", *aliases))
    assert [alias for alias in aliases if leading(alias, odd)] == ["Win7"]


def test_an_alias_of_a_cycle_is_found_with_more_parts_to_its_number() -> None:
    assert leading("Angular 1.8.3", product("angularjs", cycle("1.8", "Angular 1.8"))) == ["Angular 1.8"]
