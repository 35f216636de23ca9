"""From values to YAML files, each written whole or not at all."""

from legacymap.writing.files import replaced
from legacymap.writing.lifecycle import lifecycle_text
from legacymap.writing.yaml import yaml_text

__all__ = ["lifecycle_text", "replaced", "yaml_text"]
