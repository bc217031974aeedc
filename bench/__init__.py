"""How fast, how large, how soon ready: ``python -m bench``. Not part of the package."""
