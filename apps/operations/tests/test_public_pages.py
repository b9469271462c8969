"""The start page, the error pages, and what the browser is allowed on each kind of page."""

from importlib import import_module
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import get_resolver


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/nothing/here", 404)])
def test_public_pages_ask_the_database_nothing(client: Client, path: str, status: int) -> None:
    """Without the database mark, any query fails the test."""
    answer = client.get(path)
    assert answer.status_code == status
    assert b"<h1>" in answer.content
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    for inline in (b"<style", b"style=", b"<script>", b"onclick"):
        assert inline not in answer.content


def test_500_needs_neither_database_nor_context(rf: RequestFactory) -> None:
    assert "look at your activity" in render_to_string("core/500.html")
    answer = get_resolver().resolve_error_handler(500)(rf.get("/admin/"))
    assert answer.status_code == 500
    assert b"look at your activity" in answer.content


def test_the_start_page_leads_on(client: Client) -> None:
    text = client.get("/").content.decode()
    for address in ("/api/docs/", "/admin/", "/sandbox/messages", "/readyz"):
        assert f'href="{address}"' in text
    assert "http://" not in text
    assert "https://" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/docs/", "/api/redoc/"])
def test_api_pages_may_style_but_not_evaluate(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self';" in policy


@pytest.mark.parametrize("path", ["/offline", "/livez", "/nothing/here", "/manifest.webmanifest"])
def test_what_our_pages_allow(client: Client, path: str) -> None:
    policy = dict(part.strip().partition(" ")[::2] for part in client.get(path)["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "media-src": "'self' blob:",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "report-uri": "/csp-report",
    }


@pytest.mark.django_db
def test_only_the_admin_evaluates(client: Client) -> None:
    for path in ("/admin/login/", "/admin/"):
        assert "script-src 'self' 'unsafe-eval'" in client.get(path)["Content-Security-Policy"]
    for path in ("/livez", "/api/v1/me", "/sandbox/messages"):
        assert "unsafe" not in client.get(path)["Content-Security-Policy"]


@pytest.mark.django_db
def test_docs_are_for_staff_where_they_are_not_public(client: Client, settings: Any) -> None:
    settings.DOCS_ARE_PUBLIC = False
    view = import_module(settings.ROOT_URLCONF)._for_developers(lambda request: None)
    request = RequestFactory().get("/api/docs/")
    request.user = AnonymousUser()
    assert view(request).status_code == 302
