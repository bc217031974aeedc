"""A brief as PDF, set by typst with the fonts it brings (the extra ``pdf``)."""

from __future__ import annotations

import msgspec

from dragoman import data
from dragoman.model.briefs import Brief
from dragoman.model.problems import DragomanError
from dragoman.show import briefs, words
from dragoman.show.brief_charts import chart


def pdf(brief: Brief) -> bytes:
    """The brief as a PDF file.

    Raises DragomanError where typst is not installed.
    """
    try:
        import typst
    except ImportError as fault:
        raise DragomanError("a PDF needs typst: pip install 'dragoman[pdf]', or write --format html") from fault
    told = {
        "title": briefs.title(brief),
        "sections": [
            {
                "heading": part.heading,
                "sentences": [
                    {"text": words.tidy(one.text), "references": briefs.numbers(one)} for one in part.sentences
                ],
            }
            for part in brief.sections
        ],
        "changed": briefs.CHANGED,
        "chart": chart(brief.series),
        "figures": briefs.figures(brief),
        "notes": briefs.notes(brief),
        "heading": briefs.SOURCES,
        "sources": [
            {
                "label": briefs.article(source),
                "quoted": [f"[{one.number}] “{briefs.quotation(one)}”" for one in quoted],
            }
            for source, quoted in briefs.by_article(brief)
        ],
    }
    made: bytes = typst.compile(
        data.path("brief", "brief.typ").read_bytes(), sys_inputs={"brief": msgspec.json.encode(told).decode()}
    )
    return made
