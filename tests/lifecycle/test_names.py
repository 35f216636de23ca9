# DOC # DOC # DOC
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.catalogue import Product

# DOC
from legacymap.lifecycle.names import (
    NameIndex,
    Names,
    StrayIndex,
    Strays,
    after_editions,
    is_generation,
    is_purl,
    is_unstated,
    key,
    name_key,
    purl_keys,
    tokenised,
    without_editions,
)
from tests.lifecycle.builders import cycle, product, shipped_products

SHIPPED = Strays(lambda: StrayIndex.of(shipped_products()))


def leading(text: str, *products: Product) -> list[str]:
    return [named.name_match.text for named in names(*products).leading(tokenised(text))]


def names(*products: Product) -> Names:
    """The names of the products, from the part of their index that each text needs."""
    parts = NameIndex.of(products).parts()
    return Names(lambda beginning: parts.get(beginning, NameIndex()))


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


@pytest.mark.parametrize(
    ("vendor", "text", "words"),
    [
        ("Microsoft", "MS SQL Server", 1),
        ("Microsoft", "Microsoft Corporation SQL Server", 2),
        ("Amazon Web Services", "AWS RDS", 1),
        ("Amazon Web Services", "Amazon RDS", 1),
        ("Apache Software Foundation", "Apache Tomcat", 1),
        ("Red Hat", "Red Hat Linux", 2),
        ("Red Hat", "RedHat Linux", 1),
        ("Broadcom (VMware)", "VMware ESXi", 1),
        ("OpenText (formerly Micro Focus, HPE)", "Micro Focus IDOL", 2),
        ("OpenText (formerly Micro Focus, HPE)", "HPE IDOL", 1),
        ("Oracle", "Sun Solaris", 1),
    ],
)
def test_a_vendor_is_known_by_its_names(vendor: str, text: str, words: int) -> None:
    name = " ".join(tokenised(text).words[words:])
    (found,) = names(product("any", vendor=vendor, aliases=[name])).leading(tokenised(text))
    assert (found.begin, found.end) == (words, len(tokenised(text).words))


def test_a_vendor_alone_leads_nothing() -> None:
    assert leading("Oracle", product("any", vendor="Oracle")) == []


def test_a_product_without_a_vendor_has_none_left_out() -> None:
    assert leading("Oracle any", product("any")) == []


@pytest.mark.parametrize(
    ("purl", "keys", "version"),
    [
        ("pkg:npm/react", ("pkg:npm/react",), ""),
        ("pkg:NPM/React@17.0.2", ("pkg:npm/react",), "17.0.2"),
        ("pkg:npm/%40angular/core@12.1", ("pkg:npm/@angular/core",), "12.1"),
        ("pkg:npm/@angular/core@12.1", ("pkg:npm/@angular/core",), "12.1"),
        (
            "pkg:deb/debian/curl@7.50?arch=i386",
            ("pkg:deb/debian/curl?arch=i386", "pkg:deb/debian/curl"),
            "7.50",
        ),
        ("pkg:oci/ol?repository_url=ghcr.io/o", ("pkg:oci/ol?repository_url=ghcr.io/o",), ""),
        ("pkg:golang/x.org/y#sub/path", ("pkg:golang/x.org/y",), ""),
    ],
)
def test_a_package_url_has_keys_and_a_version(purl: str, keys: tuple[str, ...], version: str) -> None:
    assert purl_keys(purl) == (keys, version)


@given(text=st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert purl_keys(f"pkg:{text}")[0]


def test_a_package_url_is_known_by_its_scheme() -> None:
    assert is_purl("PKG:npm/react")
    assert not is_purl("package")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Orcale Database 12c", "Oracle Database"),
        ("Postgress 9", "PostgreSQL"),
        ("Kubernets", "Kubernetes"),
        ("Adobe Cold Fusin", "Adobe ColdFusion"),
        ("2008 R2", None),
        ("qqqq", None),
        ("", None),
    ],
)
def test_the_nearest_product_is_named(text: str, near: str | None) -> None:
    assert SHIPPED.nearest(tokenised(text).words) == near


