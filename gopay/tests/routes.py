"""Every route there is, read from the URLconf."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from apps.accounts.web.base import PageView

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def all_routes() -> Iterator[tuple[str, Any]]:
    """Each route as it is written in the URLconf, with its view."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Any]]:
        for pattern in resolver.url_patterns:
            text = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield text, pattern.callback
            else:
                yield from walk(pattern, text)

    yield from walk(get_resolver(), "")


def methods_of(view: Any) -> list[str]:
    """What a class-based view answers; every method for a function, which looks for itself."""
    shape = getattr(view, "cls", None) or getattr(view, "view_class", None)
    if shape is None:
        return list(METHODS)
    return [method for method in METHODS if hasattr(shape, method.lower())]


def is_page(view: Any) -> bool:
    """Whether it is one of the pages that people see, and not a door for programs or for operators."""
    return issubclass(getattr(view, "view_class", object), PageView)
