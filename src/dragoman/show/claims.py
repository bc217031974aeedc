"""Claims about commitments put into words, for every rendering."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.agreements import Claim
from dragoman.show import words
from dragoman.show.words import Names


@dataclass(frozen=True, slots=True)
class Said:
    """A claim in words: what is claimed, of whom, by whom, in which words."""

    status: str
    who: str  # is said to have kept or broken it; "" where nobody is named
    claimant: str
    deed: str
    about: str  # the commitment or agreement of the record, the new day of what was put off


def said(claim: Claim, names: Names) -> Said:
    """A claim in words; where nobody is named as saying it, the article does."""
    about = [f"about {id}" for id in (claim.commitment or claim.agreement,) if id]
    about += [f"until {claim.deadline.value}"] if claim.deadline else []
    return Said(
        status=claim.status.value,
        who=names.of_actors(claim.debtor) if claim.debtor else "",
        claimant=names.of_actors(claim.claimant) if claim.claimant else "the article",
        deed=words.tidy(claim.deed.text),
        about=", ".join(about),
    )
