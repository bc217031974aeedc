"""The network of actors as GraphML (graphml.graphdrawing.org, version 1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from dragoman.export.linked import network
from dragoman.export.linked.xml_text import legal
from dragoman.query import Filter
from dragoman.store import Store

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES: dict[type, str] = {str: "string", int: "int", float: "double"}
_FIELDS = (("node", network.NODE_FIELDS), ("edge", network.EDGE_FIELDS))


def write(store: Store, wanted: Filter, file: BinaryIO) -> int:
    """Write the network of the events that fit; how many nodes and edges it has."""
    from lxml import etree

    found = network.network(store, wanted)
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", nsmap={None: _NAMESPACE}):
            for what, fields in _FIELDS:
                for name, kind in fields.items():
                    key = {"id": f"{what}.{name}", "for": what, "attr.name": name, "attr.type": _TYPES[kind]}
                    with xml.element("key", key):
                        pass
            with xml.element("graph", {"id": "actors", "edgedefault": "directed"}):
                for node in found.nodes:
                    with xml.element("node", {"id": legal(node.id)}):
                        _data(xml, "node", {name: getattr(node, name) for name in network.NODE_FIELDS})
                for number, edge in enumerate(found.edges):
                    ends = {"id": f"e{number}", "source": legal(edge.actor), "target": legal(edge.recipient)}
                    with xml.element("edge", ends):
                        _data(xml, "edge", edge.attributes())
    return len(found.nodes) + len(found.edges)


def _data(xml: Any, what: str, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        with xml.element("data", {"key": f"{what}.{name}"}):
            xml.write(legal(str(value)))
