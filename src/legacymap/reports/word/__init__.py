"""A view as WordprocessingML: paragraphs, fields, tables and pictures, and the package that holds them."""
