"""Which meeting a day is of, and what becomes of the day that was held."""
