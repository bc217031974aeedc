"""How the tables of record of an older database become those of this version: one module a format."""
