"""Everything a text names, typed: persons, groups, places, arms, sums. What is no actor stays out of events."""
