"""All that the API does, by what it is about."""

from __future__ import annotations

from dragoman.serve.route import Route
from dragoman.serve.routes import actors, administration, articles, bulk, corrections, events, follows, people

ROUTES: tuple[Route, ...] = (
    *events.ROUTES,
    *articles.ROUTES,
    *actors.ROUTES,
    *corrections.ROUTES,
    *follows.ROUTES,
    *bulk.ROUTES,
    *administration.ROUTES,
    *people.ROUTES,
)
