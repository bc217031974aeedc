"""From an annotation to tellings: comes in the place of the words that tell of an event, goes out a ``Telling``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from dragoman.annotate.annotation import Annotation
from dragoman.coding.clause import Clause, Grammar
from dragoman.coding.lexicon import Lexicon
from dragoman.model.entities import Place, Timex
from dragoman.model.syntax import Token
from dragoman.model.text import Span
from dragoman.resolve.coreference.contexts import ContextReader
from dragoman.resolve.coreference.telling import Article, Senses, Telling, Words

_CONTENT = ("NOUN", "VERB", "PROPN", "ADJ", "NUM")
_DOERS = ("subject", "doer", "by", "made-by")
_UNDERGOERS = ("object", "of", "undergoer")


class TellingReader:
    """Reads the tellings of one annotated article."""

    def __init__(self, annotation: Annotation, lexicon: Lexicon, contexts: ContextReader | None = None) -> None:
        self.annotation = annotation
        self.lexicon = lexicon
        self.contexts = contexts
        self.grammar = Grammar(annotation.parse, lexicon.words)

    @cached_property
    def article(self) -> Article:
        """The article's words, for all its tellings."""
        tokens, found = self.annotation.parse.tokens, self.annotation
        return Article(
            id=found.document.id,
            words=Counter(t.lemma for t in tokens if _is_content(t)),
            names=_names(tokens),
            numbers=_numbers(tokens),
            days=_days(found.timexes),
            places=_places(found.places),
            context=self.contexts.read(found.document.text).whole if self.contexts else None,
        )

    def read(self, id: str, span: Span) -> Telling | None:
        """The telling whose trigger stands at ``span``; None where no word stands there."""
        parse = self.annotation.parse
        tokens = [t for t in parse.tokens_in(span.start, span.end) if t.pos != "PUNCT"]
        if not tokens:
            return None
        head = min(tokens, key=lambda t: (len(parse.ancestors(t)), t.i))
        sentence = parse.sentence_tokens(head.sentence)
        whole = parse.sentence_span(head.sentence)
        clause = self.grammar.clause(head)
        deed = self._deed(head, clause)
        trigger = frozenset(t.lemma for t in (*tokens, deed) if _is_content(t)) or frozenset({head.lemma})
        return Telling(
            id=id,
            article=self.article,
            sentence=head.sentence,
            deed=deed.lemma,
            trigger=trigger,
            is_verb=head.pos in ("VERB", "AUX"),
            types=self._types(deed),
            doers=self._filling(clause, _DOERS) - trigger,
            undergoers=self._filling(clause, _UNDERGOERS) - trigger,
            others=self._filling(clause, tuple(s for s in clause.slots if s not in (*_DOERS, *_UNDERGOERS))) - trigger,
            around=frozenset(t.lemma for t in sentence if _is_content(t)) - trigger,
            names=_names(sentence),
            numbers=_numbers(sentence),
            days=_days(t for t in self.annotation.timexes if whole.overlaps(t.evidence.span)),
            places=_places(p for p in self.annotation.places if any(whole.overlaps(m.span) for m in p.mentions)),
            senses=self._senses(span, whole, self.contexts) if self.contexts else None,
        )

    def _senses(self, trigger: Span, sentence: Span, contexts: ContextReader) -> Senses:
        text = self.annotation.document.text
        around = contexts.read(text[sentence.start : sentence.end])
        return Senses(
            in_article=contexts.read(text).at(trigger),
            in_sentence=around.at(Span(trigger.start - sentence.start, trigger.end - sentence.start)),
            alone=contexts.read(text[trigger.start : trigger.end]).whole,
            sentence=around.whole,
        )

    def _deed(self, head: Token, clause: Clause) -> Token:
        """What is done: of "made an offer", the offer."""
        if head.lemma in self.lexicon.words["light"]:
            for thing in clause.get("object"):
                if thing.pos == "NOUN" and self.lexicon.types("noun", thing.lemma):
                    return thing
        return head

    def _types(self, deed: Token) -> Words:
        return frozenset(self.lexicon.types("verb" if deed.pos in ("VERB", "AUX") else "noun", deed.lemma))

    def _filling(self, clause: Clause, slots: tuple[str, ...]) -> Words:
        """Content words of the phrases in some slots, clauses inside them left out."""
        found: set[str] = set()
        for slot in slots:
            for head in clause.get(slot):
                for token in self.grammar.coordinated(head):
                    found |= {t.lemma for t in self._phrase(token) if _is_content(t)}
        return frozenset(found)

    def _phrase(self, head: Token) -> Iterable[Token]:
        yield head
        for child in self.annotation.parse.children(head):
            if child.dep in ("amod", "compound", "nmod", "nummod", "poss", "appos"):
                yield from self._phrase(child)


def _is_content(token: Token) -> bool:
    return token.pos in _CONTENT and (token.text.isalnum() or len(token.text) > 2)


def _names(tokens: Iterable[Token]) -> Words:
    return frozenset(t.lemma for t in tokens if t.pos == "PROPN" and t.text[:1].isalpha())


def _numbers(tokens: Iterable[Token]) -> Words:
    return frozenset(t.lower.replace(",", "") for t in tokens if t.pos == "NUM")


def _days(timexes: Iterable[Timex]) -> Words:
    """Values of dates; of those that stay open ("Saturday" in an article without a date) their words."""
    return frozenset(t.value or t.evidence.text.lower() for t in timexes if t.type in ("DATE", "TIME"))


def _places(places: Iterable[Place]) -> Words:
    return frozenset(p.id for p in places)
