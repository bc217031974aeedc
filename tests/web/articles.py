"""The project's sample articles, coded by the program, and one whose names and words try the page."""

from __future__ import annotations

from pathlib import Path

from dragoman.pipeline import Pipeline
from dragoman.reading import Overrides, read_all, read_text

SAMPLES = Path(__file__).parents[2] / "samples"
HOSTILE = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"


def corpus(store) -> None:
    """Fill a store."""
    pipeline = Pipeline.load()
    documents = [*read_all([str(SAMPLES)]), hostile(), turkish()]
    for document in documents:
        store.save(pipeline.code(document))


def hostile():
    text = f"Turkey's foreign minister Hakan Fidan met {HOSTILE} in Ankara. “{HOSTILE},” Fidan said."
    return read_text(
        text,
        address="javascript:alert(1)",
        overrides=Overrides(title=f"Fidan {HOSTILE}", source=HOSTILE, published="2025-10-02"),
    )


def turkish():
    text = (
        "Turkish intelligence chief İbrahim Kalın met Syria's president Ahmed al-Sharaa (أحمد الشرع) in Damascus. 🇹🇷🇸🇾"
    )
    text += "\n\nOn Tuesday Israel bombed Aleppo."
    return read_text(
        text,
        address="https://news.example/kalin",
        overrides=Overrides(title="Kalın Şam'da: “görüştük” أحمد الشرع", source="Örnek", published="2025-10-01"),
    )
