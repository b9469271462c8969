"""What the pages of the operators' site leave in the audit trail: who did what, and who saw what is somebody's own.

Django's own history of a row (LogEntry) can be edited by whoever owns the database, and nobody would know. The audit
trail only grows and is sealed (apps/audit), says from where, and knows reading too.
"""

from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from apps.core import clock, services


def subject_kind(model: type[Model] | Model) -> str:
    """As the audit trail names what something was about."""
    return model._meta.label_lower


def note_sight(request: HttpRequest, what: str, model: type[Model] | Model, identity: object) -> None:
    """Writes down that this operator sees something that is somebody's own. Call it when it is certain that they do."""
    services.record_sight(
        # Nobody comes to these pages without having logged in.
        actor_id=cast(UUID, request.user.pk),
        what=what,
        subject_kind=subject_kind(model),
        subject_id=identity,
        now=clock.now(),
    )


class LeavesTrail:
    """Mixed into a ModelAdmin, before it. Whatever Django notes of a row is recorded in the audit trail as well."""

    model: type[Model]
    opts: Any
    # What somebody sees who opens the page of a row, in words; empty: nothing that is anybody's own.
    sensitive = ""

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase = super().change_view(request, object_id, *args, **kwargs)  # type: ignore[misc]
        # By whatever method: Django answers OPTIONS, or a form that was sent and is wrong, with the same page as GET.
        if self.sensitive and answer.status_code == 200:
            # Before the first byte leaves: the page is only drawn after this.
            note_sight(request, self.sensitive, self.model, unquote(object_id))
        return answer

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._record(request, [obj], f"added {self.opts.verbose_name}", message)
        return super().log_addition(request, obj, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._record(request, [obj], f"changed {self.opts.verbose_name}", message)
        return super().log_change(request, obj, message)  # type: ignore[misc]

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Model]) -> Any:
        rows = list(queryset)
        self._record(request, rows, f"deleted {self.opts.verbose_name}", None)
        return super().log_deletions(request, rows)  # type: ignore[misc]

    def log_many(self, request: HttpRequest, rows: Sequence[Model], note: str) -> None:
        """What was done with several rows of a list at once; `note` is what each one's history keeps of it."""
        self._record(request, rows, f"changed {self.opts.verbose_name}", note)
        LogEntry.objects.log_actions(str(request.user.pk), rows, CHANGE, change_message=note)

    def _record(self, request: HttpRequest, rows: Sequence[Model], what: str, message: Any) -> None:
        """`message` is a sentence, or Django's list of which fields were changed."""
        if isinstance(message, str) and message:
            what = f"{self.opts.verbose_name}: {message}"
        services.record_deeds(
            actor_id=request.user.pk,
            what=what,
            subjects=[(subject_kind(row), row.pk, {"row": str(row)[:120], **_changes(message)}) for row in rows],
            now=clock.now(),
        )


def _changes(message: Any) -> dict[str, Any]:
    return {"changes": message} if message and not isinstance(message, str) else {}
