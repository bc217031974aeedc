"""One article while it is being read: its names, its role phrases and its cast, by token."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from dragoman.annotate.actors import tree
from dragoman.annotate.actors.anchors import Anchors, RolePhrase
from dragoman.annotate.actors.cast import Cast
from dragoman.annotate.actors.homonyms import Homonyms
from dragoman.annotate.actors.names import find_names
from dragoman.annotate.actors.proper_name import ProperName
from dragoman.annotate.actors.roles import Nominal, People, Population, RoleBook, SetPhrase, Title
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Facet
from dragoman.knowledge.phrases import FoldedText, longest
from dragoman.model.entities import Place
from dragoman.model.syntax import Parse, Token
from dragoman.model.text import Document


class Reading:
    """Names and role phrases of one article, by token."""

    def __init__(
        self, document: Document, parse: Parse, knowledge: Knowledge, book: RoleBook, places: Iterable[Place] = ()
    ) -> None:
        self.document = document
        self.parse = parse
        self.knowledge = knowledge
        self.book = book
        self.cast = Cast(document, parse, knowledge)
        self.quoted = tree.quoted(parse)
        folded = FoldedText(parse)
        places = tuple(places)
        self.names = find_names(parse, folded, knowledge, book, places)
        homonyms = Homonyms(parse, self.names, knowledge, book)
        homonyms.settle_states(places)
        ethnic = [name for name in self.names if self._is_ethnic(name)]
        self.names = [name for name in self.names if name not in ethnic]
        self.name_at = {i: name for name in self.names for i in range(name.first, name.last)}
        self.phrases = [*self._role_phrases(folded), *map(self._ethnic_people, ethnic)]
        self.phrase_from = {phrase.first: phrase for phrase in self.phrases}
        homonyms.settle_bodies(self.phrase_from)
        self.phrase_by_head = {phrase.head: phrase for phrase in self.phrases}
        self.person_at: dict[int, str] = {}  # tokens of personal names, once resolved
        self.office_at: dict[int, str] = {}  # heads of titles beside personal names, once resolved
        anchors = Anchors(parse, book, self.name_at, self.phrases)
        self.anchor_of = {phrase: anchors.of(phrase) for phrase in self.phrases}
        for name in self._names_after_titles():
            self.names.append(name)
            self.name_at.update(dict.fromkeys(range(name.first, name.last), name))
        self.leaning = frozenset(name.first for name in self.names if anchors.is_leaning(name))
        self.absorbed = frozenset(
            name.first
            for anchor in self.anchor_of.values()
            if anchor.rule in ("actor.country-of-demonym", "actor.country-of-compound")
            for name in anchor.names
            if all(sense.entry in knowledge.countries for sense in name.senses) and name.organization is None
        )

    def _is_ethnic(self, name: ProperName) -> bool:
        """Whether "ethnic" stands before a demonym: "ethnic Albanians" are not Albania's."""
        before = self.parse.tokens[name.first - 1] if name.first else None
        return (
            name.has(Facet.ADJECTIVE, Facet.PEOPLE) and before is not None and before.lower in self.book.words["ethnic"]
        )

    def _ethnic_people(self, name: ProperName) -> RolePhrase:
        words = " ".join(
            self.document.text[self.parse.tokens[i].start : self.parse.tokens[i].end]
            for i in range(name.first - 1, name.last)
        )
        people = People(id=f"ETHNIC-{name.senses[0].entry}", name=words, country=None, modifier=False, wide=False)
        return RolePhrase(name.first - 1, name.last, name.head, (people,))

    def is_definite(self, phrase: RolePhrase) -> bool:
        """Whether the phrase begins with a word such as "the" or "this"."""
        edge = tree.left_edge(self.parse, phrase.first, phrase.last)
        return self.parse.tokens[edge].lower in self.book.words["definite"]

    def _names_after_titles(self) -> Iterator[ProperName]:
        """Names the recognizer missed, told by the title before them: "First Minister of Scotland X Y"."""
        for phrase, anchor in self.anchor_of.items():
            title = next((s for s in phrase.senses if isinstance(s, Title) and not s.plural), None)
            if title is None or anchor.last in self.name_at or anchor.last in self.phrase_from:
                continue
            words = takewhile(self._may_be_name, self.parse.tokens[anchor.last : anchor.last + 5])
            count = sum(1 for word in words if word.sentence == self.parse.tokens[phrase.head].sentence)
            if count > 1 or (count and title.one):
                last = anchor.last + count
                yield ProperName(anchor.last, last, tree.head_of(self.parse, anchor.last, last))

    def _may_be_name(self, token: Token) -> bool:
        if token.i in self.name_at or token.i in self.phrase_from or token.text in self.book.organization_nouns:
            return False
        return token.text not in self.book.words["institution_words"] and token.pos == "PROPN" and token.text.istitle()

    def _role_phrases(self, folded: FoldedText) -> Iterator[RolePhrase]:
        matches = self.book.index.find(self.parse, folded)
        free = (m for m in matches if self.name_at.keys().isdisjoint(range(m.first, m.last)))
        for group in longest(free):
            first, last = group[0].first, group[0].last
            head = tree.head_of(self.parse, first, last)
            senses = tuple(dict.fromkeys(match.value for match in group))
            senses = tuple(sense for sense in senses if self._can_mean(self.parse.tokens[head], sense))
            if senses and not self._is_in_compound(last):
                yield RolePhrase(first, last, head, senses)

    def _is_in_compound(self, last: int) -> bool:
        """Whether a hyphen follows: the "state" of "state-owned"."""
        joined = last < len(self.parse.tokens) and self.parse.tokens[last].text == "-"
        return joined or self.parse.tokens[last - 1].text.endswith("-")

    def _can_mean(self, head: Token, sense: Nominal) -> bool:
        """Whether the head word's part of speech, and capitals, allow the reading."""
        if isinstance(sense, People):
            return head.pos in ("NOUN", "PROPN", "ADJ")
        if isinstance(sense, SetPhrase):
            return head.pos in ("NOUN", "PROPN", "DET", "PRON", "NUM")
        if head.pos not in ("NOUN", "PROPN") or head.dep == "amod":
            return False
        return not (isinstance(sense, Population) and self._is_in_longer_name(head))

    def _is_in_longer_name(self, head: Token) -> bool:
        """Whether a capitalised noun ends a name nobody has told us about: "European Community"."""
        if head.pos != "PROPN" or not head.text[0].isupper() or head.i == self.parse.sentences[head.sentence][0]:
            return False
        before = self.parse.tokens[head.i - 1]
        return before.pos == "PROPN" and before.text[0].isupper() and before.i not in self.name_at
