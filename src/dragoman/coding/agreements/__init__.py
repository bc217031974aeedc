"""Agreements: what was made between whom, when, where, and how it stands; and texts that are treaties themselves."""
