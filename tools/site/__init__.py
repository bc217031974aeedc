"""The documentation site: what of it is made from the program."""
