"""Photographs from strangers, made harmless: decoded within bounds, drawn anew, and nothing else of them kept."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore

import structlog
from PIL import ExifTags, Image

from apps.core.errors import DomainError, Unavailable

log = structlog.get_logger("gopay.images")
# Pillow would say on standard error, between our log lines, what it thinks of a stranger's metadata.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
MAX_IMAGE_BYTES = 8 * 1024 * 1024
IMAGE_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
# What a decoder needs for a pixel differs: a JPEG is decoded small, unless it is progressive; a WebP several times
# over. With these nothing took more than 170 MB.
MAX_PIXELS = {"JPEG": 25_000_000, "progressive JPEG": 13_000_000, "PNG": 13_000_000, "WEBP": 8_000_000}
LONGER_SIDE = 2_400
_QUALITY = 85
_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
# A progressive JPEG with thousands of empty scans is small and takes minutes.
_MAX_SCANS = 100
_MAX_SEGMENTS = 2_000
_PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
# How a JPEG's frame begins; the lossless and the arithmetic ones no phone writes.
_FRAMES = {0xC0: "JPEG", 0xC1: "JPEG", 0xC2: "progressive JPEG"}
_OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
# What browsers and readers of PDF look for. Drawing the image anew takes it away in any case; a sender who put it there
# is told. Each is too long to turn up by chance.
_OTHER_LANGUAGES = re.compile(rb"<(?i:script|html[\s>]|!doctype|iframe)|<\?(?i:php)\s|%PDF-\d")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# However many uploads arrive at once, this many are decoded in one process.
_AT_ONCE = 2
_PATIENCE_SECONDS = 30
_decoders = BoundedSemaphore(_AT_ONCE)


class InvalidImage(DomainError):
    """This is not a photograph we can take: send a JPEG, PNG or WebP image."""

    code = "invalid_image"
    category = "invalid"


@dataclass(frozen=True, slots=True)
class CleanImage:
    """An image drawn by us, without anything its sender could hide in it."""

    content: bytes
    content_type: str
    width: int
    height: int


def clean_image(data: bytes) -> CleanImage:
    """The image turned upright, at most LONGER_SIDE pixels long, as a new JPEG without metadata; what was transparent
    is white.

    Raises InvalidImage for what is no JPEG, PNG or WebP, has too many bytes or pixels, is animated, ends too early, or
    goes on after its end (a file that is also a ZIP or a page is none we show to an operator). Raises Unavailable when
    too many others are at it.
    """
    if not 0 < len(data) <= MAX_IMAGE_BYTES:
        raise InvalidImage(f"An image has at least one byte and at most {MAX_IMAGE_BYTES}.")
    kind = _refuse_by_sight(data)
    with _turn():
        try:
            image = _draw_anew(data, kind)
            out = BytesIO()
            image.save(out, "JPEG", quality=_QUALITY)
        except InvalidImage:
            raise
        except MemoryError:
            raise Unavailable(retry_after=5) from None
        except Exception as error:
            # A decoder fed with rubbish raises whatever it comes upon.
            log.info("image refused", error=type(error).__name__)
            raise InvalidImage from None
    return CleanImage(out.getvalue(), IMAGE_TYPES["JPEG"], image.width, image.height)


def _refuse_by_sight(data: bytes) -> str:
    """The format, once all is refused that can be told without decoding. Raises InvalidImage."""
    if data.startswith(b"\xff\xd8\xff"):
        kind, width, height, end = _look_at_jpeg(data)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        kind, width, height, end = _look_at_png(data)
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        kind, width, height, end = _look_at_webp(data)
    else:
        raise InvalidImage
    if not 0 < width * height <= MAX_PIXELS[kind]:
        raise InvalidImage(f"A {kind} has at most {MAX_PIXELS[kind] // 1_000_000} million pixels.")
    # Some cameras fill up with zeros.
    if end > len(data) or data[end:].strip(b"\x00"):
        raise InvalidImage("This image ends too early, or something follows it.")
    # A ZIP is read from its end, so it may begin like anything.
    if _OTHER_LANGUAGES.search(data) or (b"PK\x01\x02" in data and zipfile.is_zipfile(BytesIO(data))):
        raise InvalidImage("This is an image and something else too.")
    return kind.removeprefix("progressive ")


def _look_at_jpeg(data: bytes) -> tuple[str, int, int, int]:
    """Kind, width, height and where it ends, from its segments (ITU-T T.81, annex B)."""
    kind, width, height, scans, at = "", 0, 0, 0, 2
    for _ in range(_MAX_SEGMENTS):
        found = _NEXT_MARKER.search(data, at)
        if found is None:
            break
        marker, at = data[found.start() + 1], found.end()
        if marker == 0xD9:
            if not kind:
                break
            return kind, width, height, at
        length = int.from_bytes(data[at : at + 2], "big")
        if marker in _OTHER_FRAMES or length < 2:
            break
        if marker in _FRAMES:
            if kind:
                break
            kind = _FRAMES[marker]
            height, width = int.from_bytes(data[at + 3 : at + 5], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        scans += marker == 0xDA
        if scans > _MAX_SCANS:
            break
        at += length
    raise InvalidImage


def _look_at_png(data: bytes) -> tuple[str, int, int, int]:
    """The same of a PNG (W3C PNG, section 5). A second end, also one inside a comment, is not the first."""
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    end = data.find(_PNG_END)
    if data[12:16] != b"IHDR" or end < 0:
        raise InvalidImage
    return "PNG", width, height, end + len(_PNG_END)


def _look_at_webp(data: bytes) -> tuple[str, int, int, int]:
    """The same of a WebP (RFC 9649); its decoder makes room for the canvas before anybody could ask for its size."""
    end = 8 + int.from_bytes(data[4:8], "little")
    chunk, head = data[12:16], data[20:30]
    if len(head) < 10:
        raise InvalidImage
    if chunk == b"VP8X":
        if head[0] & 0x02:
            raise InvalidImage("An animation is no photograph.")
        width, height = 1 + int.from_bytes(head[4:7], "little"), 1 + int.from_bytes(head[7:10], "little")
    elif chunk == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    else:
        width, height = int.from_bytes(head[6:8], "little") & 0x3FFF, int.from_bytes(head[8:10], "little") & 0x3FFF
    return "WEBP", width, height, end


@contextmanager
def _turn() -> Iterator[None]:
    if not _decoders.acquire(timeout=_PATIENCE_SECONDS):
        raise Unavailable(retry_after=5)
    try:
        yield
    finally:
        _decoders.release()


def _draw_anew(data: bytes, kind: str) -> Image.Image:
    """The picture on a canvas of ours, which has never held a profile, a comment or a place where it was taken."""
    image: Image.Image = Image.open(BytesIO(data), formats=[kind])
    # A JPEG of several pictures calls itself MPO.
    if image.format != kind or image.mode not in _MODES or getattr(image, "n_frames", 1) != 1:
        raise InvalidImage("This must be one photograph, in colours or in grey.")
    if image.width * image.height > MAX_PIXELS[kind]:
        raise InvalidImage
    turn = _TURNS.get(_orientation(image))
    size = _fitting(image.width, image.height)
    # A JPEG can be decoded at a half, a quarter or an eighth of its size.
    image.draft(None, size)
    image.load()
    # Each step lets go of the one before it: at full size one more is fifty megabytes.
    if image.mode in {"P", "PA", "LA"} or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode == "1":
        image = image.convert("L")
    image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    canvas = Image.new("RGB", size, "white")
    canvas.paste(image, mask=image if image.mode == "RGBA" else None)
    return canvas if turn is None else canvas.transpose(turn)


def _orientation(image: Image.Image) -> int:
    """How the camera was held (EXIF 0x0112); 1, upright, when it does not say or cannot be understood."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:
        return 1


def _fitting(width: int, height: int) -> tuple[int, int]:
    longer = max(width, height)
    if longer <= LONGER_SIDE:
        return width, height
    return max(1, round(width * LONGER_SIDE / longer)), max(1, round(height * LONGER_SIDE / longer))
