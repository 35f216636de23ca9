import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.catalogue import Product
from legacymap.lifecycle.matching import CycleTable, Matcher
from legacymap.lifecycle.names import tokenised
from tests.lifecycle.builders import (
    cycle,
    facts,
    matched,
    product,
    shipped_matcher,
    shipped_products,
    technology,
)

ORACLE = product(
    "oracle-database",
    "12.2",
    "12.1",
    cycle("11.2", "11g"),
    name="Oracle Database",
    vendor="Oracle",
    aliases=["oracle"],
)
WINDOWS = product(
    "windows", cycle("10", "Win10"), cycle("7", "Win7"), name="Microsoft Windows", vendor="Microsoft"
)
SERVER = product(
    "windows-server",
    cycle("2012", "Windows 2012"),
    cycle("2008-r2", "2008 R2", "Windows 2008 R2"),
    name="Windows Server",
    vendor="Microsoft",
)
GO = product("go", "1.19", vendor="Google")
COBOL = product("cobol")
PRODUCTS = (ORACLE, WINDOWS, SERVER, GO, COBOL)
WORDS = st.sampled_from(
    [word for product in shipped_products() for name in product.names[:3] for word in name.split()]
    + [
        "2",
        "7",
        "2012",
        "R2",
        "SP1",
        "v8.2",
        "11g",
        "Release",
        "Enterprise",
        "for",
        "x64",
        "(",
        "1.8.0_202",
        "+",
    ]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=6).map(" ".join))
OPEN_NAME = (
    product("java", name="Java", aliases=["jdk"], may_be=["temurin", "oracle-jdk"]),
    product("oracle-jdk", cycle("17", standard_ends="2026-09-30"), "8", name="Oracle JDK"),
    product("temurin", cycle("17", standard_ends="2027-10-31"), "11", name="Temurin"),
    product("python", "3"),
)
CLOUD = product("cloud-crm", name="Cloud CRM", aliases=["crm"], evergreen="yes")
DATABASE = product("database", "13", "12.2", "12.1", cycle("11.2", "11gR2", "11g"), cycle("11.1", "11g"))
WINDOWS_SERVER = product(
    "server",
    "2016",
    cycle("2012-r2", "2012 R2"),
    "2012",
    cycle("2008-sp2", "2008", "2008 SP2"),
    cycle("2003-sp1", "2003", "2003 SP1"),
    cycle("2003", "2003 RTM"),
    cycle("10-22h2", "10", "10 22H2", "10.0.19045"),
    cycle("10-21h2", "10", "10 21H2", "10.0.19044"),
)
NUMBERS = st.lists(st.integers(0, 3), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))


@pytest.mark.parametrize(
    ("text", "version", "why"),
    [
        ("oracle-database", "12.1", "by id `oracle-database`, version 12.1"),
        ("Oracle Database", "12.1.0.2", "by id `oracle-database`, version 12.1 read from `12.1.0.2`"),
        ("Oracle 12", None, "by alias `oracle`, version 12.2 or 12.1 read from `12`"),
        ("Oracle", None, "by alias `oracle`; the version is missing"),
        ("Oracle", "n/a", "by alias `oracle`; the version is missing"),
        ("Oracle SE 12.1", None, "the catalogue knows no `Oracle SE 12.1`; the nearest is Oracle Database"),
        ("COBOL 1", "", "by id `cobol`; known, but no dates"),
        ("Oracle", "10", "by alias `oracle`; no cycle `10` among 12.2, 12.1, 11.2"),
        ("COBOL", None, "by id `cobol`; known, but no dates"),
        ("COBOL", "85", "by id `cobol`; known, but no dates"),
        ("Windows 2008 R2", None, "by alias `Windows 2008 R2`, version 2008-r2 read from `Windows 2008 R2`"),
        ("Orcale", "12.1", "the catalogue knows no `Orcale`; the nearest is Oracle Database"),
        ("zzz", None, "the catalogue knows no `zzz`"),
        ("?", "12.1", "no product is named"),
        ("", None, "no product is named"),
        ("oracle " * 50, None, "the text is too long to be the name of a product"),
    ],
)  # fmt: skip
def test_every_match_and_every_miss_says_why(text: str, version: str | None, why: str) -> None:
    assert matched(PRODUCTS, text, version).why == why


