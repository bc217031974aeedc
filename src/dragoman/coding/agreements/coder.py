"""Agreements that a text names: who made them, when and where, and how they stand.

Comes in: an annotated document and the agreements of the knowledge base. Goes out: one Agreement for each deal, treaty
or resolution that has a name, a date or a named party, whatever the text calls it; a bare "an agreement" is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreements.entries import KnownAgreements
from dragoman.coding.agreements.identity import Identity
from dragoman.coding.agreements.names import AgreementMention, AgreementNames
from dragoman.coding.agreements.sides import SideFinder, Sides
from dragoman.coding.agreements.standing import PRECEDENCE, Standing
from dragoman.coding.agreements.words import cues
from dragoman.coding.circumstances import Circumstances, first_day, last_day
from dragoman.coding.clause import Grammar
from dragoman.coding.fillers import ActorFillers, Filled
from dragoman.coding.lexicon import Words
from dragoman.model.agreements import Agreement, AgreementKind, AgreementStatus
from dragoman.model.text import Attested, Basis

__all__ = ["AgreementCoder", "AgreementMention", "FoundAgreement", "cues"]

_KINDS: tuple[AgreementKind, ...] = ("legal", "named", "described")


@dataclass(slots=True)
class FoundAgreement:
    """An agreement and everything in the text that refers to it."""

    agreement: Agreement
    mentions: list[AgreementMention]

    @property
    def parties(self) -> list[Filled]:
        """All parties named with any mention."""
        return _parties(self.mentions)


@dataclass(frozen=True)
class AgreementCoder:
    """Finds agreements in one document."""

    words: Words
    known: KnownAgreements

    def code(self, annotation: Annotation) -> list[FoundAgreement]:
        """Agreements in text order with ids ``a1``, ``a2``, ..., each with all that refers to it."""
        grammar = Grammar(annotation.parse, self.words)
        circumstances = Circumstances(annotation)
        sides = SideFinder(annotation, grammar, ActorFillers(annotation, grammar, self.words), circumstances)
        standing = Standing(annotation, grammar, sides.governors, circumstances)
        identity = Identity(annotation, self.known)
        groups: list[list[AgreementMention]] = []
        identified: set[int] = set()  # "a deal" that nothing identifies is kept for what points back to it
        for mention in AgreementNames(annotation, grammar, circumstances, self.known).find():
            named = sides.of(mention.noun, is_resolution=mention.family == "resolution")
            mention.parties, mention.mediators, mention.own = named.parties, named.mediators, named.own
            if named.mediators and not named.parties:
                mention.parties = sides.told_around(mention.noun, named.mediators)
            mention.date, mention.site = standing.date(mention), standing.place(mention)
            mention.status = standing.status(mention)
            group = identity.group(mention, groups)
            if group is None:
                groups.append(group := [])
            group.append(mention)
            if _is_identified(mention, named) or identity.is_known(mention):
                identified.add(id(group))
        known = [group for group in groups if id(group) in identified]
        found = []
        for group in known:
            entry = identity.entry(group)
            if entry is not None:
                identity.clear(group, self.known[entry.value])
            found.append(FoundAgreement(self._agreement(group, entry, annotation), group))
        for n, one in enumerate(found, start=1):
            one.agreement = replace(one.agreement, id=f"a{n}")
        return found

    def _agreement(
        self, mentions: list[AgreementMention], entry: Attested[str] | None, annotation: Annotation
    ) -> Agreement:
        best = max(mentions, key=lambda m: (m.stands_for is None, m.named, (m.end - m.start) if m.named else -m.start))
        words = annotation.document.evidence(best.start, best.end)
        date = next((m.date for m in mentions if m.date is not None), None)
        status = _status(mentions) or _made(date, annotation)
        made = status is None or status.value not in ("proposed", "rejected")
        return Agreement(
            id="",
            name=Attested(value=words.text, basis=Basis.STATED, rule="agreement.name", evidence=(words,)),
            kind=_kind(mentions),
            entry=entry,
            parties=tuple(p.attested(annotation) for p in _parties(mentions)),
            mediators=tuple(m.attested(annotation) for m in _mediators(mentions)),
            date=date if made else None,
            place=next((m.site for m in mentions if m.site is not None), None) if made else None,
            status=status,
            mentions=tuple(annotation.document.evidence(m.start, m.end) for m in mentions),
            rule="agreement.named" if best.named else "agreement.by-parties",
        )


def _is_identified(mention: AgreementMention, sides: Sides) -> bool:
    """Whether a phrase says which agreement it means: by name, by its sides, or by what it is about."""
    if sides.political and len(sides.parties) > 1:
        return True
    if mention.named or mention.needs_sides:
        return not mention.needs_sides
    if mention.noun.is_plural_noun:  # "famous deals"
        return False
    about = mention.has_subject and mention.family in ("pact", "treaty", "paper", "plan")
    return sides.describe or bool(about and sides.parties)


def _kind(mentions: list[AgreementMention]) -> AgreementKind:
    """A legal text wherever it is called so; else named where one mention has a name."""
    kinds = {mention.kind for mention in mentions}
    return next(kind for kind in _KINDS if kind in kinds)


def _status(mentions: list[AgreementMention]) -> Attested[AgreementStatus] | None:
    """The furthest that any mention says it has come."""
    told = [mention.status for mention in mentions if mention.status is not None]
    return min(told, key=lambda status: PRECEDENCE.index(status.value), default=None)


def _made(date: Attested[str] | None, annotation: Annotation) -> Attested[AgreementStatus] | None:
    """What has a day in the past was made, where no more is said."""
    published = annotation.document.published
    day, today = first_day(date.value) if date else None, last_day(published.value) if published else None
    if date is None or day is None or (today is not None and day > today):
        return None
    return Attested(value="signed", basis=Basis.DERIVED, rule="agreement.made-on-a-day", evidence=date.evidence)


def _parties(mentions: list[AgreementMention]) -> list[Filled]:
    return _each(p for mention in mentions for p in mention.parties)


def _mediators(mentions: list[AgreementMention]) -> list[Filled]:
    """Those who are no parties by any mention."""
    sides = {party.actor for party in _parties(mentions)}
    return _each(m for mention in mentions for m in mention.mediators if m.actor not in sides)


def _each(found: Iterable[Filled]) -> list[Filled]:
    unique: dict[str, Filled] = {}
    for filled in found:
        unique.setdefault(filled.actor, filled)
    return list(unique.values())
