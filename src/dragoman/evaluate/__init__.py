"""How well the program reads, measured against annotations made by people."""
