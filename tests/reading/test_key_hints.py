import pytest
from pydantic import BaseModel

from legacymap.domain.inventory import Organisation, Waiver
from legacymap.domain.system import System, Technology
from legacymap.reading.key_hints import home_in_document, key_hint, key_homes, model_at


@pytest.mark.parametrize(
    ("key", "model", "said"),
    [
        ("annual_run", System, "It belongs at `costs.annual_run`."),
        ("organisation", System, "It belongs at the top of the document."),
        ("systems", System, "It belongs at the top of the document."),
        (
            "currency",
            System,
            "It belongs in the description of the organisation, at `organisation.currency`.",
        ),
        ("ownr", System, "Write `owner` instead."),
        ("colour", System, "Your own keys start with `x-`."),
        ("annual_run", Organisation, "It belongs in an item of `systems`, at `costs.annual_run`."),
        ("systems", Organisation, "It belongs at the top of the document."),
        ("curency", Organisation, "Did you mean `currency`?"),
        ("currency", Waiver, "The keys here are rule, system, reason, approver and expires; your own keys"),
    ],
)
def test_a_key_out_of_place_is_sent_to_its_place(key: str, model: type[BaseModel], said: str) -> None:
    assert key_hint(key, model, model).text.startswith(said)


def test_the_word_that_people_use_for_a_key_is_known() -> None:
    assert key_hint("name", Technology, System).text == "Write `product` instead."


def test_a_key_at_the_top_of_a_document_is_sent_below() -> None:
    assert "`organisation.annual_budget`" in home_in_document("annual_budget", None)
    assert "an item of `systems`, at `depends_on`" in home_in_document("depends_on", None)
    assert home_in_document("colour", None) == ""


def test_every_key_has_a_home_that_knows_it() -> None:
    for key, homes in key_homes(System).items():
        for home in homes:
            model = model_at(System, home[:-1])
            assert model is not None
            assert key in model.model_fields


@pytest.mark.parametrize(
    ("key", "shape"),
    [
        ("vendor", "`contracts: [{supplier: …}]`"),
        ("eol", "`technologies: [{support: {standard_ends: …}}]`"),
        ("annual cost", "`costs: {annual_run: …}`"),
        ("annual_run", "`costs: {annual_run: …}`"),
    ],
)
def test_a_hint_shows_how_a_place_is_written(key: str, shape: str) -> None:
    assert f"Write {shape}" in key_hint(key, System, System).text
