"""Photographs from strangers: SECURITY 26. What is taken is drawn anew; what is not plainly a photograph is refused."""

import io
import os
import subprocess
import sys
import threading
import time
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageFile

from apps.core import images
from apps.core.errors import Unavailable
from apps.core.images import LONGER_SIDE, MAX_IMAGE_BYTES, InvalidImage, clean_image
from apps.core.tests.pictures import (
    PAGE,
    SVG,
    archive,
    bomb,
    chunk,
    encode,
    exif,
    jpeg_with,
    photograph,
    picture,
    png,
    webp_canvas,
    with_size,
)

ROOT = Path(__file__).resolve().parents[3]
RED, BLUE = (220, 20, 20), (20, 20, 220)
FEW = MAX_IMAGE_BYTES // 8


def drawn(data: bytes) -> Image.Image:
    """The cleaned image, decoded; what every cleaned image has to be is checked."""
    clean = clean_image(data)
    image: Image.Image = Image.open(io.BytesIO(clean.content))
    image.load()
    assert (image.format, image.mode, clean.content_type) == ("JPEG", "RGB", "image/jpeg")
    assert image.size == (clean.width, clean.height)
    assert not image.getexif() and not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & set(image.info)
    return image


def refuse(data: bytes) -> InvalidImage:
    with pytest.raises(InvalidImage) as caught:
        clean_image(data)
    assert (caught.value.code, caught.value.category) == ("invalid_image", "invalid")
    return caught.value


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(there - wanted) < 40 for there, wanted in zip(pixel, colour, strict=True))


# --- What is taken ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", mode) for mode in ("RGB", "L")]
    + [("PNG", mode) for mode in ("RGB", "L", "RGBA", "P", "LA", "1")]
    + [("WEBP", mode) for mode in ("RGB", "L", "RGBA")],
)
def test_a_photograph_becomes_a_jpeg(kind: str, mode: str) -> None:
    image = drawn(encode(picture(mode=mode), kind))
    assert image.size == (60, 40)
    if mode in {"RGB", "RGBA", "P"}:
        assert near(image.getpixel((5, 20)), RED) and near(image.getpixel((55, 20)), BLUE)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_was_transparent_is_white(kind: str) -> None:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    image.paste((*RED, 255), (0, 0, 10, 20))
    cleaned = drawn(encode(image, kind, **({"lossless": True} if kind == "WEBP" else {})))
    assert near(cleaned.getpixel((2, 10)), RED) and near(cleaned.getpixel((17, 10)), (255, 255, 255))


def test_a_transparent_colour_is_white_too() -> None:
    cleaned = drawn(encode(picture(), "PNG", transparency=BLUE))
    assert near(cleaned.getpixel((2, 10)), RED) and near(cleaned.getpixel((57, 10)), (255, 255, 255))


