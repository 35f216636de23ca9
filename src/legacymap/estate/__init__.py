"""The inventory as a networkx graph, asked in words."""
