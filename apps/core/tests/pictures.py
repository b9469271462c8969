"""Pictures, good and hostile, made when a test asks for them."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import ExifTags, Image

EXIF = ExifTags.Base
NAIROBI = (1.0, 17.0, 11.0)


def picture(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right, so that a turned one can be told."""
    image = Image.new("RGB", (width, height), (220, 20, 20))
    image.paste((20, 20, 220), (width // 2, 0, width, height))
    return image if mode == "RGB" else image.convert(mode)


def encode(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The image as a file of this kind."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photograph(kind: str = "JPEG", *, width: int = 60, height: int = 40) -> bytes:
    """A good picture."""
    return encode(picture(width, height), kind)


def exif(orientation: int = 1) -> bytes:
    """What a telephone writes: how it was held, its name, and where it was."""
    facts = Image.Exif()
    facts[EXIF.Orientation] = orientation
    facts[EXIF.Model] = "Canary Phone 7"
    places = facts.get_ifd(ExifTags.IFD.GPSInfo)
    places[ExifTags.GPS.GPSLatitudeRef] = "S"
    places[ExifTags.GPS.GPSLatitude] = NAIROBI
    return facts.tobytes()


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, pixels: bytes, *, colours: int = 2, extra: bytes = b"") -> bytes:
    """A PNG written by hand, so that it may say what it likes."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def bomb(width: int, height: int) -> bytes:
    """A PNG all of one colour: a thousandth of what it is when it is decoded."""
    squeeze = zlib.compressobj(9)
    line = b"\0" * (1 + 3 * width)
    pixels = b"".join(squeeze.compress(line) for _ in range(height)) + squeeze.flush()
    return png(width, height, pixels)


def archive() -> bytes:
    """A ZIP with a page in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("index.html", PAGE)
    return out.getvalue()


PAGE = b"<html><script>alert(document.domain)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def jpeg_with(*segments: tuple[int, bytes], inside: bytes | None = None) -> bytes:
    """A JPEG with these segments (marker, content) before all others."""
    good = inside or photograph()
    head = b"".join(
        bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content for marker, content in segments
    )
    return good[:2] + head + good[2:]


def with_size(jpeg: bytes, width: int, height: int) -> bytes:
    """The JPEG, which now says that it is this large."""
    at = max(jpeg.find(b"\xff\xc0"), jpeg.find(b"\xff\xc2"))
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def webp_canvas(width: int, height: int, flags: int = 0) -> bytes:
    """A WebP that announces a canvas and then holds a small picture."""
    inner = photograph("WEBP")[12:]
    canvas = bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + canvas + inner
    return b"RIFF" + struct.pack("<I", len(body)) + body
