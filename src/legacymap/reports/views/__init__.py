"""Views: which facts an output for people holds; `legacymap.reports.register` names them all."""
