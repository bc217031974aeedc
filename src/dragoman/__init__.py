"""Reads news on diplomacy, conflict and security into a sourced, queryable record."""
