"""Whether two reports are of one deed: hard rules first, then points for what they share.

A feature-based pairwise judgement in the manner of record linkage (Fellegi & Sunter, "A theory for record linkage",
JASA 1969): every feature has a name and a weight of its own, and their sum is held against a threshold.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model.happenings import Comparison, Feature
from dragoman.resolve.happenings import circumstances, parties
from dragoman.resolve.happenings.circumstances import Conflict, Told
from dragoman.resolve.happenings.sketches import Sketch
from dragoman.resolve.happenings.vocabulary import sameness

_FEW_WORDS = 4  # of fewer words, each counts as if there were so many
_NUMBERS = 2  # that count


def compare(a: Sketch, b: Sketch) -> Comparison:
    """Hold two reports against each other; the same whichever is named first."""
    if (b.document, b.event) < (a.document, a.event):
        a, b = b, a
    needed = sameness().needed[a.behaves]
    bar = _plain_bar(a, b)
    if bar is not None:
        return Comparison(needed=needed, bar=bar)
    try:
        features = tuple(_features(a, b))
    except Conflict as conflict:
        return Comparison(needed=needed, bar=str(conflict))
    return Comparison(features=features, needed=needed)


def likeness(a: Sketch, b: Sketch) -> float:
    """The points two reports have in common if they are of one deed, else 0."""
    comparison = compare(a, b)
    return comparison.points if comparison.same else 0.0


def _plain_bar(a: Sketch, b: Sketch) -> str | None:
    if a.document == b.document and (a.sentence != b.sentence or a.behaves != "deed"):
        return "two events of one article"
    if a.type != b.type or a.behaves != b.behaves:
        return f"{a.type} is not {b.type}"
    told_as = sameness().told_as
    if told_as[a.status] != told_as[b.status]:
        return f"one is told as {a.status}, the other as {b.status}"
    apart = sameness().apart_modes
    ours, theirs = set(a.modes), set(b.modes)
    if ours and theirs and (ours & apart) != (theirs & apart):
        return f"{', '.join(a.modes)} is not {', '.join(b.modes)}"
    return None


def _features(a: Sketch, b: Sketch) -> Iterator[Feature]:
    """Everything that counts. Raises Conflict where something rules it out."""
    rules = sameness()
    copied = a.sentence == b.sentence and a.recognizable and b.recognizable and a.document != b.document
    match = parties.match(a, b, disputed=a.type in rules.disputed)
    if match.bar is not None:
        raise Conflict(match.bar)
    where = circumstances.place(a.place, b.place)
    known_by = (where is not None and where[0] == "same-place") or any(n == "same-persons" for n, _ in match.features)
    known_by = known_by or _share_person(a, b)
    when = circumstances.when(a, b, known_by=known_by, copied=copied)
    counted = list(circumstances.numbers(a, b))
    share = wording(a, b)
    if match.disputed:
        certain = where is not None and where[0] == "same-place" and when is not None and when[0] != "adjacent-day"
        if not certain or not (any(n == "same-number" for n, _ in counted) or share > rules.wording_from):
            who = match.features[0][1] or "who did it is not named"
            raise Conflict(f"{who}: so place, day and victims would have to be the same, and are not")
    yield from map(_pointed, match.features)
    yield from map(_pointed, filter(None, (when, where)))
    counted.sort(key=lambda one: -abs(rules.points[one[0]]))
    yield from map(_pointed, counted[:_NUMBERS])
    yield from map(_pointed, _manner(a, b))
    if copied:
        yield _pointed(("same-sentence", ""))
    elif share > rules.wording_from:
        common = ", ".join(sorted(_content(a) & _content(b))[:6])
        yield Feature("wording", round(rules.points["wording"] * (share - rules.wording_from), 2), common)
    elif share == 0 and min(len(_content(a)), len(_content(b))) > 1:
        yield _pointed(("other-speech" if a.behaves == "speech" and not a.mutual else "other-wording", ""))


def _manner(a: Sketch, b: Sketch) -> Iterator[Told]:
    ours, theirs = set(a.modes), set(b.modes)
    if ours & theirs:
        yield "same-mode", ", ".join(sorted(ours & theirs))
    elif ours and theirs:
        yield "other-mode", f"{', '.join(a.modes)}; {', '.join(b.modes)}"
    if a.frame == b.frame:
        yield "same-frame", a.frame
    if set(a.triggers) & set(b.triggers):
        yield "same-trigger", ", ".join(sorted(set(a.triggers) & set(b.triggers)))


def wording(a: Sketch, b: Sketch) -> float:
    """Share of the shorter sentence's words of weight that the other has, too (overlap coefficient)."""
    ours, theirs = _content(a), _content(b)
    return len(ours & theirs) / max(_FEW_WORDS, min(len(ours), len(theirs)))


def _content(report: Sketch) -> set[str]:
    """Its words of weight but for the trigger, which counts by itself."""
    return set(report.words) - set(report.triggers)


def _share_person(a: Sketch, b: Sketch) -> bool:
    return bool({p.id for p in a.parties if p.person} & {p.id for p in b.parties if p.person})


def _pointed(told: Told) -> Feature:
    name, detail = told
    return Feature(name, sameness().points[name], detail)
