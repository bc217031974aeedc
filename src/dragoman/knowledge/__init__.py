"""What is known before reading: actors, offices and their dates, agreements, places.

Comes in: files that people edit (``data/knowledge``, ``data/places``) and a registry's gazetteer, compiled into
one read-only file. Goes out: entries by id, names found in a text, who held an office on a day. Which of several
readings of a name an article means is decided in ``annotate``.
"""
