"""Which agreement a phrase means: one told before in the article, one of the knowledge base, or a new one.

The same name, number, entry or date makes one agreement of two phrases; so do the same sides where nothing tells them
apart. "The deal" points back to the latest agreement that such words fit.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreements.entries import KnownAgreements
from dragoman.coding.agreements.names import AgreementMention
from dragoman.coding.agreements.words import cues
from dragoman.coding.circumstances import first_day, last_day
from dragoman.coding.fillers import Filled
from dragoman.knowledge.entries import KnownAgreement
from dragoman.knowledge.spelling import phrase_key
from dragoman.model.text import Attested, Basis

_YEARS_APART = 2  # an agreement may be signed a year or two after it is adopted and named

Group = list[AgreementMention]


class Identity:
    """Tells the agreements of one document apart."""

    def __init__(self, annotation: Annotation, known: KnownAgreements) -> None:
        self.annotation = annotation
        self.known = known

    # Within the article

    def group(self, mention: AgreementMention, groups: list[Group]) -> Group | None:
        """What of the article so far is the same agreement; None for a new one or one that is none."""
        for group in reversed(groups):
            if mention.stands_for in group or self._is_same(group, mention):
                return group
        if mention.definite and not mention.named and not mention.another:
            return next((group for group in reversed(groups) if self._points_back(mention, group)), None)
        return None

    def _is_same(self, group: Group, mention: AgreementMention) -> bool:
        if mention.another or self._differ_in_date(group, mention):
            return False
        numbers = {m.number for m in group if m.number}
        if numbers or mention.number:
            return mention.number in numbers
        entries = {entry for m in group for entry in m.entries}
        if entries and mention.entries:
            return not entries.isdisjoint(mention.entries)
        if mention.named and any(m.named for m in group):
            return self._share_a_name(group, mention)
        if not self._are_of_a_kind(group, mention) or self._differ_in_topic(group, mention):
            return False
        known = self._sides(p for m in group for p in m.parties)
        own = self._sides(mention.parties)
        return len(known & own) >= 2 or (bool(known) and known == own and mention.definite)

    def _share_a_name(self, group: Group, mention: AgreementMention) -> bool:
        name = self._name(mention)
        for other in group:
            if not other.named:
                continue
            theirs = self._name(other)
            if name and theirs and (name <= theirs or theirs <= name):
                return True
            if other.when and mention.when and other.when.begin == mention.when.begin and not (name and theirs):
                return True
        return False

    def _name(self, mention: AgreementMention) -> frozenset[str]:
        """The words of a name that are not common to agreements, nor a date."""
        words = self.annotation.document.text[mention.start : mention.end]
        if mention.when is not None:
            words = words.replace(mention.when.evidence.text, " ")
        common = {*cues()["interchangeable"], *cues()["descriptive"], "of", "on", "for", "and", "s"}
        return frozenset(phrase_key(words).split()) - common - {mention.noun.lower}

    def _points_back(self, mention: AgreementMention, group: Group) -> bool:
        """Whether "the deal", "the nuclear accord" can mean this one."""
        if not self._are_of_a_kind(group, mention) or self._differ_in_date(group, mention):
            return False
        if mention.needs_sides and all(m.noun.lemma != mention.noun.lemma for m in group):
            return False  # "the convention" may be a gathering
        known = self._sides(p for m in group for p in m.parties)
        if known and not self._sides(mention.own) <= known:
            return False
        topics = {word for m in group for word in m.topic}
        if mention.topic <= topics:
            return True
        if topics or any(m.named for m in group):
            return any(self._is_short_for(mention, entry) for m in group for entry in m.entries)
        return True

    def _is_short_for(self, mention: AgreementMention, entry: str) -> bool:
        words = self.annotation.document.text[mention.start : mention.end]
        return any(known.id == entry for known, _ in self.known.ending_with(words))

    def _differ_in_topic(self, group: Group, mention: AgreementMention) -> bool:
        """ "A trade deal" and "a security deal" of the same sides."""
        topics = {word for m in group for word in m.topic}
        return bool(topics and mention.topic) and topics.isdisjoint(mention.topic)

    def _are_of_a_kind(self, group: Group, mention: AgreementMention) -> bool:
        """Whether both are truces, treaties, resolutions; any but a resolution may be called a deal."""
        mine, theirs = _families(mention), {family for m in group for family in _families(m)}
        if mine & theirs:
            return True
        other = {"pact": theirs, "treaty": theirs & {"pact"}}.get(mention.family, set())
        return bool(other - {"resolution"})

    def _differ_in_date(self, group: Group, mention: AgreementMention) -> bool:
        if mention.date is None:
            return False
        return any(m.date is not None and not _meet(m.date.value, mention.date.value) for m in group)

    def _sides(self, parties: Iterable[Filled]) -> set[str]:
        """Countries (or actors without one) on whose behalf the parties stand; armed groups stand for themselves."""
        actors = self.annotation.actor_by_id
        found = {p.actor: actors.get(p.actor) for p in parties}
        states = ("state", "government", "person")
        return {a.country.value if a and a.country and a.kind in states else i for i, a in found.items()}

    # In the knowledge base

    def is_known(self, mention: AgreementMention) -> bool:
        """Whether a phrase without a name means one entry in this article: "the nuclear deal"."""
        return bool(mention.topic) and mention.definite and not mention.named and self.entry([mention]) is not None

    def entry(self, group: Group) -> Attested[str] | None:
        """The entry that the mentions of one agreement mean, if one alone fits."""
        for rule, ids, mention in self._candidates(group):
            fitting = [id for id in dict.fromkeys(ids) if self._fits(self.known[id], group)]
            if len(fitting) == 1:
                words = self.annotation.document.evidence(mention.start, mention.end)
                return Attested(value=fitting[0], basis=Basis.DERIVED, rule=rule, evidence=(words,))
        return None

    def clear(self, group: Group, known: KnownAgreement) -> None:
        """Take out parties that were only worked out ("both sides") and that the agreement is known not to have."""
        for mention in group if known.parties else ():
            mention.parties = [p for p in mention.parties if p.basis is Basis.STATED or self._is_in(p, known)]

    def _candidates(self, group: Group) -> Iterable[tuple[str, list[str], AgreementMention]]:
        for mention in group:
            if mention.number is not None and mention.family == "resolution":
                resolution = self._resolution(mention)
                yield "agreement.known-by-number", [resolution] if resolution else [], mention
            elif mention.entries:
                yield "agreement.known-by-name", list(mention.entries), mention
        if any(m.number for m in group):
            return
        for mention in group:
            if mention.topic and mention.definite and not mention.named:
                yield "agreement.known-by-context", self._in_context(mention), mention
        dated = next((m for m in group if m.date is not None), None)
        parties = [p for m in group for p in m.parties]
        if dated is not None and dated.date is not None and len(self._sides(parties)) > 1:
            made = dated.date.value
            yield (
                "agreement.known-by-parties",
                [
                    known.id
                    for known in self.known.all()
                    if known.date and _meet(known.date, made) and self._are_all_in(parties, known)
                ],
                dated,
            )

    def _resolution(self, mention: AgreementMention) -> str | None:
        words = set(phrase_key(self.annotation.document.text[mention.start : mention.end]).split())
        if not words.isdisjoint(cues()["other-bodies"]) or mention.number is None:
            return None
        return self.known.resolution(mention.number)

    def _in_context(self, mention: AgreementMention) -> list[str]:
        """ "The nuclear deal" where the article speaks of Iran: the Iran nuclear deal."""
        words = self.annotation.document.text[mention.start : mention.end]
        names = {phrase_key(actor.name) for actor in self.annotation.actors}
        return [known.id for known, before in self.known.ending_with(words) if before in names]

    def _fits(self, known: KnownAgreement, group: Group) -> bool:
        """Whether nothing in the text speaks against it: no other sides, no other time."""
        published = self.annotation.document.published
        begin = first_day(known.date) if known.date else None
        if begin is not None and published is not None:
            today = last_day(published.value)
            if today is not None and begin > today:
                return False
        for mention in group:
            told = first_day(mention.date.value) if mention.date is not None else None
            if begin is not None and told is not None and abs(told.year - begin.year) > _YEARS_APART:
                return False
        parties = [p for m in group for p in m.parties]
        return self.known.is_resolution(known.id) or not parties or not known.parties or self._is_one_in(parties, known)

    def _is_one_in(self, parties: list[Filled], known: KnownAgreement) -> bool:
        return any(self._is_in(p, known) for p in parties)

    def _are_all_in(self, parties: list[Filled], known: KnownAgreement) -> bool:
        return bool(known.parties) and all(self._is_in(p, known) for p in parties)

    def _is_in(self, party: Filled, known: KnownAgreement) -> bool:
        actor = self.annotation.actor_by_id.get(party.actor)
        country = actor.country.value if actor is not None and actor.country else None
        return party.actor in known.parties or country in self.known.countries_of(known)


def _families(mention: AgreementMention) -> set[str]:
    nouns = cues()["nouns"]
    return {mention.family, *(nouns[word] for word in mention.topic if word in nouns)}


def _meet(one: str, other: str) -> bool:
    """Whether two dates have a day in common."""
    begin, end = first_day(one), last_day(one)
    since, until = first_day(other), last_day(other)
    if begin is None or end is None or since is None or until is None:
        return one == other
    return begin <= until and since <= end
