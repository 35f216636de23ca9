"""Other tools' files, a tool a file: what each states."""
