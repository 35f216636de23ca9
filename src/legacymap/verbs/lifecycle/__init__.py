"""The verbs of the catalogue of support dates: show, search, update."""
