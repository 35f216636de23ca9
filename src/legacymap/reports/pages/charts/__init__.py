"""Charts: which figures each shows, and how a specification of Vega-Lite becomes a drawing."""