def test_many_cycles_are_counted_not_listed() -> None:
    many = product("many", *(f"1.{minor}" for minor in range(9)))
    assert matched((many,), "many 1").why == "by id `many`, 9 versions, 1.0 to 1.8, read from `1`"
    assert matched((many,), "many 2").why == (
        "by id `many`; no cycle `2` among 1.0, 1.1, 1.2, 1.3, 1.4, 1.5 …; it is newer than all of them"
    )


def test_brackets_are_quoted_whole() -> None:
    assert matched(PRODUCTS, "Oracle (11g)").why == "by alias `oracle`, version 11.2 read from `(11g)`"


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Windows Server 2008 R2", None),
        ("Windows Server", "2008 R2"),
        ("Windows Server 2008", "R2"),
        ("Windows", "Server 2008 R2"),
        ("Microsoft Windows Server 2008 R2", None),
        ("MS Windows 2008 R2", None),
        ("Windows Server", "Windows Server 2008 R2"),
        ("Windows Server", "Windows 2008 R2"),
        ("Windows Server 2008 R2", "2008 R2"),
    ],
)
def test_the_version_may_begin_anywhere(text: str, version: str | None) -> None:
    assert facts(matched(PRODUCTS, text, version)) == ("windows-server", frozenset({"2008-r2"}))


@pytest.mark.parametrize(
    "text", ["Go live 2010", "Go-to 1.19", "gopher 1.19", "Oracle Forms 12.1", "IBM Windows 7"]
)
def test_other_words_make_it_another_thing(text: str) -> None:
    assert matched(PRODUCTS, text).product is None


def test_words_in_the_version_leave_the_product_known() -> None:
    assert facts(matched(PRODUCTS, "Oracle", "latest")) == ("oracle-database", frozenset())


def test_versions_that_contradict_each_other_give_none() -> None:
    assert facts(matched(PRODUCTS, "Windows Server 2012", "2008 R2")) == ("windows-server", frozenset())
    assert facts(matched(PRODUCTS, "Windows Server 2012", "Windows Server 2008 R2"))[1] == frozenset()


def test_the_alias_of_a_cycle_names_the_product_only_for_one_product() -> None:
    rival = product("other", cycle("1", "Win7"))
    assert facts(matched(PRODUCTS, "Win7")) == ("windows", frozenset({"7"}))
    assert matched((*PRODUCTS, rival), "Win7").product is None


def test_a_product_named_outright_comes_before_the_alias_of_a_cycle() -> None:
    microsoft = product("mssqlserver", cycle("11.0-sp4", "11.0"), aliases=["sql server"])
    sybase = product("sybase-ase", cycle("11.0", "SQL Server 11"))
    assert facts(matched((microsoft, sybase), "SQL Server 11.0")) == ("mssqlserver", frozenset({"11.0-sp4"}))
    assert facts(matched((sybase,), "SQL Server 11.0")) == ("sybase-ase", frozenset({"11.0"}))


def test_a_version_may_stand_inside_the_name() -> None:
    plain, mainframe = product("db2", "11.5"), product("db2-for-z-os", "12")
    for text, version in (("Db2 12 for z/OS", None), ("Db2", "12 for z/OS")):
        assert facts(matched((plain, mainframe), text, version)) == ("db2-for-z-os", frozenset({"12"}))


def test_of_one_products_names_the_one_with_cycles_counts() -> None:
    assert facts(matched((product("sqlite", "3", aliases=["sqlite3"]),), "SQLite3")) == (
        "sqlite",
        frozenset({"3"}),
    )


