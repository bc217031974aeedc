"""The record as linked data: maps, calendars, entities, annotations, networks, and the vocabulary of the web."""

from dragoman.export.form import Exporter
from dragoman.export.linked import annotations, deadlines, geojson, gexf, graphml, schema_org
from dragoman.export.linked.ftm import entities

EXPORTERS: tuple[Exporter, ...] = (
    Exporter(
        name="geojson",
        suffix=".geojson",
        media_type="application/geo+json",
        gloss="events on a map (RFC 7946); what is known by country or region only has no point",
        write=geojson.write,
    ),
    Exporter(
        name="icalendar",
        suffix=".ics",
        media_type="text/calendar",
        gloss="deadlines of commitments for a calendar (RFC 5545)",
        write=deadlines.write,
    ),
    Exporter(
        name="ftm",
        suffix=".ftm.json",
        media_type="application/json+ftm",
        gloss="entities and links for FollowTheMoney, OpenAleph and their like, one JSON object a line",
        write=entities.write,
    ),
    Exporter(
        name="web-annotation",
        suffix=".jsonld",
        media_type='application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"',
        gloss="the words behind every field, as W3C Web Annotations",
        write=annotations.write,
    ),
    Exporter(
        name="graphml",
        suffix=".graphml",
        media_type="application/graphml+xml",
        gloss="who deals with whom, as a network for networkx, igraph, yEd and R",
        write=graphml.write,
    ),
    Exporter(
        name="gexf",
        suffix=".gexf",
        media_type="application/gexf+xml",
        gloss="who deals with whom, as a network for Gephi",
        write=gexf.write,
    ),
    Exporter(
        name="schema-org",
        suffix=".jsonld",
        media_type="application/ld+json",
        gloss="events with the articles that tell them, in schema.org's words (JSON-LD)",
        write=schema_org.write,
    ),
)
