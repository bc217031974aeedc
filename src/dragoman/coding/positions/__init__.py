"""Positions: where speakers and those they speak for stand on topics."""
