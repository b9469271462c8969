"""Lists on pages: the API's own pagination, with addresses for the links to newer and older ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest
from rest_framework.request import Request

from apps.core.api.pagination import paginate

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ListPage:
    """What ui/pager.html needs beside the rows: where the newer and the older ones stand, or nothing."""

    rows: list[Any]
    newer: str | None
    older: str | None


def list_page(
    request: HttpRequest,
    fetch: Callable[[UUID | None, UUID | None, int], Sequence[Row]],
    show: Callable[[Row], Any] = lambda row: row,
    *,
    position: Callable[[Row], UUID] = lambda row: row.id,  # type: ignore[attr-defined]
) -> ListPage:
    """A page of a list whose `fetch` and `position` are as apps.core.api.pagination.paginate wants them.

    Raises InvalidInput.
    """
    answer = paginate(Request(request), fetch, show, position=position).data
    return ListPage(answer["results"], _here(answer["previous"]), _here(answer["next"]))


def _here(address: str | None) -> str | None:
    if address is None:
        return None
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"
