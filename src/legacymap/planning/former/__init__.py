"""The planner before the posed problem had a file of its own; on its way out."""
