import json
from dataclasses import replace

from legacymap.analysis.scan import first
from legacymap.domain.documents import as_json
from legacymap.domain.results import Reason, TotalLosses
from legacymap.reports.content.scan import MOST_LISTED, place_text, scan_view, why_text
from legacymap.reports.formats.table import table_text
from legacymap.reports.serial import document_text
from legacymap.reports.view import Block, Column, Figures, Heading, Judgement, Points, Prose, Screen, Table
from tests.reports.builders import assessment, diagnostic, entry, reach, record, survey


def table_of(blocks: tuple[Block, ...], title: str) -> Table:
    return next(block for block in blocks if isinstance(block, Table) and block.title.startswith(title))


def column_of(table: Table, key: str) -> list[object]:
    at = [column.key for column in table.columns].index(key)
    return [row[at] for row in table.rows]


def test_the_headline_has_expected_red_beside_the_counts() -> None:
    figures = next(block for block in scan_view(survey()).blocks if isinstance(block, Figures))
    assert [fact.value for fact in figures.lines[0]] == [3, 2, 2, 3.62]
    assert figures.lines[0][-1].label == "expected red"


def test_the_first_sentence_counts_what_is_known_apart_from_what_is_not() -> None:
    first = scan_view(survey()).blocks[0]
    assert isinstance(first, Prose)
    assert "3 red, 2 not red, 2 could be red: 0 by what is known of them, 2 because" in first.text
    assert "3.6 can be expected to be red" in first.text


def test_what_is_bad_by_what_is_known_stands_before_what_is_only_unknown() -> None:
    systems = survey().systems
    could = systems[3]
    assert could.score is not None
    score = replace(could.score, bad_by_what_is_known=True)
    bad = replace(could, score=score, why=(Reason("lapsed", "It lapsed"),))
    found = scan_view(replace(survey(), systems=(*systems[:3], bad, *systems[4:])))
    first, second, *_ = [block for block in found.blocks if isinstance(block, Table)]
    assert first.title == "Bad by what is known"
    assert column_of(first, "name") == [each.name for each in (*systems[:3], bad)]
    assert column_of(first, "why")[3] == "lapsed"
    assert second.title.startswith("Could be red, but little is known")
    assert column_of(second, "name") == [systems[4].name]


def test_why_fits_a_line_and_keeps_who_stops() -> None:
    long = tuple(Reason(f"a fact of thirty letters no. {at}", "") for at in range(4))
    shown = why_text(replace(survey().systems[0], why=(*long, Reason("9 stop with it", "", is_reach=True))))
    assert shown == "a fact of thirty letters no. 0; 9 stop with it"
    assert len(shown) <= 60
    assert why_text(replace(survey().systems[0], why=())) == "no bad fact known"


def test_a_part_of_the_estate_is_called_one() -> None:
    found = survey()
    part = replace(found.provenance, selection="2 of 9 systems, of kind service")
    text = table_text(scan_view(replace(found, provenance=part)), Screen(200))
    assert "Part of the estate on 22 November 2026" in text
    assert "A part of the estate: 2 of 9 systems, of kind service. Scores and reach" in text
    assert "art of the estate" not in table_text(scan_view(found), Screen(200))


def test_equal_places_say_so() -> None:
    assert place_text(replace(survey().systems[0], place=(47, 71))) == "47="
    assert place_text(replace(survey().systems[0], place=(3, 3))) == "3"


def test_the_main_table_has_every_system_in_order() -> None:
    table = table_of(scan_view(survey()).blocks, "Systems")
    assert column_of(table, "rank") == list(range(1, 10))
    assert table.more == 0


def test_top_shows_the_first_and_counts_the_rest() -> None:
    table = table_of(scan_view(survey(), top=2).blocks, "Systems")
    assert (len(table.rows), table.more) == (2, 7)


