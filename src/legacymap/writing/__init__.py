"""From values to YAML files, each written whole or not at all."""

from legacymap.writing.appending import appended
from legacymap.writing.files import placed, replaced
from legacymap.writing.lifecycle import lifecycle_text
from legacymap.writing.starter import PARTS, StarterFile, starter_files
from legacymap.writing.yaml import yaml_text

__all__ = [
    "PARTS",
    "StarterFile",
    "appended",
    "lifecycle_text",
    "placed",
    "replaced",
    "starter_files",
    "yaml_text",
]
