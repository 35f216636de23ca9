"""From values to YAML files, each written whole or not at all."""

from legacymap.writing.files import placed, replaced
from legacymap.writing.yaml import PARTS, StarterFile, appended, lifecycle_text, starter_files, yaml_text

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
