"""Articles of our own words, and what becomes of them when others print them."""

from __future__ import annotations

from dragoman.model.text import Document
from dragoman.reading import Overrides, read_text

TALKS = (
    "Envoys of Norland and Sudland met in Port Varen on Tuesday for their first talks since the border fighting of "
    "March, officials of both sides said. The delegations, led by Foreign Minister Ilse Maran and Deputy "
    "Premier Tomas "
    "Orlek, spoke for six hours about the return of 214 prisoners. A statement released after the talks said "
    "that both "
    "governments would keep a hotline open between their commands. It gave no date for another round.\n\n"
    "Fishermen in Varen Bay said patrol boats had stayed away from the line this week. The harbour master, "
    "Jana Holt, "
    "counted eleven trawlers going out on Monday, the most since winter. Aid groups in the bay asked for "
    "passage to the "
    "islands, where 3,000 people have waited for fuel. The Norland navy did not answer questions about the "
    "blockade.\n\n"
    "The two neighbours fought over the shelf in 1998 and again in 2016. A commission under the Lisbon accord "
    "is to mark "
    "the line on maps by the end of the year."
)

RAID = (
    "PORT VAREN ({day} March) - Police and coast guards detained {count} smugglers during an operation in "
    "{town} district, "
    "{province} province, on {day} March. The force acted on a report from {chief}, who commands the station "
    "at {town}. The "
    "guards searched {boats} boats and seized fuel and cigarettes. Nobody was hurt during the operation."
)

BODIES = {
    "grain": (
        "Traders in Odrava expect a poor harvest after weeks of drought. The ministry of farming cut its forecast "
        "to nine "
        "million tonnes and asked mills to report their stocks. Bakers in the capital said flour had risen by a "
        "fifth "
        "since June, and the queue at the state shop went round the block on Friday morning."
    ),
    "railway": (
        "Engineers reopened the mountain railway between Lesk and Harn on Thursday, four months after a landslide "
        "swept "
        "away the viaduct. The first train carried cement and timber. Passenger services will follow when the "
        "signals "
        "have been tested, the operator said, and tickets will go on sale next week."
    ),
}


def article(text: str, address: str = "", **given: str) -> Document:
    """A document as the reader makes it."""
    return read_text(text, address=address or None, overrides=Overrides(**given))
