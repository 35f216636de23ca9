"""JSON Schemas of what legacymap reads and of what it writes, made from the models themselves."""

from legacymap.reading.schema.kinds import KINDS, kind_schema
from legacymap.reading.schema.outputs import output_schema

__all__ = ["KINDS", "kind_schema", "output_schema"]