def test_package_urls_match_with_the_version_in_them() -> None:
    react = product("react", "17", purls=["pkg:npm/react"])
    assert facts(matched((react,), "pkg:npm/react@17.0.2")) == ("react", frozenset({"17"}))
    assert facts(matched((react,), "pkg:npm/react", "17.0.2")) == ("react", frozenset({"17"}))
    assert matched((react,), "pkg:npm/react-dom@17.0.2").product is None


def test_where_two_products_share_a_name_the_later_has_it() -> None:
    own = product("our-oracle", "12.1", aliases=["oracle"])
    assert facts(matched((*PRODUCTS, own), "Oracle 12.1")) == ("our-oracle", frozenset({"12.1"}))


def test_an_answer_is_remembered() -> None:
    matcher = Matcher(PRODUCTS)
    assert matcher.match(technology("Oracle", "12.1")) is matcher.match(technology("Oracle", "12.1"))


def test_an_empty_catalogue_matches_nothing() -> None:
    assert facts(matched((), "Oracle 12.1")) == (None, frozenset())


def letters(text: str) -> str:
    """The words of a text run together, without numbers."""
    return "".join(word for word in tokenised(text).words if not word[0].isdigit())


def spells(product: Product, text: str) -> bool:
    """Some name of the product, or of a cycle, occurs in the text, whole or its words in any order."""
    names = (*product.names, *(alias for each in product.cycles for alias in each.aliases))
    words = set(tokenised(text).words)
    return any(
        letters(name) in letters(text) or words.issuperset(tokenised(name).words)
        for name in names
        if letters(name)
    )


@given(text=TEXTS, version=st.none() | TEXTS)
def test_any_text_gives_an_answer_and_no_product_whose_name_is_not_in_it(
    text: str, version: str | None
) -> None:
    match = shipped_matcher().match(technology(text, version))
    assert match.why
    assert match.product is not None or match.cycles == ()
    assert match.product is None or spells(match.product, f"{text} {version}")


@given(text=TEXTS, version=st.none() | TEXTS)
def test_case_never_changes_the_match(text: str, version: str | None) -> None:
    swapped = version and version.swapcase()
    if tokenised(text.swapcase()).words == tokenised(text).words:  # a few letters have no single other case
        assert (
            facts(shipped_matcher().match(technology(text.swapcase(), swapped)))[0]
            == facts(shipped_matcher().match(technology(text, version)))[0]
        )


def test_a_name_that_leaves_open_whose_it_is_means_all_that_it_may_be() -> None:
    match = matched(OPEN_NAME, "JDK 17")
    assert facts(match) == ("java", frozenset({"17 (Oracle JDK)", "17 (Temurin)"}))
    assert [str(each.standard_ends) for each in match.cycles] == ["2026-09-30", "2027-10-31"]
    assert [each.id for each in match.among] == ["oracle-jdk", "temurin"]
    assert match.why.endswith("the name does not say whose it is")
    assert facts(matched(OPEN_NAME, "jdk 8")) == ("java", frozenset({"8 (Oracle JDK)"}))
    assert facts(matched(OPEN_NAME, "Temurin 17"))[0] == "temurin"
    assert matched(OPEN_NAME, "Temurin 17").among == ()


def test_what_an_open_name_names_twice_or_in_vain_counts_once_or_not() -> None:
    twice = product("java", may_be=["temurin", "temurin", "nobody", "java"])
    match = matched((twice, product("temurin", "17")), "java 17")
    assert [each.cycle for each in match.cycles] == ["17 (temurin)"]


def test_an_open_name_without_a_version_has_no_cycle_and_says_so() -> None:
    match = matched(OPEN_NAME, "java")
    assert (match.cycles, match.why) == ((), "by id `java`; the version is missing")