def test_top_leaves_the_rest_of_the_view_as_it_is() -> None:
    def rest(blocks: tuple[Block, ...]) -> list[Block]:
        return [block for block in blocks if not (isinstance(block, Table) and "order" in block.title)]

    assert rest(scan_view(survey(), top=1).blocks) == rest(scan_view(survey()).blocks)


def test_a_long_table_says_how_many_it_leaves_out_and_where_they_are() -> None:
    scan = survey()
    many = replace(
        scan,
        systems=scan.systems * MOST_LISTED,
        totals=replace(scan.totals, systems=len(scan.systems) * MOST_LISTED),
    )
    table = table_of(scan_view(many, MOST_LISTED).blocks, "Systems")
    assert (len(table.rows), table.more) == (MOST_LISTED, len(many.systems) - MOST_LISTED)
    assert "--top" in table.note
    assert "--top" not in table_of(scan_view(many, 3).blocks, "Systems").note


def test_figures_are_raw() -> None:
    table = table_of(scan_view(survey()).blocks, "Systems")
    assert column_of(table, "weighted_risk")[0] == 92.3456
    assert column_of(table, "score")[3] == survey().systems[3].score.overall  # type: ignore[union-attr]


def test_what_is_not_scored_has_no_figures() -> None:
    table = table_of(scan_view(survey()).blocks, "Systems")
    assert column_of(table, "weighted_risk")[-1] is None
    assert column_of(table, "score")[-1] is None


def test_an_external_system_has_reach_but_no_risk() -> None:
    outside = entry(1, record(kind="external"), None, reach(4, 2.0))
    table = table_of(scan_view(replace(survey(), systems=(outside,))).blocks, "Systems")
    assert column_of(table, "dependents") == [4]
    assert column_of(table, "weighted_risk") == [None]


def test_a_gap_says_that_no_plan_is_funded() -> None:
    table = table_of(scan_view(survey()).blocks, "Capabilities")
    assert [getattr(cell, "words", None) for cell in column_of(table, "plan")] == ["no funded plan"] * 2


def test_a_plan_is_called_what_it_is() -> None:
    plans = [{"plan": {"funded": "partly"}}, {"plan": {"funded": "yes"}}, None]
    entries = tuple(
        entry(
            at,
            record(f"moj/s{at}", remediation=plan),
            assessment("5", "5"),
            reach(8, gap=at == 0),
        )
        for at, plan in enumerate(plans)
    )
    scan = replace(survey(), systems=entries, capabilities=("moj/s0", "moj/s1", "moj/s2"))
    plan_cells = column_of(table_of(scan_view(scan).blocks, "Capabilities"), "plan")
    assert [getattr(cell, "words", None) for cell in plan_cells] == [
        "partly funded plan",
        "funded plan",
        None,
    ]


def test_a_capability_that_is_not_listed_is_named_all_the_same() -> None:
    scan = replace(survey(), capabilities=("elsewhere/hub",))
    table = table_of(scan_view(scan).blocks, "Capabilities")
    assert table.rows[0][0] == "elsewhere/hub"
    assert len(table.rows[0]) == len(table.columns)


def test_only_the_first_ten_capabilities_are_shown() -> None:
    scan = replace(survey(), capabilities=tuple(f"moj/c{at}" for at in range(13)))
    table = table_of(scan_view(scan).blocks, "Capabilities")
    assert (len(table.rows), table.more) == (10, 3)