@pytest.mark.parametrize(
    ("size", "expected"),
    [((4800, 2400), (2400, 1200)), ((1000, 5000), (480, 2400)), ((2400, 10), (2400, 10)), ((12000, 2), (2400, 1))],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_one_is_drawn_smaller(kind: str, size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert drawn(photograph(kind, width=size[0], height=size[1])).size == expected
    assert max(expected) <= LONGER_SIDE


@pytest.mark.parametrize(
    ("orientation", "size", "corner", "colour"),
    [
        (1, (60, 40), (5, 20), RED),
        (2, (60, 40), (5, 20), BLUE),
        (3, (60, 40), (5, 20), BLUE),
        (4, (60, 40), (5, 20), RED),
        (5, (40, 60), (20, 5), RED),
        (6, (40, 60), (20, 5), RED),
        (7, (40, 60), (20, 5), BLUE),
        (8, (40, 60), (20, 5), BLUE),
        (99, (60, 40), (5, 20), RED),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_stands_upright(kind: str, orientation: int, size: Any, corner: Any, colour: Any) -> None:
    image = drawn(encode(picture(), kind, exif=exif(orientation)))
    assert image.size == size
    assert near(image.getpixel(corner), colour)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_an_orientation_that_makes_no_sense_is_passed_over() -> None:
    for nonsense in (
        b"MM\0*\xff\xff\xff\xff",
        b"garbage",
        b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x05\0\0\0\x01\xff\xff\xff\xff",
    ):
        assert drawn(jpeg_with((0xE1, b"Exif\0\0" + nonsense))).size == (60, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_says_where_it_was_taken(kind: str) -> None:
    """SECURITY 26: EXIF stripped, with the place, the camera, profiles and comments."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encode(picture(), kind, exif=exif(), icc_profile=profile)
    if kind == "JPEG":
        data = jpeg_with((0xFE, b"Canary comment"), (0xED, b"Photoshop 3.0\x00Canary"), inside=data)
    if kind == "PNG":
        data = data[:33] + chunk(b"tEXt", b"Author\0Canary") + data[33:]
    assert b"Canary" in data and Image.open(io.BytesIO(data)).getexif()
    clean = clean_image(data).content
    for trace in (b"Canary", b"Exif", b"GPS", b"ICC_PROFILE", b"sRGB", b"http"):
        assert trace not in clean
    # The sender's bytes are nowhere in it: what hides in the pixels' own bytes is gone as well.
    assert data not in clean and data[-40:] not in clean
    drawn(data)


def test_padding_after_the_end_is_no_payload() -> None:
    drawn(photograph() + b"\0" * 4000)


def test_an_image_drawn_here_is_taken_again() -> None:
    drawn(clean_image(photograph("PNG")).content)


def test_a_progressive_jpeg_is_taken() -> None:
    drawn(encode(picture(300, 200), progressive=True))


# --- What is refused --------------------------------------------------------------------------------------------


def frames(kind: str) -> bytes:
    return encode(picture(), kind, save_all=True, append_images=[picture().rotate(90), picture().rotate(180)])


# As functions, so that nothing is made before a test wants it.
STRANGERS: dict[str, Any] = {
    "nothing": lambda: b"",
    "one byte": lambda: b"\xff",
    "text": lambda: b"Dear operator, please find my passport attached.",
    "html": lambda: PAGE,
    "svg": lambda: SVG,
    "svg with a byte order mark": lambda: b"\xef\xbb\xbf" + SVG,
    "pdf": lambda: b"%PDF-1.7\n1 0 obj\n",
    "zip": archive,
    "gif": lambda: encode(picture(), "GIF"),
    "animated gif": lambda: frames("GIF"),
    "animated webp": lambda: frames("WEBP"),
    "animated png": lambda: frames("PNG"),
    "several pictures in a jpeg": lambda: frames("MPO"),
    "tiff": lambda: encode(picture(), "TIFF"),
    "tiff with a jpeg inside": lambda: encode(picture(), "TIFF", compression="jpeg"),
    "bmp": lambda: encode(picture(), "BMP"),
    "ico": lambda: encode(picture(), "ICO"),
    "eps": lambda: encode(picture(), "EPS"),
    "jpeg 2000": lambda: encode(picture(), "JPEG2000"),
    "tiff behind a jpeg's first bytes": lambda: b"\xff\xd8\xff" + encode(picture(), "TIFF"),
    "svg behind a png's first bytes": lambda: b"\x89PNG\r\n\x1a\n" + SVG,
    "svg behind a webp's first bytes": lambda: b"RIFF\x00\x00\x00\x00WEBPVP8 " + SVG,
    "only a jpeg's first bytes": lambda: b"\xff\xd8\xff",
    "only a jpeg's ends": lambda: b"\xff\xd8\xff\xd9",
    "only a png's first bytes": lambda: b"\x89PNG\r\n\x1a\n",
    "only a webp's first bytes": lambda: b"RIFF\x04\x00\x00\x00WEBP",
    "png without pixels": lambda: png(10, 10, b""),
    "png of no width": lambda: png(0, 10, b""),
    "jpeg of no height": lambda: with_size(photograph(), 60, 0),
    "cmyk": lambda: encode(picture(mode="CMYK")),
    "sixteen bits of grey": lambda: encode(Image.new("I;16", (9, 9)), "PNG"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_what_is_no_photograph_is_refused(name: str) -> None:
    """SECURITY 26: format allow-list by content; SVG, a renamed TIFF and a ZIP are refused whatever they are called."""
    refuse(STRANGERS[name]())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "payload", [archive(), PAGE, SVG, b"GIF89a;", b"\n", photograph(), b"\0" * 9 + b"x"], ids=lambda load: str(load[:9])
)
def test_something_after_the_end_is_refused(kind: str, payload: bytes) -> None:
    """SECURITY 26: polyglots, here the usual kind, where a reader of another format starts at the end."""
    good = photograph(kind)
    drawn(good)
    refuse(good + payload)
    # A second end makes no difference to where the first one is.
    refuse(good + payload + good[-12:])


@pytest.mark.parametrize("payload", [PAGE, archive(), b"%PDF-1.7\n", b"<?php system($_GET[0]);", b"<!DOCTYPE x>"])
def test_another_language_inside_is_refused(payload: bytes) -> None:
    """SECURITY 26: polyglots that keep to the format, with the payload in a comment or behind the announced end."""
    refuse(jpeg_with((0xFE, payload)))
    refuse(jpeg_with((0xE1, b"Exif\0\0" + payload)))
    good = photograph("PNG")
    refuse(good[:33] + chunk(b"tEXt", b"Comment\0" + payload) + good[33:])
    webp = photograph("WEBP")
    more = webp[12:] + b"junk" + len(payload).to_bytes(4, "little") + payload + b"\0" * (len(payload) % 2)
    refuse(b"RIFF" + (len(more) + 4).to_bytes(4, "little") + b"WEBP" + more)


def test_what_passes_as_a_comment_does_not_reach_the_result() -> None:
    """What protects is that the image is drawn anew; that known languages are refused comes on top."""
    unknown = b"#!/bin/sh\nrm -rf /\n"
    assert unknown not in clean_image(jpeg_with((0xFE, unknown))).content


def test_a_jpeg_that_is_a_zip_would_have_been_one() -> None:
    """The payload of these tests is real: Python opens it."""
    with zipfile.ZipFile(io.BytesIO(photograph() + archive())) as file:
        assert file.namelist() == ["index.html"]
    with zipfile.ZipFile(io.BytesIO(jpeg_with((0xFE, archive())))) as file:
        assert file.namelist() == ["index.html"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_one_is_refused(kind: str) -> None:
    """SECURITY 26: truncated is refused at every length, also when the end is put back."""
    good = photograph(kind)
    for length in range(len(good)):
        refuse(good[:length])
    if kind == "PNG":
        refuse(good[:-30] + good[-12:])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_broken_bytes_are_refused_or_drawn_but_nothing_else_happens(kind: str) -> None:
    good = photograph(kind)
    for index in range(len(good)):
        for change in (0x01, 0xFF):
            broken = bytearray(good)
            broken[index] ^= change
            try:
                drawn(bytes(broken))
            except InvalidImage:
                continue


def test_too_many_bytes_are_refused() -> None:
    small = photograph()
    drawn(small + b"\0" * (MAX_IMAGE_BYTES - len(small)))
    assert "at most" in refuse(small + b"\0" * (MAX_IMAGE_BYTES - len(small) + 1)).detail


def test_a_jpeg_of_endless_scans_is_refused() -> None:
    """A few bytes each, and the decoder walks over the whole picture for every one of them."""
    good = encode(picture(1000, 1000), progressive=True)
    at = good.rfind(b"\xff\xda")
    started = time.process_time()
    refuse(good[:-2] + good[at:-2] * 3000 + good[-2:])
    assert time.process_time() - started < 1


def test_a_jpeg_of_endless_segments_is_refused() -> None:
    started = time.process_time()
    refuse(jpeg_with(*[(0xFE, b"")] * 500_000))
    assert time.process_time() - started < 1


# --- Bounds -----------------------------------------------------------------------------------------------------

BOMBS: dict[str, Any] = {
    "png": lambda: bomb(10_000, 8_000),
    "png of one line": lambda: bomb(50_000_000, 1),
    "png that says so": lambda: png(2**31 - 1, 2**31 - 1, b""),
    "jpeg that says so": lambda: with_size(photograph(), 65_500, 65_500),
    "progressive jpeg that says so": lambda: with_size(encode(picture(), progressive=True), 4_000, 4_000),
    "webp canvas": lambda: webp_canvas(16_384, 16_384),
    "largest webp canvas": lambda: webp_canvas(2**24, 2**8 - 1),
    "lossless webp": lambda: encode(Image.new("L", (16_000, 600)), "WEBP", lossless=True),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_is_decoded(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """SECURITY 26: an own cap on pixels, checked in the header."""
    data = BOMBS[name]()
    assert len(data) < FEW

    def never(*args: Any, **options: Any) -> None:
        raise AssertionError("it was given to the decoder")

    monkeypatch.setattr(Image, "open", never)
    tracemalloc.start()
    try:
        assert "million pixels" in refuse(data).detail
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000


# The high-water mark of the program itself: getrusage's would begin at that of the test run that started it.
MEASURE = """
import sys, django
django.setup()
from apps.core.images import InvalidImage, clean_image

def most():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))

data = sys.stdin.buffer.read()
before = most()
try:
    clean_image(data)
    outcome = "taken"
except InvalidImage:
    outcome = "refused"
print(outcome, (most() - before) // 1024)
"""


@pytest.mark.parametrize(
    ("name", "make", "outcome", "megabytes"),
    [
        ("bomb", lambda: bomb(10_000, 8_000), "refused", 10),
        ("webp bomb", lambda: webp_canvas(16_384, 16_384), "refused", 10),
        ("photograph of 24 megapixels", lambda: photograph(width=5_700, height=4_280), "taken", 100),
        ("the worst jpeg", lambda: photograph(width=4_799, height=4_799), "taken", 170),
        ("progressive", lambda: encode(picture(3_600, 3_600), progressive=True, subsampling=0), "taken", 170),
        ("transparent png", lambda: encode(picture(3_600, 3_600, "LA"), "PNG"), "taken", 170),
        (
            "png with a transparent colour",
            lambda: encode(picture(3_600, 3_600), "PNG", transparency=BLUE),
            "taken",
            170,
        ),
        ("webp", lambda: encode(picture(2_820, 2_820, "RGBA"), "WEBP", lossless=True), "taken", 170),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_memory_stays_within_bounds(name: str, make: Any, outcome: str, megabytes: int) -> None:
    """SECURITY 26: a decoder's memory is not Python's, so the process is asked."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=make(), capture_output=True, cwd=ROOT, env=os.environ, check=True
    )
    said, used = done.stdout.decode().split()
    assert said == outcome
    assert int(used) <= megabytes


def test_of_many_at_once_only_a_few_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """SECURITY 26: 32 uploads at once do not take 32 times the memory of one."""
    lock, now, most = threading.Lock(), 0, 0
    draw = images._draw_anew

    def counting(data: bytes, kind: str) -> Any:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        try:
            return draw(data, kind)
        finally:
            with lock:
                now -= 1

    monkeypatch.setattr(images, "_draw_anew", counting)
    data = photograph(width=800, height=600)
    threads = [threading.Thread(target=lambda: clean_image(data)) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= most <= images._AT_ONCE
    assert now == 0


def test_a_turn_is_given_back_whatever_happens() -> None:
    for _ in range(images._AT_ONCE * 3):
        refuse(png(10, 10, b""))
    drawn(photograph())


def test_who_waits_too_long_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "_PATIENCE_SECONDS", 0.01)
    for _ in range(images._AT_ONCE):
        images._decoders.acquire()
    try:
        with pytest.raises(Unavailable) as caught:
            clean_image(photograph())
        assert caught.value.retry_after
    finally:
        for _ in range(images._AT_ONCE):
            images._decoders.release()


def test_no_memory_is_our_trouble_and_not_the_senders(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(images, "_draw_anew", full)
    with pytest.raises(Unavailable):
        clean_image(photograph())


def test_pillow_still_refuses_what_ends_too_early() -> None:
    """A setting of the library that others may change; truncated files would be filled up with grey."""
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
