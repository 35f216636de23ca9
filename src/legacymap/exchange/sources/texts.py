"""Values of documents as texts, and what a text says of a technology: several tools share it."""

from legacymap.exchange.draft import Item, Place, Statement
from legacymap.exchange.readings.cells import product_and_version, text_of


def words_of(value: object) -> str:
    """A value of a JSON or YAML document as text, with one space between words; empty where it is none."""
    return " ".join(text_of(value).split()) if isinstance(value, (str, int, float)) else ""


def technology(text: str, place: Place) -> Item:
    """A technology by its text: the last word is the version where it begins with a digit."""
    product, version = product_and_version(text)
    values = {"product": Statement(product, text, place)}
    if version:
        values["version"] = Statement(version, text, place)
    return Item("technologies", values)
