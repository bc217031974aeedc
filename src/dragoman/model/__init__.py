"""The words everything is made of. Imports nothing of ours."""
