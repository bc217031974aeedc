"""Names of places in an article: found, and resolved to entries of the gazetteer."""
