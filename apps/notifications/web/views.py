"""The sandbox's page: what would have gone out."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apps.notifications import selectors
from apps.notifications.models import Channel, SandboxMessage

SHOWN = 100


def _row(message: SandboxMessage) -> dict[str, str]:
    return {
        "id": str(message.id),
        "channel": message.channel,
        "to": message.address,
        "subject": message.subject,
        "body": message.body,
        "sent_at": message.sent_at.isoformat().replace("+00:00", "Z"),
    }


@require_safe
@never_cache
def sandbox_messages(request: HttpRequest) -> HttpResponse:
    """The newest messages as JSON, or as a page for a browser; `?to=` and `?channel=` narrow them.

    Raises Http404 when this is not a sandbox, however the route came to be there.
    """
    if not settings.SANDBOX:
        raise Http404
    to, channel = request.GET.get("to", ""), request.GET.get("channel", "")
    messages = selectors.list_sandbox_messages(to=to, channel=channel, limit=SHOWN)
    if request.get_preferred_type(["application/json", "text/html"]) != "text/html":
        response: HttpResponse = JsonResponse({"results": [_row(message) for message in messages]})
    else:
        context = {
            "messages_shown": messages,
            "to": to.strip(),
            "channel": channel.upper(),
            "channels": Channel.choices,
            "shown": SHOWN,
        }
        response = render(request, "notifications/sandbox_messages.html", context)
    response["Vary"] = "Accept"
    return response
