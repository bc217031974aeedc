from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman import batch
from dragoman.gather import Memory, Settings, Visitor, Watch
from dragoman.store import Store

from .site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def store(fresh) -> Iterator[Store]:
    with Store.open(fresh(), create=True) as opened:
        yield opened


def sources(*urls: str, every: str = "0s", **more: object) -> str:
    """A file of sources; nothing waits, so that tests are fast."""
    watch = {"interval": "0s", "retry": "0.1s", "every": every} | more
    lines = [
        f"{name} = {str(value).lower() if isinstance(value, bool) else repr(value)}" for name, value in watch.items()
    ]
    listed = "\n".join(f'[[source]]\nurl = "{url}"' for url in urls)
    return "[watch]\ncontact = 'test@example.org'\n" + "\n".join(lines) + "\n" + listed + "\n"


@pytest.fixture
def watch(tmp_path: Path, store: Store, pipeline) -> Callable[..., list]:
    """One run over what is due."""

    def run(text: str, allow_private: bool = True) -> list:
        path = tmp_path / "feeds.toml"
        path.write_text(text)
        settings = Settings.load(path)
        visitor = Visitor(
            contact=settings.watch.contact,
            interval=settings.watch.interval,
            robots=settings.watch.robots,
            allow_private=allow_private,
        )

        def keep(document):
            return next(iter(batch.store_all(store, pipeline, [document])))

        return list(Watch(settings, Memory(store), visitor, keep).run(once=True))

    return run
