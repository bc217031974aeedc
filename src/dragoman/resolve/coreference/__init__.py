"""Which words of which articles tell of one event: likeness of tellings, learned, and clusters by it."""
