"""Self-contained pages: what a browser shows and prints without asking any other file or machine."""
