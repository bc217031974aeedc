"""Colours of the four quad classes stay apart for eyes that do not see all colours, as Chromium shows them to us.

Each swatch of the legend is photographed under each deficiency (Machado, Oliveira and Fernandes 2009, as Chromium
emulates them) and the two nearest are held apart: by their distance in CIE L*a*b* (CIE 1976).
"""

import io
from itertools import combinations
from math import dist

import pytest
from PIL import Image, ImageCms

LEAST = 15  # of L*a*b*; a difference of 2.3 is just seen
_TO_LAB = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")


def lab(picture):
    """The colour in the middle of a picture."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    lightness, a, b = ImageCms.applyTransform(image, _TO_LAB).getpixel((image.width // 2, image.height // 2))
    return lightness * 100 / 255, a - 256 * (a > 127), b - 256 * (b > 127)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("eyes", ["none", "protanopia", "deuteranopia", "tritanopia"])
def test_quad_classes_are_told_apart(open_page, kept_pictures, eyes, scheme):
    page = open_page("/dyads/TUR/SYR", scheme=scheme)
    page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": eyes})
    colours = {}
    for quad in ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict"):
        legend = page.get_by_text(quad, exact=True).first
        colours[quad] = lab(legend.locator("i").first.screenshot())
    page.screenshot(path=kept_pictures / f"sight-{eyes}-{scheme}.png")
    near = {pair: round(dist(colours[pair[0]], colours[pair[1]])) for pair in combinations(colours, 2)}
    assert min(near.values()) >= LEAST, near
