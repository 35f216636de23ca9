"""When to do what: the posed problem, its judge, the search, and the reasons."""
