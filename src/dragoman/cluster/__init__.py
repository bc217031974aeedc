"""The same program on many machines: shards of articles coded apart from each other, and brought together again."""
