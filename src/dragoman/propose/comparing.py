"""Records narrowed to what models are asked for, so that a comparison tells of nothing else."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model.record import Record


def narrowed(record: Record) -> Record:
    """Its events, statements and commitments, with the fields that an answer has."""
    return replace(
        record,
        events=tuple(
            replace(one, magnitudes=(), agenda=(), attribution=None, confidence=None) for one in record.events
        ),
        statements=tuple(
            replace(one, act="assertion", speaker_words=None, venue=None, date=None, about=())
            for one in record.statements
        ),
        commitments=tuple(
            replace(one, term=None, status_claim=None, claimant=None, attribution=(), magnitudes=(), agreement=None)
            for one in record.commitments
        ),
        positions=(),
        agreements=(),
        claims=(),
    )
