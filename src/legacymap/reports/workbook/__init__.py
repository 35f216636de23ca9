"""A view as the sheets of a workbook: values with their types, and nothing that a spreadsheet would run."""
