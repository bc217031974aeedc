"""What is the same: several tellings of one event, and the setting that one event gives another."""
