"""What an inventory is written out to for other people and other tools."""

# How workbooks are written: a cell holds the text that it is given, whatever that looks like.
TEXT_STAYS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