@given(text=st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    names = {each.name for each in shipped_products()}
    assert SHIPPED.nearest(tokenised(text).words) in {None, *names}


def test_an_empty_catalogue_has_nothing_near() -> None:
    assert Strays(StrayIndex).nearest(("oracle",)) is None
    assert Strays(lambda: StrayIndex.of([product("oracle")])).nearest(("orcale",)) == "oracle"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Oracle 11gR2", ("oracle", "11", "gr", "2")),
        ("Oracle 11g Release 2", ("oracle", "11", "g", "r", "2")),
        ("Release 2", ("release", "2")),
        ("12.1.0.2.", ("12.1.0.2",)),
        ("SQL-Server_2012 (SP3)", ("sql", "server", "2012", "sp", "3")),
        ("2008 Service Pack 2", ("2008", "sp", "2")),
        ("6.7 Update 3", ("6.7", "u", "3")),
        ("Jira Data Centre 9", ("jira", "datacenter", "9")),
        ("Windows 7 64-bit", ("windows", "7")),
        ("Windows 7 x86_64", ("windows", "7")),
        ("Windows 10 (OS Build 19045)", ("windows", "10", "19045")),
        ("1.8.0_202-b08", ("1.8.0", "b", "08")),
        ("5.5.68-1.el7", ("5.5.68",)),
        ("C++", ("c", "plusplus")),
        ("C#", ("c", "sharp")),
        ("8+", ("8", "orother")),
        (">= 8", ("orother", "8")),
        ("B&R", ("b", "and", "r")),
        ("Caché", ("caché",)),
        ("x", ("x",)),
        ("?!", ()),
    ],
)
def test_words_are_what_counts_in_a_text(text: str, words: tuple[str, ...]) -> None:
    assert tokenised(text).words == words


def test_dots_between_digits_count() -> None:
    assert name_key("java 1.1") != name_key("java 11") != name_key("java 1 1")


def test_letters_and_numbers_run_together() -> None:
    assert name_key("Win 2k8 R2") == name_key("win2k8r2")
    assert name_key("11g Release 2") == name_key("11gR2")
    assert key(("10", "22", "h", "2")) == "10_22h2"


@given(text=st.text(max_size=60))
def test_every_word_stands_where_it_says(text: str) -> None:
    spelling = tokenised(text)
    assert len(spelling.words) == len(spelling.begins) == len(spelling.ends)
    assert list(spelling.begins) == sorted(spelling.begins)
    for place in range(len(spelling.words)):
        assert spelling.quoted(place, place + 1).strip("()") in text
    assert spelling.quoted(0, len(spelling.words)) in text


@pytest.mark.parametrize("version", ["2016", "1998", "11 g", "19 c", "23 ai", "2012 r 2"])
def test_a_generation_is_known_by_name(version: str) -> None:
    assert is_generation(tuple(version.split()))


@pytest.mark.parametrize("version", ["6", "6.2", "6.2 c", "1016", "8 u 202", "standard", ""])
def test_a_number_alone_is_no_generation(version: str) -> None:
    assert not is_generation(tuple(version.split()))


def test_editions_go_behind_the_version_and_before_a_generation_only() -> None:
    assert without_editions(("12.1", "enterprise", "edition")) == ("12.1",)
    assert without_editions(("enterprise", "12.1")) == ("enterprise", "12.1")
    assert after_editions(("enterprise", "12.1")) == ("enterprise", "12.1")
    assert after_editions(("enterprise", "edition", "2016", "sp", "1")) == ("2016", "sp", "1")


def test_some_words_state_no_version() -> None:
    assert is_unstated("")
    assert is_unstated("tbc")
    assert not is_unstated("latest")
