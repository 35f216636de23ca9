"""What stands in each view: which facts, in which order, in which words; formats decide how it looks."""
