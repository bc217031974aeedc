from dataclasses import replace

import pytest

from dragoman import ontology
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.resolve.correcting import corrected
from dragoman.resolve.correcting.naming import Known
from dragoman.resolve.correcting.preparing import Preparer, Signed, undo
from store.builders import visit, words


class Desk:
    """A coded record, the corrections made to it one after the other, and who makes them."""

    def __init__(self, record, log=()):
        self.coded, self.log = record, list(log)

    @property
    def state(self):
        return corrected(self.coded, self.log)

    @property
    def record(self):
        return self.state.record

    @property
    def preparer(self):
        return Preparer(self.state, Known(self.record, Knowledge.load, Gazetteer.load), ontology.plover())

    def signed(self, author="jane", reason=""):
        return Signed(author=author, time=f"2025-10-01T12:00:{len(self.log):02}+00:00", reason=reason)

    def logged(self, correction):
        self.log.append(replace(correction, id=f"r{len(self.log) + 1}"))
        return self.log[-1]

    def edit(self, id, **given):
        given = {name: [value] if isinstance(value, str) else value for name, value in given.items()}
        return self.logged(self.preparer.edit(id, given, self.signed()))

    def confirm(self, id, author="jane"):
        return self.logged(self.preparer.confirm(id, self.signed(author)))

    def reject(self, id, author="jane", reason=""):
        return self.logged(self.preparer.reject(id, self.signed(author, reason)))

    def add(self, kind, words, **given):
        given = {name: [value] if isinstance(value, str) else value for name, value in given.items()}
        return self.logged(self.preparer.add(kind, words, given, self.signed()))

    def undo(self, correction):
        return self.logged(undo(correction, self.signed()))


def entry(record, id):
    """An entry of a record by its id."""
    return {e.id: e for e in (*record.events, *record.statements, *record.commitments, *record.agreements)}[id]


@pytest.fixture
def desk():
    record = visit()
    agreement = replace(record.agreements[0], mentions=(words(record.document, "sides agreed"),))
    return Desk(replace(record, agreements=(agreement,)))