@pytest.mark.parametrize(
    "text", ["Cloud CRM", "crm", "CRM Online", "CRM 365", "CRM E 3", "crm (premium plan)"]
)
def test_a_service_that_is_kept_current_needs_no_version(text: str) -> None:
    match = matched((CLOUD,), text)
    assert (match.product, match.cycles, match.is_evergreen) == (CLOUD, (), True)
    assert match.why.endswith("a service that its supplier keeps current")


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("CRM Server", None),
        ("CRM", "Server 2016"),
        ("CRM", "on-premises"),
        ("CRM", "self-hosted"),
        ("CRM gateway", None),
    ],
)
def test_what_its_user_runs_is_never_taken_for_the_service(text: str, version: str | None) -> None:
    assert matched((CLOUD,), text, version).product is None


@pytest.mark.parametrize(
    "suffix", ["ESU", "(ESU)", "with ESU", "ESU year 2", "+ ESM", "Extended Security Updates", "ltss"]
)
def test_words_of_paid_support_keep_the_product_and_are_told(suffix: str) -> None:
    match = matched(PRODUCTS, f"Windows Server 2008 R2 {suffix}")
    assert facts(match) == ("windows-server", frozenset({"2008-r2"}))
    assert match.paid
    assert f"`{match.paid}` is paid support, which counts where the record states it" in match.why


def test_a_version_without_such_words_speaks_of_no_paid_support() -> None:
    assert matched(PRODUCTS, "Windows Server 2008 R2").paid == ""


def test_a_release_above_all_is_newer_and_one_between_is_not() -> None:
    python = product("python", cycle("3.14", "Python3"), cycle("3.12", "Python3"))
    for version in ("3.15", "3.15.1", "4"):
        match = matched((python,), "python", version)
        assert (match.cycles, match.is_newer) == ((), True)
    between = matched((python,), "python", "3.13")
    assert (between.cycles, between.is_newer) == ((), False)
    assert not matched((python,), "python", "3.14 nightly").is_newer
    assert len(matched((python,), "python", "3").cycles) == 2


def test_years_and_other_numbers_are_not_compared() -> None:
    server = product("server", cycle("13.0", "2016"), cycle("12.0", "2014"))
    assert matched((server,), "server 2017").is_newer
    assert matched((server,), "server 14").is_newer
    assert not matched((server,), "server 2015").is_newer
    assert not matched((server,), "server 11").is_newer


@pytest.mark.parametrize(
    ("text", "name"), [("phone edge+", "edge+"), ("phone edge", "edge"), ("phone EDGE+", "edge+")]
)
def test_cycles_that_differ_by_a_sign_are_told_apart_where_the_text_does(text: str, name: str) -> None:
    phone = product("phone", "edge+", "edge")
    assert facts(matched((phone,), text)) == ("phone", frozenset({name}))


def test_cycles_that_differ_by_an_architecture_are_told_apart() -> None:
    runner = product("runner", "macos-15", "macos-15-arm64")
    assert facts(matched((runner,), "runner", "macos-15")) == ("runner", frozenset({"macos-15"}))
    assert facts(matched((runner,), "runner", "macos-15-arm64")) == ("runner", frozenset({"macos-15-arm64"}))


def found(of: Product, version: str) -> set[str]:
    table = CycleTable(of)
    return {each.cycle for each in table.cycles(table.found(tokenised(version).words))}


@pytest.mark.parametrize(
    ("version", "cycles"),
    [
        ("12.1", {"12.1"}),
        ("12.1.0.2", {"12.1"}),
        ("12", {"12.1", "12.2"}),
        ("13.4", {"13"}),
        ("12.10", set()),
        ("1", set()),
        ("14", set()),
        ("", set()),
        ("latest", set()),
    ],
)
def test_the_rule_of_the_method(version: str, cycles: set[str]) -> None:
    assert found(DATABASE, version) == cycles


@given(names=st.lists(NUMBERS, unique=True, max_size=12), version=NUMBERS)
def test_a_dotted_version_means_what_the_rule_says(names: list[str], version: str) -> None:
    def begins(text: str, start: str) -> bool:
        return f"{text}.".startswith(f"{start}.")

    prefixes = [name for name in names if begins(version, name)]
    expected = {max(prefixes, key=len)} if prefixes else {name for name in names if begins(name, version)}
    assert found(product("product", *names), version) == expected