def points_of(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    return next(block.items for block in blocks if isinstance(block, Points))


def test_a_cycle_shows_where_to_break_it() -> None:
    (point,) = points_of(scan_view(survey()).blocks)
    assert point == (
        "Case store; Police National Computer. "
        "Shortest way round: Case store -> Police National Computer -> Case store. "
        "Cheapest to break: Case store -> Police National Computer."
    )


def test_a_cycle_that_nothing_eases_says_so() -> None:
    cycle = replace(survey().cycles[0], breakable=())
    (point,) = points_of(scan_view(replace(survey(), cycles=(cycle,))).blocks)
    assert point.endswith("Cheapest to break: none, as every arrow is hard and confirmed.")


def test_many_cycles_and_members_are_counted_not_listed() -> None:
    cycle = replace(survey().cycles[0], members=tuple(f"a/s{at:02}" for at in range(20)))
    blocks = scan_view(replace(survey(), cycles=(cycle,) * 12)).blocks
    assert Heading("Cycles: systems that need each other (12, the first 10)") in blocks
    assert len(points_of(blocks)) == 10
    assert "a/s11 and 8 more" in points_of(blocks)[0]


def test_support_that_ends_is_counted_by_financial_year() -> None:
    figures = [block for block in scan_view(survey()).blocks if isinstance(block, Figures)][1]
    assert [(fact.label, fact.value) for fact in figures.lines[0]] == [
        ("already without support", 2),
        ("with an end that is not known", 4),
        ("with no technology listed", 1),
    ]
    assert [(fact.label, fact.value) for fact in figures.lines[1]] == [
        ("in 2026-27", 1),
        ("in 2027-28", 0),
        ("in 2028-29", 3),
        ("in 2029-30", 0),
        ("in 2030-31", 1),
    ]


def test_contradictions_are_listed() -> None:
    table = table_of(scan_view(survey()).blocks, "Where assessment")
    assert column_of(table, "code") == ["L2"]


def test_what_is_absent_has_no_section() -> None:
    nothing = TotalLosses(0, {2026: 0}, 0)
    bare = replace(
        survey(), systems=(), cycles=(), capabilities=(), losses=nothing, old_foundations=(), diagnostics=()
    )
    view = scan_view(bare)
    assert [type(block) for block in view.blocks] == [Prose, Table, Heading, Figures, Prose]
    assert view.appendix == ()
    assert view.blocks[-1] == Prose("The inventory has no findings.")


def test_the_inventory_is_said_to_be_faulty() -> None:
    view = scan_view(replace(survey(), diagnostics=(diagnostic(), diagnostic("warning"))))
    assert view.blocks[-1] == Prose("The inventory has 1 error and 1 warning; legacymap validate lists them.")


def test_new_systems_on_old_foundations_are_in_the_appendix() -> None:
    table = table_of(scan_view(survey()).appendix, "New systems on old foundations")
    weak = survey().names["dwp/customer-information-system"]
    assert table.rows == (
        (
            Judgement("home-office/border-app", "Border app"),
            "proposed",
            f"Police National Computer (red); {weak} (could be red)",
        ),
    )


def test_provenance_names_all_that_the_figures_rest_on() -> None:
    labels = [fact.label for fact in scan_view(survey()).provenance]
    assert labels == [
        "made by",
        "as of",
        "framework",
        "lifecycle",
        "inventory",
        "prior",
        "reach decay",
        "assumption",
    ]


def test_the_main_table_can_be_told_apart_from_data() -> None:
    table = table_of(scan_view(survey()).blocks, "Systems")
    assert Column("organisation", "organisation", priority=9) in table.columns


_SYSTEM = ["rank", "id", "name", "organisation", "kind", "status", "score", "reach", "foundation"]
_SYSTEM += ["known", "why", "place", "tags", "data"]


def test_the_document_has_the_keys_of_the_contract_in_order() -> None:
    document = json.loads(document_text(survey()))
    assert list(document) == [
        *("format", "as_of", "provenance", "incomplete", "totals", "systems", "cycles", "diagnostics"),
    ]
    assert document["format"] == "legacymap.scan/1"
    assert document["as_of"] == "2026-11-22"
    assert list(document["provenance"]) == [
        *("legacymap", "framework", "lifecycle", "inventory_sha256", "prior", "reach_decay"),
    ]
    assert list(document["provenance"]["framework"]) == ["id", "version", "sha256"]
    assert list(document["provenance"]["lifecycle"]) == ["version", "sha256"]
    assert list(document["totals"]) == [
        *("organisations", "systems", "dependencies", "scored"),
        *("legacy", "possibly_legacy", "not_legacy"),
        *("red", "possibly_red", "not_red", "expected_red"),
    ]
    assert list(document["cycles"][0]) == ["members", "shortest", "breakable"]


def test_a_system_has_the_keys_of_the_contract_in_order() -> None:
    system = json.loads(document_text(survey()))["systems"][1]
    assert list(system) == _SYSTEM
    assert list(system["score"]) == [
        *("rating", "low", "expected", "high", "p_red", "legacy", "p_legacy", "groups", "criteria"),
    ]
    assert list(system["score"]["groups"]) == ["likelihood", "impact"]
    assert list(system["score"]["groups"]["impact"]) == ["low", "expected", "high"]
    assert list(system["score"]["criteria"][0]) == [
        *("id", "code", "low", "expected", "high", "basis", "evidence", "contradiction"),
    ]
    assert list(system["reach"]) == [
        *("confirmed", "direct_dependents", "dependents", "hard_dependents", "services", "organisations"),
        *("underpinning", "weighted_risk", "underpinning_capability", "underpinning_gap"),
    ]
    assert list(system["foundation"]) == ["dependencies", "weakest", "weakest_confirmed"]


def test_figures_are_unrounded() -> None:
    document = as_json(survey())
    assert document["systems"][0]["reach"] == {
        "confirmed": {
            "direct_dependents": 9,
            "dependents": 21,
            "hard_dependents": 16,
            "underpinning": 12.25,
        },
        "direct_dependents": 9,
        "dependents": 21,
        "hard_dependents": 16,
        "services": 4,
        "organisations": 3,
        "underpinning": 12.25,
        "weighted_risk": 92.3456,
        "underpinning_capability": True,
        "underpinning_gap": True,
    }


def test_what_does_not_apply_is_null() -> None:
    retired = json.loads(document_text(survey()))["systems"][-1]
    assert (retired["score"], retired["reach"], retired["foundation"]) == (None, None, None)


def test_keys_of_the_users_own_are_carried_untouched_after_the_contracts() -> None:
    kept = {"x-tier": "gold", "x-tags": ["a", {"b": None}]}
    system = replace(record(), extensions=kept)
    document = as_json(replace(survey(), systems=(entry(1, system),)))
    written = json.loads(json.dumps(document))["systems"][0]
    assert list(written) == [*_SYSTEM, "x-tier", "x-tags"]
    assert {key: written[key] for key in kept} == kept


def test_waived_findings_are_not_counted() -> None:
    found = (diagnostic(), diagnostic("warning"), diagnostic("warning", waived="agreed"))
    document = as_json(replace(survey(), diagnostics=found))
    assert document["diagnostics"] == {"errors": 1, "warnings": 1}


def test_top_leaves_the_totals_as_they_are() -> None:
    document = as_json(first(survey(), 2))
    assert [system["rank"] for system in document["systems"]] == [1, 2]
    assert document["totals"]["systems"] == 9


def test_one_survey_gives_one_text() -> None:
    assert document_text(survey()) == document_text(survey())


def test_the_weakest_foundation_is_named_and_has_its_id_in_data() -> None:
    rows = column_of(table_of(scan_view(survey()).blocks, "Systems"), "weakest")
    assert rows[0] == Judgement("home-office/case-store", "Case store (assumed)")


def test_the_names_of_the_ten_are_never_cut() -> None:
    long = entry(1, record(name="A system whose name is longer than anybody would wish to write out"))
    shown = table_text(
        scan_view(replace(survey(), systems=(replace(survey().systems[4], name=long.name),))), Screen(80)
    )
    before = shown[: shown.index("Systems, in order")]
    assert "…" not in before
    assert "wish to write out" in " ".join(before.split())
