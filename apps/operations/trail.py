"""Nothing is done on the operators' site without a line in the audit trail.

What a page does, it records itself, with its reason (core.admin_trail, the services). This is for what does not: who
sends something that takes effect, or tries to, leaves at least that it was sent, from where, and to which page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from apps.core import clock, services

_READING = {"GET", "HEAD", "OPTIONS"}


def leaves_trail(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view of the site that records what nobody else has recorded."""

    @wraps(view)
    def recorded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in _READING:
            answer: HttpResponseBase = view(request, *args, **kwargs)
            return answer
        actor_id, before = request.user.pk, services.records_written()
        answer = view(request, *args, **kwargs)
        # A page that is shown again has only found mistakes in what was typed.
        took_effect = 300 <= answer.status_code < 400 or "HX-Redirect" in answer.headers
        # Django's old address of a row has no name, and only leads to the new one.
        match = request.resolver_match if request.resolver_match and request.resolver_match.url_name else None
        if took_effect and match and actor_id is not None and services.records_written() == before:
            services.record_deed(
                actor_id=actor_id,
                what=f"sent {match.url_name}",
                subject_id=str(match.kwargs.get("object_id", ""))[:64],
                detail={"path": request.path_info[:300]},
                now=clock.now(),
            )
        return answer

    return recorded
