"""The WSGI entry point for web processes."""

import gc
import os
from collections.abc import Iterable
from typing import Any

# Read by settings.py: see CONN_HEALTH_CHECKS there.
os.environ.setdefault("GOPAY_PROCESS", "web")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gopay.settings")

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

_answer = get_wsgi_application()

from apps.core.watch import beat_from_here  # noqa: E402 - it has models, which are there only now.


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answers, and has the process say that it does. Begun here, because a thread does not come along with a fork."""
    beat_from_here("WEB")
    return _answer(environ, start_response)


# What was loaded stays as long as the process: the collector need not look at it again with every payment. The routes
# are loaded by the first request otherwise.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()
