"""JSON Schemas of what legacymap reads, made from the models themselves."""

from legacymap.reading.schema.kinds import KINDS, kind_schema

__all__ = ["KINDS", "kind_schema"]
