"""Keyset pagination, newest first: a page costs the same however long the list is."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import InvalidInput

DEFAULT_PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
Row = TypeVar("Row")


def _refuse(field: str, detail: str) -> InvalidInput:
    return InvalidInput(errors=[{"field": field, "code": "invalid", "detail": detail}])


def _page_size(request: Request) -> int:
    text = request.query_params.get("page_size", str(DEFAULT_PAGE_SIZE))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= MAX_PAGE_SIZE and len(text) <= 3):
        raise _refuse("page_size", f"This must be a whole number from 1 to {MAX_PAGE_SIZE}.")
    return int(text)


def _encode(direction: str, position: UUID) -> str:
    return base64.urlsafe_b64encode(direction.encode() + position.bytes).decode().rstrip("=")


def _decode(cursor: str) -> tuple[str, UUID]:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        if len(raw) != 17 or raw[:1] not in {b"<", b">"}:
            raise ValueError(cursor)
        return raw[:1].decode(), UUID(bytes=raw[1:])
    except (binascii.Error, ValueError):
        raise _refuse("cursor", "This is not a cursor that was given out here.") from None


def paginate(
    request: Request,
    fetch: Callable[[UUID | None, UUID | None, int], Sequence[Row]],
    render: Callable[[Row], dict[str, Any]],
    *,
    position: Callable[[Row], UUID] = lambda row: row.id,  # type: ignore[attr-defined]
) -> Response:
    """A page of `{"results", "next", "previous"}`.

    `fetch(before, after, limit)` returns rows by descending UUIDv7, those older than `before`; with `after`
    instead, the rows newer than it, nearest first. Raises InvalidInput for a bad cursor or page_size.
    """
    size = _page_size(request)
    direction, at = _decode(request.query_params["cursor"]) if request.query_params.get("cursor") else ("<", None)
    backwards = direction == ">"
    rows = list(fetch(None, at, size + 1) if backwards else fetch(at, None, size + 1))
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    has_next = backwards or more
    has_previous = more if backwards else at is not None

    def link(sign: str, row: Row) -> str:
        query = request.query_params.copy()
        query["cursor"] = _encode(sign, position(row))
        return request.build_absolute_uri(f"{request.path}?{urlencode(list(query.items()))}")

    return Response(
        {
            "results": [render(row) for row in rows],
            "next": link("<", rows[-1]) if rows and has_next else None,
            "previous": link(">", rows[0]) if rows and has_previous else None,
        }
    )
