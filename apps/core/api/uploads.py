"""Files in and out of the API: a photograph is the body of its request, and goes back only as an attachment."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from apps.core.images import IMAGE_TYPES, MAX_IMAGE_BYTES, CleanImage, InvalidImage, clean_image

_PIECE_BYTES = 64 * 1024
MAX_CSV_BYTES = 16 * 1024 * 1024
_CSV_PIECE_BYTES = 1024 * 1024


class ImageParser(BaseParser):
    """An image as the whole body, at most MAX_IMAGE_BYTES; `request.data` is its bytes. Nobody has looked at them yet.

    Views call `take_body` or `image_of` and not `request.data`, for the reason given there.

    Reads from the stream, so Django's limit for bodies held in memory is not asked, and one that announces too much
    is not read at all.
    """

    media_type = "image/*"

    def parse(  # type: ignore[override] # DRF's stubs know forms only.
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> bytes:
        kind = (media_type or "").partition(";")[0].strip().lower()
        if kind not in IMAGE_TYPES.values():
            raise UnsupportedMediaType(kind)
        request: HttpRequest | Request | None = (parser_context or {}).get("request")
        announced = request.META.get("CONTENT_LENGTH", "") if request is not None else ""
        if announced.isdecimal() and int(announced) > MAX_IMAGE_BYTES:
            raise _too_large()
        body = bytearray()
        while piece := stream.read(_PIECE_BYTES):
            body += piece
            if len(body) > MAX_IMAGE_BYTES:
                raise _too_large()
        return bytes(body)


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file as it came, in pieces, so that whoever reads or keeps it need not hold it twice."""

    pieces: tuple[bytes, ...]
    digest: bytes

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))


class CsvParser(BaseParser):
    """A CSV file as the whole body, at most MAX_CSV_BYTES; views call `take_csv`. Nobody has looked at it yet."""

    media_type = "text/csv"

    def parse(  # type: ignore[override] # DRF's stubs know forms only.
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> CsvFile:
        charset = (media_type or "").lower().partition("charset=")[2].strip(' "').partition(";")[0].strip(' "')
        if charset not in {"", "utf-8", "utf8"}:
            raise UnsupportedMediaType(media_type or "")
        request: HttpRequest | Request | None = (parser_context or {}).get("request")
        announced = request.META.get("CONTENT_LENGTH", "") if request is not None else ""
        if announced.isdecimal() and int(announced) > MAX_CSV_BYTES:
            raise _too_large(MAX_CSV_BYTES)
        digest = hashlib.sha256()
        pieces: list[bytes] = []
        piece = bytearray()
        size = 0
        while part := stream.read(_PIECE_BYTES):
            digest.update(part)
            size += len(part)
            if size > MAX_CSV_BYTES:
                raise _too_large(MAX_CSV_BYTES)
            piece += part
            if len(piece) >= _CSV_PIECE_BYTES:
                pieces.append(bytes(piece))
                piece.clear()
        if piece:
            pieces.append(bytes(piece))
        return CsvFile(tuple(pieces), digest.digest())


def take_csv(request: Request) -> CsvFile:
    """What a view with CsvParser was sent, taken out of the request for the reason `take_body` gives.

    Raises UnsupportedMediaType when there is no such body.
    """
    file = request.data
    request._data = request._full_data = b""  # type: ignore[attr-defined]
    if isinstance(file, CsvFile):
        return file
    if (request.content_type or "").partition(";")[0].strip().lower() == CsvParser.media_type:
        # Of an empty body nobody asks the parser.
        return CsvFile((), hashlib.sha256().digest())
    raise UnsupportedMediaType(request.content_type or "")


def _too_large(most: int = MAX_IMAGE_BYTES) -> ParseError:
    return ParseError(f"The body is too large: at most {most} bytes.", code="body_too_large")


def take_body(request: Request) -> bytes:
    """What a view with ImageParser was sent, taken out of the request. Raises InvalidImage when there is no body.

    A request of DRF's and its view name each other, so they stay until the garbage collector comes by, which counts
    objects and not megabytes: under load a process held a hundred bodies nobody needed any more.
    """
    body = request.data
    request._data = request._full_data = b""  # type: ignore[attr-defined]
    if not isinstance(body, bytes):
        raise InvalidImage
    return body


def image_of(request: Request) -> CleanImage:
    """The image a view with ImageParser was sent, drawn anew. Raises InvalidImage, also when there is no body."""
    return clean_image(take_body(request))


def private_file_response(content: bytes, content_type: str, filename: str) -> HttpResponse:
    """A private file for whoever may see it: saved and not opened, kept by no cache, and without power if opened.

    OWASP ASVS 5.0, 3.2.1 and 5.4. `filename` is quoted as RFC 6266 has it.
    """
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