@given(names=st.lists(NUMBERS, unique=True, max_size=12), version=NUMBERS, more=NUMBERS)
def test_a_longer_version_keeps_the_cycle_of_its_prefix_or_finds_a_longer_one(
    names: list[str], version: str, more: str
) -> None:
    of = product("product", *names)
    short, long = found(of, version), found(of, f"{version}.{more}")
    assert long or not short or version not in names
    if version in names:
        assert all(f"{name}.".startswith(f"{version}.") for name in long)


@pytest.mark.parametrize(
    ("version", "cycles"),
    [
        ("11gR2", {"11.2"}),
        ("11g Release 2", {"11.2"}),
        ("11 G rel. 2", {"11.2"}),
        ("11g", {"11.1", "11.2"}),
        ("11g R3", set()),
        ("v12.1", {"12.1"}),
        ("Version 12.1", {"12.1"}),
        ("release 12.1", {"12.1"}),
        ("12c", {"12.1", "12.2"}),
        ("12.1b", {"12.1"}),
        ("12.x", {"12.1", "12.2"}),
        ("12.1 Enterprise Edition", {"12.1"}),
        ("12.1 SE2", {"12.1"}),
        ("12.1 patch 3", {"12.1"}),
        ("12.1.0_202", {"12.1"}),
        ("12.1-20", {"12.1"}),
        ("12.1.5-3.el7_9", {"12.1"}),
        ("11g (11.2.0.4)", {"11.2"}),
        ("12+", set()),
        (">= 12.1", set()),
        ("12.1 / 12.2", set()),
        ("12.1 or later", set()),
    ],
)
def test_letters_marks_editions_and_builds(version: str, cycles: set[str]) -> None:
    assert found(DATABASE, version) == cycles


@pytest.mark.parametrize(
    ("version", "cycles"),
    [
        ("2012", {"2012"}),
        ("2012 R2", {"2012-r2"}),
        ("2012R2", {"2012-r2"}),
        ("2012 R2 Standard", {"2012-r2"}),
        ("Standard 2012 R2", {"2012-r2"}),
        ("2012 R2 SP1", {"2012-r2"}),
        ("2008 Service Pack 2", {"2008-sp2"}),
        ("2008 SP1", set()),
        ("2003", {"2003-sp1", "2003"}),
        ("2003 SP1", {"2003-sp1"}),
        ("2016 CU 23", {"2016"}),
        ("2016 Cumulative Update 23", {"2016"}),
        ("10 22H2", {"10-22h2"}),
        ("10 23H2", set()),
        ("10 build 19045.3803", {"10-22h2"}),
        ("10 19044", {"10-21h2"}),
        ("2012 2016", set()),
    ],
)
def test_levels_that_the_catalogue_counts_must_be_known(version: str, cycles: set[str]) -> None:
    assert found(WINDOWS_SERVER, version) == cycles


def test_an_alias_on_several_cycles_and_the_name_of_another_are_united() -> None:
    unix = product("unix", cycle("11.4", "11"), cycle("11.3", "11"), "11", "10")
    assert found(unix, "11") == {"11.4", "11.3", "11"}


def test_aliases_are_dotted_prefixes_too() -> None:
    assert found(product("java", cycle("8", "1.8")), "1.8.0_202") == {"8"}


def test_an_alias_may_repeat_the_product() -> None:
    assert found(product("python", cycle("3.10", "Python3"), cycle("3.9", "Python3")), "3.10") == {"3.10"}


def test_a_letter_that_the_catalogue_counts_must_be_known() -> None:
    assert found(product("erp", "4.6B", "4.6C"), "4.6D") == set()


def test_cycles_come_in_the_order_of_the_file() -> None:
    table = CycleTable(DATABASE)
    names = [each.cycle for each in table.cycles(table.found(("12",)))]
    assert names == ["12.2", "12.1"]
