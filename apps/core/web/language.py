"""In which language the pages speak to somebody: what they chose, else what their browser asks for, else English."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

Answer = Callable[[HttpRequest], HttpResponse]
# The API, the operators' site and what machines ask for stay English, whatever a browser prefers.
_ENGLISH = ("/api/", "/admin/", "/sandbox/", "/static/")
_PROBES = {"/livez", "/readyz", "/metrics"}


def is_user_page(path: str) -> bool:
    """Whether what stands at `path` is for the people who use GoPay, and so speaks their language."""
    return path not in _PROBES and not path.startswith(_ENGLISH)


class LanguageMiddleware:
    """Answers the pages of users in their language, and leaves everything else as it was."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_user_page(request.path_info):
            return self.get_response(request)
        language = translation.get_language_from_request(request)
        translation.activate(language)
        try:
            response = self.get_response(request)
        finally:
            # The next request of this thread may be one of the API.
            translation.deactivate()
        response.headers.setdefault("Content-Language", language)
        # The choice is kept in a cookie, so a shared cache has to look at that too.
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response
