"""The words of the trade: frozen values without files, clock or randomness."""
