"""What makes the pages installable, and what they say when there is no network: manifest, service worker, two pages.

What the worker keeps is the same for everybody and holds nothing of anybody, so none of these looks at who asks.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

_WORKER = Path(settings.BASE_DIR) / "frontend" / "src" / "sw.js"
_STATIC = Path(settings.BASE_DIR) / "static"
_TEMPLATES = ("portal/offline.html", "ui/message.html", "ui/base.html")
# What a page needs to be itself; scan.js and chart.js are only of use with a network.
_SHELL = (
    *("ui/app.css", "ui/app.js", "ui/icons.svg", "core/mark.svg", "portal/offline.js"),
    *("ui/icons/icon-192.png", "ui/icons/badge-96.png"),
)
_ICONS = (
    ("ui/icons/icon-192.png", "192x192", "any"),
    ("ui/icons/icon-512.png", "512x512", "any"),
    ("ui/icons/maskable-512.png", "512x512", "maskable"),
)
# The grounds of static/ui/app.css by day; by night browsers take the pages' own theme-color.
_GROUND, _ACCENT = "#f6f8fb", "#0b6e4f"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest (W3C), in the language of whoever asks."""
    shortcuts = [
        (_("Scan"), reverse("wallet-scan")),
        (_("Send"), reverse("wallet-send")),
        (_("Request"), reverse("wallet-request-new")),
    ]
    content: dict[str, Any] = {
        "id": "/wallet/",
        "name": "GoPay",
        "short_name": "GoPay",
        "description": _("Store, send and receive money."),
        "lang": translation.get_language() or "en",
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "start_url": reverse("wallet-home"),
        "scope": "/",
        "display": "standalone",
        "background_color": _GROUND,
        "theme_color": _ACCENT,
        "categories": ["finance"],
        "icons": [
            {"src": static(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in _ICONS
        ],
        "shortcuts": [{"name": name, "url": url} for name, url in shortcuts],
    }
    response = JsonResponse(
        content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root so that it serves all pages. Another build is another text, so a new worker."""
    text, version = _built(_stamps())
    tag = f'"{version}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the worker shows when a page cannot be asked for."""
    return _kept_page(_offline_page())


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What the worker shows when something was sent and no answer came: nobody knows whether it arrived."""
    return _kept_page(_sent_page())


def _kept_page(text: str) -> HttpResponse:
    response = HttpResponse(text)
    response["Cache-Control"] = "no-cache"
    return response


def _offline_page() -> str:
    return _page(
        icon="wifi-off",
        heading=_("You are offline"),
        sentence=_(
            "GoPay shows what you have only when it can ask. It opens by itself as soon as you are online again."
        ),
        again=_("Try again"),
    )


def _sent_page() -> str:
    return _page(
        icon="wifi-off",
        tone="wait",
        heading=_("We do not know yet whether this went through"),
        sentence=_(
            "The network was gone before an answer came. If it was a payment, it may have been made. You cannot pay"
            " twice by trying again. Look first: this page opens by itself as soon as you are online."
        ),
        again=_("See whether it went through"),
    )


def _page(**context: str) -> str:
    """Without the request: a page that is kept has neither a CSRF token nor a message on it, and sets no cookie."""
    return render_to_string("portal/offline.html", context)


def _stamps() -> tuple[tuple[str, int], ...]:
    """When what the worker is made of was changed last: nothing is read anew as long as nothing was."""
    paths = [_WORKER, _STATIC / "ui" / "built.json", *(_STATIC / name for name in _SHELL)]
    paths += [Path(settings.BASE_DIR) / "templates" / name for name in _TEMPLATES]
    return tuple((str(path), path.stat().st_mtime_ns) for path in paths if path.is_file())


@lru_cache(maxsize=2)
def _built(stamps: tuple[tuple[str, int], ...]) -> tuple[str, str]:
    """The worker's text and its version, a digest of all it is made of and of all that it keeps."""
    there = {path for path, _ in stamps}
    shell = [name for name in _SHELL if str(_STATIC / name) in there]
    source = _WORKER.read_text(encoding="utf-8")
    digest = hashlib.sha256(source.encode())
    built = _STATIC / "ui" / "built.json"
    for path in (built, *(_STATIC / name for name in shell)):
        if str(path) in there:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            digest.update(f"{_offline_page()}{_sent_page()}".encode())
    version = digest.hexdigest()[:16]
    build = {
        "version": version,
        "shell": [static(name) for name in shell],
        "offline": reverse("web-offline"),
        "sent": reverse("web-offline-sent"),
        "home": reverse("wallet-home"),
        "icon": static("ui/icons/icon-192.png"),
        "badge": static("ui/icons/badge-96.png"),
    }
    return f"const BUILD = {json.dumps(build)};\n{source}", version
