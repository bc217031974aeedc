"""The chart of a brief as SVG: events by quad class, and the mean PLOVER score, over its weeks or months."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dragoman.model.briefs import Period

# Blue for cooperation and orange for conflict, dark for deeds and light for words: told apart by the colour-blind too.
COLOURS = {
    "verbal cooperation": "#9ecae1",
    "material cooperation": "#2171b5",
    "verbal conflict": "#fdbe85",
    "material conflict": "#d94701",
}
_WIDTH, _HEIGHT, _LEFT, _TOP, _BASE = 640, 190, 30, 24, 150
_FONT = 'font-family="sans-serif" font-size="10" fill="#666"'


def chart(series: Sequence[Period]) -> str:
    """One bar a period, stacked by quad class; a line for the mean score from -10 to +10."""
    most = max((sum(one.quads.values()) for one in series), default=0) or 1
    step = (_WIDTH - 2 * _LEFT) / max(1, len(series))
    parts = [_legend(), _axes(most)]
    points: list[str] = []
    every = max(1, -(-len(series) // 6))
    for at, one in enumerate(series):
        left, base = _LEFT + at * step, float(_BASE)
        for quad, colour in COLOURS.items():
            height = one.quads.get(quad, 0) / most * (_BASE - _TOP)
            base -= height
            if height:
                parts.append(
                    f'<rect x="{left + step * 0.15:.1f}" y="{base:.1f}" width="{min(step * 0.7, 60):.1f}" '
                    f'height="{height:.1f}" fill="{colour}"><title>{escape(one.label)}: {one.quads[quad]} '
                    f"{escape(quad)}</title></rect>"
                )
        if at % every == 0:
            parts.append(f'<text x="{left:.1f}" y="{_BASE + 14}" {_FONT}>{escape(one.label)}</text>')
        if one.score is not None:
            across = left + step * 0.15 + min(step * 0.7, 60) / 2
            points.append(f"{across:.1f},{_TOP + (10 - one.score) / 20 * (_BASE - _TOP):.1f}")
    if points:
        parts.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="#333" stroke-width="1.5"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="2.5" fill="#333"/>' for x, y in (p.split(",") for p in points)]
    told = f"Events by quad class and mean PLOVER score, {len(series)} periods"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-label="{told}">' + "".join(parts) + "</svg>"
    )


def _axes(most: int) -> str:
    right = _WIDTH - _LEFT
    return (
        f'<path d="M{_LEFT},{_TOP} V{_BASE} H{right} V{_TOP}" fill="none" stroke="#999"/>'
        f'<text x="{_LEFT - 4}" y="{_TOP + 4}" text-anchor="end" {_FONT}>{most}</text>'
        f'<text x="{_LEFT - 4}" y="{_BASE}" text-anchor="end" {_FONT}>0</text>'
        f'<text x="{right + 4}" y="{_TOP + 4}" {_FONT}>+10</text><text x="{right + 4}" y="{_BASE}" {_FONT}>-10</text>'
    )


def _legend() -> str:
    parts = []
    for at, (quad, colour) in enumerate(COLOURS.items()):
        left = _LEFT + at * 125
        parts.append(f'<rect x="{left}" y="4" width="9" height="9" fill="{colour}"/>')
        parts.append(f'<text x="{left + 13}" y="12" {_FONT}>{quad}</text>')
    left = _LEFT + 4 * 125
    parts.append(f'<path d="M{left},9 h12" stroke="#333" stroke-width="1.5"/>')
    return "".join([*parts, f'<text x="{left + 16}" y="12" {_FONT}>mean score</text>'])
