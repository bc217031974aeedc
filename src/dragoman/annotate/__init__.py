"""From a document to an annotated text: syntax, times, places, actors, quotation marks."""
