"""The language chooser: a cookie of the browser, and the person's own language when they are signed in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from apps.accounts import services
from apps.accounts.web.base import PageView, is_ours

_LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)


def speaks(language: str) -> bool:
    """Whether the pages speak this language."""
    return language in _LANGUAGES


def remember_language(response: HttpResponse, language: str) -> None:
    """Has the browser ask for this language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


class LanguageView(PageView):
    """Changes the language and leads back to where it was changed. What we do not speak changes nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        language, back = request.POST.get("language", ""), request.POST.get("next", "")
        response = self.go_to(back if is_ours(back) else reverse("home"))
        if speaks(language):
            if self.me:
                services.update_profile(person_id=self.me.id, language=language, now=self.now)
            remember_language(response, language)
        return response
