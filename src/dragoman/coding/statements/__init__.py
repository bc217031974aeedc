"""Statements: who says what, in which words, to whom and where."""
