"""The pages of users speak their language; the API, the operators' site and the probes do not notice."""

import re
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
import time_machine
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from apps.core import clock
from apps.core.errors import DomainError, InvalidInput
from apps.core.web.language import LanguageMiddleware, is_user_page
from apps.core.web.telling import told

MIDDLEWARE = "apps.core.web.language.LanguageMiddleware"
# What is another one in each answer.
_EACH_TIME = re.compile(
    rb'(name="csrfmiddlewaretoken" value="|nonce[-=]"?)[\w+/=-]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
)


class TooMuch(DomainError):
    """That is more than you may send.

    What stands here is for programmers.
    """

    code = "too_much"


def answer_of(path: str, *, cookie: str = "", accepts: str = "") -> HttpResponse:
    """What the middleware makes of a page that says in which language it is."""
    request = RequestFactory().get(path, headers={"accept-language": accepts})
    request.COOKIES = {"gopay_language": cookie} if cookie else {}
    return LanguageMiddleware(lambda _: HttpResponse(translation.get_language()))(request)


@pytest.mark.parametrize(
    ("cookie", "accepts", "language"),
    [
        ("", "", "en"),
        ("", "fr", "fr"),
        ("", "fr-CA,fr;q=0.8,en;q=0.5", "fr"),
        ("", "ar-EG", "ar"),
        ("", "sw-KE,en;q=0.5", "sw"),
        ("", "de, sw;q=0.5", "sw"),
        ("", "de", "en"),
        ("", "*", "en"),
        ("", "fr;q=nonsense", "en"),
        ("ar", "fr", "ar"),
        ("en", "fr", "en"),
        ("de", "fr", "fr"),
        ("../../etc", "fr", "fr"),
    ],
)
def test_a_page_speaks_what_was_chosen_then_what_the_browser_asks_for_then_english(
    cookie: str, accepts: str, language: str
) -> None:
    answer = answer_of("/home", cookie=cookie, accepts=accepts)
    assert (answer.content.decode(), answer["Content-Language"]) == (language, language)
    assert answer["Vary"] == "Accept-Language, Cookie"


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/wallets",
        "/admin/",
        "/admin/login/",
        "/sandbox/messages",
        "/static/x.css",
        "/livez",
        "/readyz",
        "/metrics",
    ],
)
def test_what_is_no_page_of_users_stays_as_it_was(path: str) -> None:
    assert not is_user_page(path)
    answer = answer_of(path, cookie="ar", accepts="fr")
    assert answer.content == b"en"
    assert not answer.has_header("Content-Language")
    assert not answer.has_header("Vary")


@pytest.mark.parametrize("path", ["/", "/home", "/pay/abc", "/r/abc", "/apiary", "/administration", "/livez/more"])
def test_everything_else_is_a_page_of_users(path: str) -> None:
    assert is_user_page(path)


def test_a_page_may_say_itself_in_which_language_it_is() -> None:
    def only_english(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Language": "en"})

    request = RequestFactory().get("/terms", headers={"accept-language": "fr"})
    assert LanguageMiddleware(only_english)(request)["Content-Language"] == "en"


def test_nothing_is_left_for_the_next_request_of_the_thread() -> None:
    def broken(request: HttpRequest) -> HttpResponse:
        raise RuntimeError(translation.get_language())

    assert answer_of("/home", accepts="fr").content == b"fr"
    assert translation.get_language() == "en"
    with pytest.raises(RuntimeError, match="ar"):
        LanguageMiddleware(broken)(RequestFactory().get("/home", headers={"accept-language": "ar"}))
    assert translation.get_language() == "en"


def without_what_changes(response: HttpResponse) -> tuple[int, bytes, dict[str, str]]:
    headers = {name: _EACH_TIME.sub(b"", value.encode()).decode() for name, value in response.headers.items()}
    headers.pop("X-Request-ID", None)
    return response.status_code, _EACH_TIME.sub(b"", response.content), headers


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/api/v1/wallets"),
        lambda client: client.get("/api/v1/no-such-thing"),
        lambda client: client.post("/api/v1/auth/login", {}, content_type="application/json"),
        lambda client: client.get("/admin/"),
        lambda client: client.get("/admin/login/"),
        lambda client: client.post("/admin/login/", {"username": "nobody"}),
        lambda client: client.get("/livez"),
    ],
)
def test_the_api_and_the_admin_answer_byte_for_byte_as_without_languages(
    ask: Callable[[Client], HttpResponse], settings: Any
) -> None:
    def answer() -> tuple[int, bytes, dict[str, str]]:
        client = Client(headers={"accept-language": "fr"})
        client.cookies = SimpleCookie({"gopay_language": "ar"})
        return without_what_changes(ask(client))

    # A page comes first, so that what it left behind would be seen.
    Client(headers={"accept-language": "fr"}).get("/no-such-page")
    with time_machine.travel(clock.now(), tick=False):
        now = answer()
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != MIDDLEWARE]
        assert answer() == now
    assert "Content-Language" not in now[2]


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_in_the_language_of_whoever_asked() -> None:
    response = Client(headers={"accept-language": "fr"}).get("/no-such-page")
    assert response.status_code == 404
    assert response["Content-Language"] == "fr"
    assert "Accept-Language" in response["Vary"]


@pytest.fixture
def french(settings: Any, tmp_path: Path) -> Iterator[None]:
    """A catalogue of two refusals."""
    catalog = Catalog(locale="fr")
    catalog.add("That is more than you may send.", "C'est plus que vous ne pouvez envoyer.")
    catalog.add("Choose another currency.", "Choisissez une autre devise.")
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalog)
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("fr"):
        yield


def test_a_refusal_is_told_in_the_persons_language(french: None) -> None:
    assert told(TooMuch()) == "C'est plus que vous ne pouvez envoyer."
    assert told(InvalidInput("Choose another currency.")) == "Choisissez une autre devise."


def test_what_names_a_sum_is_told_in_general(french: None) -> None:
    assert told(TooMuch("You may send 50.00 USD more today.")) == "C'est plus que vous ne pouvez envoyer."


def test_what_no_catalogue_has_is_told_in_english(french: None) -> None:
    assert told(InvalidInput("The colour is wrong.")) == "The colour is wrong."


@pytest.mark.parametrize("language", ["en", "en-gb"])
def test_english_is_told_as_it_was_said(language: str, french: None) -> None:
    with translation.override(language):
        assert told(TooMuch("You may send 50.00 USD more today.")) == "You may send 50.00 USD more today."
        assert told(TooMuch()) == "That is more than you may send."


def test_without_any_language_a_refusal_is_told_as_it_was_said() -> None:
    with translation.override(None):
        assert told(TooMuch()) == "That is more than you may send."
