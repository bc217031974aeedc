"""Inputs that hold many articles, or the addresses of many."""
