"""From files to an inventory, and a list of what is wrong with them."""

from legacymap.reading.folders import File
from legacymap.reading.inventory import InventoryReading, read_inventory
from legacymap.reading.locating import Places
from legacymap.reading.original import Original, original, values_of
from legacymap.reading.single import Single, read_single
from legacymap.reading.systems_layout import systems_layout

__all__ = [
    "File",
    "InventoryReading",
    "Original",
    "Places",
    "Single",
    "original",
    "read_inventory",
    "read_single",
    "systems_layout",
    "values_of",
]
