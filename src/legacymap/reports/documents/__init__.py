"""JSON documents for programs; `legacymap.reports.register` names them all."""
