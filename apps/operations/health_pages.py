"""The pages System health and Dead letters."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from apps.core import broker, clock
from apps.core.admin_base import operator_of
from apps.core.errors import DomainError
from apps.core.models import OutboxEvent
from apps.operations import upkeep
from apps.operations.health import get_health
from apps.operations.pages import SitePage

REFRESH_SECONDS = 15


@method_decorator(never_cache, name="dispatch")
class HealthPage(SitePage):
    """Renews its parts by itself, one by one and only those that have changed, so that nothing jumps."""

    http_method_names = ["get", "head"]
    template_name = "admin/operations/health.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, health=get_health(now=clock.now()), refresh_seconds=REFRESH_SECONDS)


@method_decorator(never_cache, name="dispatch")
class DeadLettersPage(SitePage):
    """Shows what lies there, and puts it back for whoever may publish events again."""

    http_method_names = ["get", "head", "post"]
    template_name = "admin/operations/dead_letters.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, may_redrive=_may_redrive(request), **_letters())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not _may_redrive(request):
            raise PermissionDenied
        try:
            count = upkeep.redrive_dead_letters(
                letter_id=request.POST.get("letter") or None,
                reason=request.POST.get("reason", ""),
                by=operator_of(request),
                now=clock.now(),
            )
        except DomainError as error:
            messages.error(request, str(error.detail))
        else:
            self._say(request, count)
        return HttpResponseRedirect(reverse("admin:dead_letters"))

    def _say(self, request: HttpRequest, count: int) -> None:
        if count:
            messages.success(
                request, f"{count:,} put back. A worker takes {'it' if count == 1 else 'them'} from there."
            )
        else:
            messages.warning(request, "There was none to put back.")


def _may_redrive(request: HttpRequest) -> bool:
    return request.user.has_perm("core.change_outboxevent")


def _letters() -> dict[str, Any]:
    try:
        letters = broker.list_dead_letters()
        count = next((depth.messages for depth in broker.list_depths() if depth.queue == broker.DEAD), 0) or 0
    except DomainError as error:
        return {"problem": error.detail}
    topics = dict(
        OutboxEvent.objects.filter(pk__in={letter.event_id for letter in letters if letter.event_id}).values_list(
            "pk", "topic"
        )
    )
    rows = [
        {"letter": letter, "topic": topics.get(letter.event_id, "") if letter.event_id else ""} for letter in letters
    ]
    return {"letters": rows, "count": max(count, len(rows)), "shown": len(rows), "kept": broker.KEPT}
