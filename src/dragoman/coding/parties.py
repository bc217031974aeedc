"""The other side of a deed where no slot names it: in what is asked, promised, refused or blamed.

Comes in: a chosen match. Goes out: the same match with its recipients, without what is the actors' own.
"""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation
from dragoman.coding.choose import Chosen
from dragoman.coding.fillers import SENT_RULE, Filled
from dragoman.coding.match import Match, Matcher
from dragoman.model.entities import ActorKind
from dragoman.model.syntax import Token

#: Sectors that serve their state.
_SERVING = frozenset({"MIL", "COP", "SPY"})


class Parties:
    """Completes the recipients of one document's matches."""

    def __init__(self, annotation: Annotation, matcher: Matcher) -> None:
        self.annotation = annotation
        self.matcher = matcher
        self.ontology = matcher.lexicon.ontology

    def complete(self, item: Chosen) -> None:
        """Find the recipient in what is asked, promised, refused or blamed, where none is named."""
        match = item.match
        if match.frame.reciprocal and not match.recipient and len(match.actor) > 1:
            return
        if not match.recipient:
            for _, phrase in match.phrases.get("deed", []):
                match.recipient = self._others(self._doers(phrase), match.actor)
                if match.recipient:
                    break
        if not match.recipient:
            match.recipient = self._owners(match)
        if not match.recipient:
            match.recipient = self._from_content(item)
        if not match.recipient and not match.frame.reciprocal:
            match.recipient = self._inside_phrases(match)
        self._drop_own(match)

    def _drop_own(self, match: Match) -> None:
        """No one does something to himself: drop the actors, and of a pact between states those states' own."""
        ids = {f.actor for f in match.actor}
        countries = {c for i in ids if (c := self._country(i))}
        pact = self.ontology.has(match.frame.code, "mutual") and len(countries) > 1
        match.recipient = [
            f
            for f in match.recipient
            if (f.actor not in ids or self.matcher.is_domestic(match, f))
            and not (pact and self._country(f.actor) in countries)
        ]

    def _country(self, actor: str) -> str | None:
        found = self.annotation.actor_by_id.get(actor)
        return found.country.value if found and found.country else None

    def _inside_phrases(self, match: Match) -> list[Filled]:
        """An actor named inside a phrase of the clause, in the slots that the type allows."""
        for slot in self.matcher.lexicon.words.fallback.get(match.frame.code, []):
            for phrase in match.clause.get(slot):
                found = self._others(self.matcher.fillers.inside(phrase, slot), match.actor)
                if not found and slot in self.matcher.lexicon.words["deep-slots"]:
                    names = self.matcher.fillers.named_in(phrase, slot, f"slot.{slot}")
                    found = self._others(names, match.actor)[:1]
                if found:
                    return found
        return []

    def _doers(self, phrase: Token) -> list[Filled]:
        """Who did the deed that a phrase names ("condemned the Israeli attack")."""
        for pattern, frame in self.matcher.candidates(phrase):
            inner = self.matcher.match(phrase, pattern, frame, [])
            if isinstance(inner, Match) and inner.actor:
                return inner.actor
        direct = self.matcher.fillers.resolve(phrase, "deed")
        return direct

    def _owners(self, match: Match) -> list[Filled]:
        """Whose the thing is that is refused, accepted or demanded ("rejected a French plan"): the other side."""
        things = [token for _, token in match.phrases.get("content", [])]
        things += [word for word in match.words if word is not match.predicate]
        for thing in things:
            if thing.pos in ("NOUN", "PROPN"):
                found = self._others(self.matcher.fillers.owners(thing), match.actor)
                if found:
                    return found
        return []

    def _from_content(self, item: Chosen) -> list[Filled]:
        match = item.match
        for inner in item.content:
            roles = (
                (inner.actor, inner.recipient)
                if self.ontology.has(match.frame.code, "addressed")
                else (inner.recipient, inner.actor)
            )
            for filled in roles:
                found = self._others(filled, match.actor)
                if found:
                    return [f.derived("content") for f in found]
        for _, phrase in match.phrases.get("content", []):
            found = self._parties_of(phrase, match)
            if found:
                return found
        return []

    def _parties_of(self, phrase: Token, match: Match) -> list[Filled]:
        """Others in content that tells no event we know: its subject for a request, else whoever it names."""
        clause, code = self.matcher.grammar.clause(phrase), match.frame.code
        if self.ontology.has(code, "addressed"):
            for subject in clause.get("subject"):
                found = self._others(self.matcher.fillers.resolve(subject, "content-subject"), match.actor)
                if found:
                    return found
        for slot, tokens in clause.slots.items():
            if slot in ("subject", "that", "to-do", "doing") or slot in self.matcher.lexicon.words["beside"]:
                continue  # "agreed to halt fire after talks in Malaysia"
            for token in tokens:
                site = slot == "in" and phrase.lemma in self.matcher.lexicon.words["signed"]
                named = self.matcher.fillers.resolve(token, f"content-{slot}", host=not site)
                found = self._others(named, match.actor)
                if found:
                    return [f.derived("content") for f in found]
        if self.ontology.has(code, "request"):  # whom a request names deep inside is seldom whom it asks
            return []
        names = self.matcher.fillers.named_in(phrase, "content", "content-names", host=True)
        apart = {
            word.start
            for slot in self.matcher.lexicon.words["beside"]
            for token in clause.get(slot)
            for word in self.annotation.parse.subtree(token)
        }
        return self._others([name for name in names if name.start not in apart], match.actor)[:1]

    def _others(self, found: list[Filled], known: list[Filled]) -> list[Filled]:
        """Those found that are neither the actors nor the actors' own forces."""
        ids = {f.actor for f in known}
        return [f for f in found if f.actor not in ids and not self._is_own(f, ids)]

    def _is_own(self, other: Filled, actors: set[str]) -> bool:
        """ "France is ready to send troops": its troops are no other side."""
        found = self.annotation.actor_by_id.get(other.actor)
        if found is not None and found.country is not None and found.country.rule == SENT_RULE:
            return True
        for actor in (self.annotation.actor_by_id.get(i) for i in actors):
            if actor is None or found is None:
                continue
            same = actor.country and found.country and actor.country.value == found.country.value
            if same and actor.kind == ActorKind.STATE and {s.value for s in found.sectors} & _SERVING:
                return True
        return False
