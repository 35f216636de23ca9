from legacymap.lifecycle import merged
from tests.lifecycle.builders import catalogue, facts, matched, product

ORACLE = product(
    "oracle-database", "12.1", name="Oracle Database", aliases=["oracle", "ora"], purls=["pkg:a/oracle"]
)
JAVA = product("java", "8", aliases=["jre"])


def test_one_catalogue_stays_as_it_is() -> None:
    assert merged([catalogue(ORACLE, JAVA)]) == (ORACLE, JAVA)


def test_no_catalogue_has_no_products() -> None:
    assert merged([]) == ()


def test_a_later_product_of_the_same_id_replaces_the_whole() -> None:
    own = product("oracle-database", "99")
    assert merged([catalogue(ORACLE, JAVA), catalogue(own)]) == (JAVA, own)


def test_a_name_moves_to_the_later_product_and_nothing_else_does() -> None:
    own = product("our-oracle", "12.1.0.2", aliases=["ORACLE"], purls=["pkg:A/Oracle"])
    products = merged([catalogue(ORACLE, JAVA), catalogue(own)])
    assert [each.id for each in products] == ["oracle-database", "java", "our-oracle"]
    assert (products[0].aliases, products[0].purls) == (("ora",), ())
    assert facts(matched(products, "Oracle 12.1.0.2")) == ("our-oracle", frozenset({"12.1.0.2"}))
    assert facts(matched(products, "ora 12.1.0.2")) == ("oracle-database", frozenset({"12.1"}))
    assert facts(matched(products, "pkg:a/oracle@12.1.0.2")) == ("our-oracle", frozenset({"12.1.0.2"}))


def test_even_an_id_and_a_name_match_the_later_product() -> None:
    own = product("our-oracle", "12.1", aliases=["oracle database"])
    products = merged([catalogue(ORACLE), catalogue(own)])
    assert facts(matched(products, "oracle-database 12.1")) == ("our-oracle", frozenset({"12.1"}))


def test_a_replaced_product_counts_as_the_later_one() -> None:
    other = product("other", "1", aliases=["thing"])
    own = product("java", "8", aliases=["thing", "other"])
    products = merged([catalogue(JAVA, other), catalogue(own)])
    assert facts(matched(products, "thing 8")) == ("java", frozenset({"8"}))
    assert facts(matched(products, "other 8")) == ("java", frozenset({"8"}))


def test_the_last_of_three_wins() -> None:
    first, second, third = (product("x", cycle) for cycle in ("1", "2", "3"))
    assert merged([catalogue(first), catalogue(second), catalogue(third)]) == (third,)
