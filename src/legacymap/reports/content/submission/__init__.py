"""The submission to a spending review, a file a section; `report` puts them in order."""
