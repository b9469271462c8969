"""What makes the pages installable: for everybody alike, in each language, and a new worker for each new build."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from apps.portal.web import pwa

# Without the database mark, any query fails the test.
PAGES = ["/manifest.webmanifest", "/sw.js", "/offline", "/offline/sent"]
LANGUAGES = ["en", "fr", "sw", "ar"]


@pytest.mark.parametrize("path", PAGES)
def test_it_is_the_same_for_everybody_and_sets_no_cookie(client: Client, path: str) -> None:
    client.cookies[django_settings.WEB_COOKIE_NAME] = "whoever"
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.cookies == {} and "Set-Cookie" not in answer
    assert answer["Cache-Control"] == "no-cache"
    assert answer.content == Client().get(path).content
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest(client: Client, language: str) -> None:
    answer = client.get("/manifest.webmanifest", headers={"Accept-Language": language})
    assert answer["Content-Type"] == "application/manifest+json"
    said = answer.json()
    assert (said["id"], said["start_url"], said["scope"], said["display"]) == (
        "/wallet/",
        "/wallet/",
        "/",
        "standalone",
    )
    assert (said["lang"], said["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    assert {(icon["sizes"], icon["purpose"]) for icon in said["icons"]} == {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip
    for icon in said["icons"]:
        assert (Path(django_settings.BASE_DIR) / icon["src"].lstrip("/")).is_file()
    assert len(said["shortcuts"]) == 3


def test_the_worker(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Service-Worker-Allowed"] == "/"
    first, _, source = answer.content.decode().partition("\n")
    build = json.loads(first.removeprefix("const BUILD = ").rstrip(";"))
    assert source == (Path(django_settings.BASE_DIR) / "frontend" / "src" / "sw.js").read_text()
    assert "/static/ui/app.css" in build["shell"] and "/static/ui/app.js" in build["shell"]
    assert all(url.startswith("/static/") for url in build["shell"])
    for url in (*build["shell"], build["icon"], build["badge"]):
        assert (Path(django_settings.BASE_DIR) / url.lstrip("/")).is_file(), url
    assert (build["offline"], build["sent"], build["home"]) == ("/offline", "/offline/sent", "/wallet/")
    again = client.get("/sw.js", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("what", ["static/ui/app.css", "static/ui/built.json", "templates/portal/offline.html"])
def test_a_new_build_is_a_new_worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str) -> None:
    """By what the files hold: an old time of change on a new file deceives nobody."""
    before = pwa._built(pwa._stamps())[1]
    original = Path.read_bytes
    changed = Path(django_settings.BASE_DIR) / what
    if what.endswith(".html"):
        monkeypatch.setattr(pwa, "_offline_page", lambda: "other words")
    monkeypatch.setattr(Path, "read_bytes", lambda path: original(path) + (b"x" if path == changed else b""))
    pwa._built.cache_clear()
    after = pwa._built(pwa._stamps())[1]
    pwa._built.cache_clear()
    assert after != before


@pytest.mark.parametrize("path", ["/offline", "/offline/sent"])
def test_the_pages_without_a_network_are_nobodys(client: Client, path: str) -> None:
    answer = client.get(path, headers={"Accept-Language": "ar"})
    page = answer.content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert answer["Content-Language"] == "ar"
    assert '<meta name="csrf-token" content="">' in page and "csrfmiddlewaretoken" not in page
    assert "gopay-device" not in page and "gopay-push" not in page
    assert 'href="" data-again' in page
    for inline in ("<style", " style=", "onclick", "<script>"):
        assert inline not in page
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy


def test_what_was_sent_is_not_said_to_have_failed(client: Client) -> None:
    page = client.get("/offline/sent").content.decode()
    assert "We do not know yet whether this went through" in page
    assert "You cannot pay" in page and "twice by trying again" in page
    assert "<form" not in page, "nothing is sent again from here"


@pytest.mark.parametrize("path", ["/", "/offline", "/livez", "/nothing/here", "/sw.js"])
def test_pages_ask_for_the_camera_and_nothing_else(client: Client, path: str, settings: Any) -> None:
    policy = client.get(path)["Permissions-Policy"]
    assert policy == "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"
