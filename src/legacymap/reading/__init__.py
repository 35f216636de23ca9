"""From files to an inventory, and a list of what is wrong with them."""

from legacymap.reading.files import File
from legacymap.reading.inventory import InventoryReading, read_inventory
from legacymap.reading.places import Places
from legacymap.reading.single import Original, Single, original, read_single, values_of

__all__ = [
    "File",
    "InventoryReading",
    "Original",
    "Places",
    "Single",
    "original",
    "read_inventory",
    "read_single",
    "values_of",
]
