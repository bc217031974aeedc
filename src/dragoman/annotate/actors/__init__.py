"""From a parsed text to its actors and everything that refers to them."""
