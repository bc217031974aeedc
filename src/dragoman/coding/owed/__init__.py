"""What is owed: promises and commitments, their deadlines, and what is claimed of their keeping."""
