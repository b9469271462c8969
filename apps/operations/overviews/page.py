"""The page every overview is: header, panels, notes, timeline; and the record of whoever has looked."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from unfold.widgets import UnfoldAdminTextareaWidget

from apps.core import clock
from apps.core.errors import DomainError
from apps.core.services import record_sight
from apps.operations.models import NOTE_LENGTH
from apps.operations.notes import write_note
from apps.operations.overviews.parts import Header, Panel, Viewer, names_of
from apps.operations.overviews.timeline import Entry, Source, fold, read_timeline
from apps.operations.pages import SitePage

_FIRST_DAY, _LAST_DAY = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class NoteForm(forms.Form):
    """What somebody writes down for colleagues."""

    text = forms.CharField(
        label="A note for colleagues",
        max_length=NOTE_LENGTH,
        widget=UnfoldAdminTextareaWidget({"rows": 2}),
        help_text="It stays as you write it. The person it is about may ask to see it.",
    )


@dataclass(frozen=True, slots=True)
class Overview:
    """What a page shows. `in_step`: whether the ids of its rows say when they were made."""

    header: Header
    panels: Sequence[Panel]
    sources: Sequence[Source]
    in_step: bool = True


class NotedPage(SitePage):
    """A page about one row, on which staff write notes. A subclass says which row, and what is shown."""

    # app.model of the row, for notes and for the audit trail.
    subject_kind: ClassVar[str] = ""
    # What the audit trail says whoever opens the page has seen.
    sight: ClassVar[str] = ""

    @abstractmethod
    def find(self, identity: Any) -> Any:
        """The row, or None."""

    @abstractmethod
    def _answer(self, request: HttpRequest, identity: Any, form: NoteForm) -> HttpResponse:
        """The page, with what somebody has begun to write."""

    def get(self, request: HttpRequest, identity: Any) -> HttpResponse:
        return self._answer(request, identity, NoteForm())

    def post(self, request: HttpRequest, identity: Any) -> HttpResponse:
        """Writes a note."""
        if not request.user.has_perm("operations.add_note"):
            raise PermissionDenied
        row = self._row_or_404(identity)
        form = NoteForm(request.POST)
        if form.is_valid():
            try:
                write_note(
                    subject_kind=self.subject_kind,
                    subject_id=row.pk,
                    text=form.cleaned_data["text"],
                    by=request.user.pk,  # type: ignore[arg-type]
                    now=clock.now(),
                )
            except DomainError as error:
                form.add_error("text", error.detail)
            else:
                messages.success(request, "The note was written.")
                return HttpResponseRedirect(request.path + "#timeline")
        return self._answer(request, identity, form)

    def _row_or_404(self, identity: Any) -> Any:
        row = self.find(identity)
        if row is None:
            raise Http404
        return row


class OverviewPage(NotedPage):
    """Everything about one row: panels of what belongs to it, and a timeline of what happened."""

    template_name = "admin/operations/overview.html"

    @abstractmethod
    def compose(self, row: Any, viewer: Viewer) -> Overview:
        """What there is about it, as far as the viewer may see it."""

    def _answer(self, request: HttpRequest, identity: Any, form: NoteForm) -> HttpResponse:
        row = self._row_or_404(identity)
        viewer = Viewer(request, clock.now())
        overview = self.compose(row, viewer)
        sources = [each for each in overview.sources if viewer.may_view(each.model)]
        kinds = list(dict.fromkeys(each.kind for each in sources))
        chosen = request.GET.get("kind", "")
        chosen = chosen if chosen in kinds else ""
        until = day_of(request.GET.get("until", ""))
        cursor = request.GET.get("before", "")
        timeline = read_timeline(
            [each for each in sources if chosen in ("", each.kind)],
            cursor=cursor,
            until=None if cursor or until is None else until + timedelta(days=1),
            in_step=overview.in_step,
        )
        entries = named(timeline.entries, viewer)
        record_sight(
            actor_id=viewer.id,
            what=self.sight,
            subject_kind=self.subject_kind,
            subject_id=row.pk,
            now=viewer.now,
        )
        kept = {"kind": chosen} if chosen else {}
        return self.show(
            request,
            title=overview.header.title,
            header=overview.header,
            panels=overview.panels,
            entries=fold(entries),
            kinds=[("", "Everything", "?#timeline"), *((each, each, _here(kind=each)) for each in kinds)],
            chosen=chosen,
            until=until,
            older=_here(**kept, before=timeline.older) if timeline.older else "",
            newest="" if not cursor and until is None else _here(**kept),
            may_note=viewer.may("operations.add_note"),
            form=form,
        )


def _here(**parameters: str) -> str:
    """Another part of the same timeline."""
    return f"?{urlencode(parameters)}#timeline"


def named(entries: Sequence[Entry], viewer: Viewer) -> list[Entry]:
    """Entries with the names of those who are known by their ids only: one statement for all of them."""
    names = names_of(each.by_id for each in entries)
    return [
        replace(each, by=viewer.person(each.by_id, names.get(each.by_id, ""))) if each.by_id else each
        for each in entries
    ]


def day_of(text: str) -> datetime | None:
    """The midnight a day begins at, which somebody chose; None for what is no day, or none GoPay could have had."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None
    return day if _FIRST_DAY <= day <= _LAST_DAY else None


# Between an id and the row it was made for lie milliseconds; waiting for a lock takes seconds.
_IN_STEP = timedelta(minutes=2)


def is_in_step(identity: Any, at: datetime) -> bool:
    """Whether a UUIDv7 says the time of its row. It does not where a database was filled afterwards, as the demo is."""
    milliseconds = identity.int >> 80
    return abs(milliseconds / 1000 - at.timestamp()) <= _IN_STEP.total_seconds()
