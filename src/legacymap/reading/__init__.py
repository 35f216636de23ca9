"""From files to an inventory, and a list of what is wrong with them."""

from legacymap.reading.folders import File
from legacymap.reading.inventory import InventoryReading, read_inventory
from legacymap.reading.locating import Places
from legacymap.reading.single import Single, read_single

__all__ = ["File", "InventoryReading", "Places", "Single", "read_inventory", "read_single"]
