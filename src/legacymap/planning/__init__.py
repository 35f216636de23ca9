"""When to do what: the problem, its judge, the planners, and the reasons."""
