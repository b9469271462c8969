"""QR images carry the code module by module, within the quiet zone that scanners need."""

import io
import xml.etree.ElementTree as ElementTree

import pytest
import segno
from PIL import Image

from apps.core import qr_images
from apps.core.tests.test_emvco import SPECIFICATION, made

QUIET_ZONE = 4


@pytest.mark.parametrize("text", [made(), SPECIFICATION], ids=["plain", "with Chinese"])
@pytest.mark.parametrize("scale", [1, 8])
def test_a_png_shows_each_module_of_the_code(text: str, scale: int) -> None:
    wanted = segno.make(text, error="m", boost_error=False)
    image = Image.open(io.BytesIO(qr_images.png(text, scale))).convert("L")
    size = len(wanted.matrix) + 2 * QUIET_ZONE

    assert image.size == (size * scale, size * scale)
    middle = scale // 2
    seen = [[image.getpixel((x * scale + middle, y * scale + middle)) == 0 for x in range(size)] for y in range(size)]
    drawn = [[bool(module) for module in row] for row in wanted.matrix]
    assert [row[QUIET_ZONE:-QUIET_ZONE] for row in seen[QUIET_ZONE:-QUIET_ZONE]] == drawn
    around = [*seen[:QUIET_ZONE], *seen[-QUIET_ZONE:], *(row[:QUIET_ZONE] + row[-QUIET_ZONE:] for row in seen)]
    assert not any(any(row) for row in around)


def test_a_code_has_level_m_and_is_never_a_micro_qr_code() -> None:
    for text in ("1", made()):
        size = Image.open(io.BytesIO(qr_images.png(text, 1))).size[0] - 2 * QUIET_ZONE
        assert size == len(segno.make(text, error="m", micro=False, boost_error=False).matrix)
        assert size >= 21


def test_an_svg_fills_its_frame_and_runs_nothing() -> None:
    image = qr_images.svg(made())
    root = ElementTree.fromstring(image)
    modules = len(segno.make(made(), error="m", boost_error=False).matrix) + 2 * QUIET_ZONE

    assert root.get("viewBox") == f"0 0 {modules} {modules}"
    assert (root.get("width"), root.get("height")) == (None, None)
    assert {element.tag.split("}")[1] for element in root.iter()} == {"svg", "path"}
    assert {path.get("fill") or path.get("stroke") for path in root} == {"#fff", "#000"}


def test_the_longest_code_can_be_drawn() -> None:
    assert qr_images.png("x" * 512)
    assert qr_images.svg("北" * 512)
