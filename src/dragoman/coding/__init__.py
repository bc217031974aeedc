"""From an annotated text to events, statements, agreements and commitments."""
