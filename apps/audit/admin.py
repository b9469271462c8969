"""What staff did, saw and took; the seals of it and of the ledger; and what verifying them found."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from apps.accounts.models import User
from apps.accounts.selectors import find_person
from apps.audit import selectors
from apps.audit.models import Seal, Verification
from apps.core import clock
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    moment_text,
    request_link,
)
from apps.core.chains import all_chains
from apps.core.models import AuditRecord

_VERBS = {"DID": "info", "SAW": "warning", "EXPORTED": "danger"}
VERIFICATION_TONES = {"ASKED": "info", "RUNNING": "info", "DONE": "success", "FAILED": "danger"}


class VerbFilter(ChoiceFilter):
    title = "what they did"
    parameter_name = "verb"
    choices_of_filter = AuditRecord.Verb.choices


class RecordedFilter(RecentFilter):
    column = "recorded_at"


def _name_people(rows: Sequence[Any], of: str) -> None:
    """Gives each row the name of who it names, with one query for all."""
    people = User.objects.filter(pk__in={getattr(row, of) for row in rows} - {None})
    names = dict(people.values_list("pk", "full_name"))
    for row in rows:
        row.person_name = names.get(getattr(row, of))


def _person(row: Any, of: str) -> str:
    identity = getattr(row, of)
    if identity is None:
        return "The console"
    if not hasattr(row, "person_name"):
        _name_people([row], of)
    return link("accounts_user", identity, row.person_name or identity)


@admin.register(AuditRecord)
class AuditRecordAdmin(ReadOnlyAdmin):
    """Who did, saw or took what out of the house, and from where."""

    list_display = ("what", "verb_label", "person", "subject", "why", "row_count", "ip", "recorded_at")
    list_filter = (VerbFilter, RecordedFilter)
    search_help_text = "Number or e-mail address of a person; id of a record, person or row; a request id"
    fields = (
        "id",
        "verb_badge",
        "what",
        "person",
        "why",
        "row_count",
        "subject",
        "subject_kind",
        "subject_id",
        "ip",
        "channel",
        "trace",
        "detail",
        "recorded_at",
    )
    readonly_fields = ("verb_badge", "person", "row_count", "subject", "trace")
    empty_title = "Nothing is written here yet"
    empty_text = "What staff do, what they see of other people, and what they take out of the house."

    def complete_rows(self, rows: Sequence[AuditRecord]) -> None:
        _name_people(rows, "actor_id")

    def matching(self, term: str) -> Q:
        """Of a person what they did, and what was done or seen of them."""
        identity = id_of(term)
        if identity is None:
            person = find_person(term)
            identity = person.id if person else None
        condition = Q(request_id=term.replace("\x00", "")) & ~Q(request_id="")
        if identity is None:
            return condition
        return condition | Q(pk=identity) | Q(actor_id=identity) | Q(subject_id=str(identity)) & ~Q(subject_id="")

    @column("did", label=_VERBS)
    def verb_label(self, row: AuditRecord) -> tuple[str, str]:
        return row.verb, row.get_verb_display()

    @column("did")
    def verb_badge(self, row: AuditRecord) -> str:
        return badge(row.get_verb_display(), _VERBS[row.verb])

    @column("by")
    def person(self, row: AuditRecord) -> str:
        return _person(row, "actor_id")

    @column("about")
    def subject(self, row: AuditRecord) -> str:
        """A link, where there is a page of such rows."""
        if not row.subject_id:
            return NOTHING
        called = row.subject_kind.partition(".")[2] or row.subject_kind or row.subject_id
        try:
            url = reverse(f"admin:{row.subject_kind.replace('.', '_')}_change", args=[row.subject_id])
        except NoReverseMatch:
            return called
        return format_html('<a class="gp-link" href="{}">{}</a>', url, called)

    @column("trace")
    def trace(self, row: AuditRecord) -> str:
        return request_link(row.request_id)

    @column("rows")
    def row_count(self, row: AuditRecord) -> str:
        return NOTHING if row.rows is None else f"{row.rows:,}"


class ChainFilter(ChoiceFilter):
    title = "chain"
    parameter_name = "chain"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [(chain.name, chain.title) for chain in all_chains()]


class SealedFilter(RecentFilter):
    column = "sealed_at"


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    """What was sealed when. That nobody has changed it since, verifying says."""

    list_display = ("name", "count", "total", "short_head", "kid", "sealed_at")
    list_filter = (ChainFilter, SealedFilter)
    list_before_template = "admin/audit/chain_states.html"
    search_help_text = "Chain and number, as in core.audit 17; or an id"
    fields = (
        "id",
        "chain",
        "number",
        "count",
        "total",
        "rows_text",
        "sealed_at",
        "head_text",
        "previous_text",
        "kid",
        "signature_text",
    )
    readonly_fields = ("rows_text", "head_text", "previous_text", "signature_text")
    empty_title = "Nothing is sealed yet"
    empty_text = "Rows are sealed once a minute, by the worker."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seal]:
        rows: QuerySet[Seal] = super().get_queryset(request)
        return rows.defer("keys", "leaves")

    def matching(self, term: str) -> Q:
        chain, _, number = term.partition(" ")
        if number.isdecimal() and number.isascii() and len(number) < 19:
            return Q(chain=chain.replace("\x00", ""), number=int(number))
        return Q(pk=id_of(term))

    def chain_states(self) -> list[selectors.ChainState]:
        """For the template above the list."""
        return selectors.get_chain_states(clock.now())

    @column("seal")
    def name(self, row: Seal) -> str:
        return f"{row.chain} {row.number:,}"

    @column("head")
    def short_head(self, row: Seal) -> str:
        return bytes(row.head).hex()[:16]

    @column("head")
    def head_text(self, row: Seal) -> str:
        return bytes(row.head).hex()

    @column("head before")
    def previous_text(self, row: Seal) -> str:
        return bytes(row.previous).hex()

    @column("signature")
    def signature_text(self, row: Seal) -> str:
        return bytes(row.signature).hex()

    @column("rows of")
    def rows_text(self, row: Seal) -> str:
        return f"Transactions {row.since_xact:,} to {row.until_xact:,}"

    def get_sections(self, request: HttpRequest, row: Seal) -> Iterable[Section]:
        yield Section(
            title="Rows",
            headers=("place", "row"),
            rows=[(place, key) for place, key in enumerate(row.keys, 1) if place <= 20],
            note="The first rows of this block, in their order.",
            empty="None: until then nothing came.",
        )


class KindFilter(ChoiceFilter):
    title = "what was verified"
    parameter_name = "kind"
    choices_of_filter = Verification.Kind.choices


@admin.register(Verification)
class VerificationAdmin(ReadOnlyAdmin):
    """What was verified when, and what was found."""

    list_display = ("kind", "state_label", "found", "summary", "person", "asked_at", "finished_at")
    list_filter = (KindFilter,)
    search_help_text = "Id"
    fields = ("id", "kind", "verdict", "summary", "person", "asked_at", "started_at", "finished_at")
    readonly_fields = ("verdict", "person")
    empty_title = "Nothing was verified yet"
    empty_text = "Start a verification from its page."

    def complete_rows(self, rows: Sequence[Verification]) -> None:
        _name_people(rows, "asked_by")

    @column("state", label={**VERIFICATION_TONES, "FOUND": "danger"})
    def state_label(self, row: Verification) -> tuple[str, str]:
        if row.state == Verification.State.DONE and row.found:
            return "FOUND", "Differences found"
        return row.state, row.get_state_display()

    @column("state")
    def verdict(self, row: Verification) -> str:
        tone, words = self.state_label(row)
        return badge(words, {**VERIFICATION_TONES, "FOUND": "danger"}[tone])

    @column("asked by")
    def person(self, row: Verification) -> str:
        return _person(row, "asked_by")

    def get_sections(self, request: HttpRequest, row: Verification) -> Iterable[Section]:
        kept = len(row.findings)
        yield Section(
            title="Findings",
            headers=("where", "what", "finding"),
            rows=row.findings,
            note=f"The first {kept:,} of {row.found:,}; the command prints all of them." if row.found > kept else "",
            empty="Everything is as it should be."
            if row.state == Verification.State.DONE
            else f"Not known yet (asked for at {moment_text(row.asked_at)}).",
        )
