"""What pages may ask the browser for (W3C Permissions Policy): the camera, and nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# `payment` is the browser's own dialog for cards: GoPay never takes a card's number.
POLICY = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"


class PermissionsPolicyMiddleware:
    """Says so with every answer that says nothing of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        return response
