"""The network of actors as GEXF, Gephi's format (gexf.net, version 1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from dragoman.export.linked import network
from dragoman.export.linked.xml_text import legal
from dragoman.query import Filter
from dragoman.store import Store

_NAMESPACE = "http://www.gexf.net/1.2draft"
_TYPES: dict[type, str] = {str: "string", int: "integer", float: "double"}
# The format has words of its own for these.
_NODE_FIELDS = {name: kind for name, kind in network.NODE_FIELDS.items() if name != "label"}
_EDGE_FIELDS = {name: kind for name, kind in network.EDGE_FIELDS.items() if name != "weight"}


def write(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Write the network of the events that fit; how many nodes and edges it has."""
    from lxml import etree

    found = network.network(store, wanted)
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with (
            xml.element("gexf", {"version": "1.2"}, nsmap={None: _NAMESPACE}),
            xml.element("graph", {"mode": "static", "defaultedgetype": "directed"}),
        ):
            _declare(xml, "node", _NODE_FIELDS)
            _declare(xml, "edge", _EDGE_FIELDS)
            with xml.element("nodes"):
                for node in found.nodes:
                    with xml.element("node", {"id": legal(node.id), "label": legal(node.label)}):
                        _values(xml, {name: getattr(node, name) for name in _NODE_FIELDS})
            with xml.element("edges"):
                for number, edge in enumerate(found.edges):
                    told = edge.attributes()
                    ends = {"id": str(number), "source": legal(edge.actor), "target": legal(edge.recipient)}
                    ends["weight"] = str(told.pop("weight"))
                    with xml.element("edge", ends):
                        _values(xml, told)
    return len(found.nodes) + len(found.edges)


def _declare(xml: Any, what: str, fields: Mapping[str, type]) -> None:
    with xml.element("attributes", {"class": what}):
        for name, kind in fields.items():
            with xml.element("attribute", {"id": name, "title": name, "type": _TYPES[kind]}):
                pass


def _values(xml: Any, values: Mapping[str, object]) -> None:
    with xml.element("attvalues"):
        for name, value in values.items():
            with xml.element("attvalue", {"for": name, "value": legal(str(value))}):
                pass
