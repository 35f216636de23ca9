"""The command line: flags in, text and an exit code out. Only this room prints and knows the clock."""
