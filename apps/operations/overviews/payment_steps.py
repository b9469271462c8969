"""What a payment's own way is made of: asked for, priced, checked, booked, moved on, told, sent over the wire."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.accounts.models import Activity, Session
from apps.core.admin_base import badge, link, made_with, money_text, plain_money
from apps.core.event_states import EVENT_TONES, state_of
from apps.core.events import consumers_of
from apps.core.models import Consumption, OutboxEvent
from apps.gateways.models import Discrepancy, Operation
from apps.ledger.selectors import EntryView, get_entries
from apps.ledger.services import answer_id
from apps.notifications.admin._messages import masked
from apps.notifications.models import Delivery, Notification
from apps.operations.overviews.parts import Viewer, address, label_of, words_of
from apps.operations.overviews.person_sources import message_entry
from apps.operations.overviews.timeline import Entry
from apps.risk.admin._words import result_badge
from apps.risk.models import Alert, Decision
from apps.transactions.admin._payments import TONES, _outlets_of
from apps.transactions.kinds import OUTSIDE
from apps.transactions.models import Quote, State, Transaction, Transition

# As many rows of a kind as one payment can sensibly have; more of them lie on their own pages.
MOST = 50


class Life:
    """A payment with what several parts of its page need, each read once and only when somebody may see it."""

    def __init__(self, row: Transaction, viewer: Viewer) -> None:
        self.row = row
        self.viewer = viewer

    @cached_property
    def outlets(self) -> frozenset[UUID]:
        return _outlets_of([self.row])

    @cached_property
    def decision(self) -> Decision | None:
        return Decision.objects.filter(pk=self.row.id).first()

    @cached_property
    def operation(self) -> Operation | None:
        if self.row.kind not in OUTSIDE:
            return None
        return Operation.objects.defer("sealed_terms").filter(transaction_id=self.row.id).first()

    @cached_property
    def discrepancies(self) -> list[Discrepancy]:
        if self.operation is None:
            return []
        return list(Discrepancy.objects.filter(operation_id=self.operation.id).order_by("id")[:MOST])

    @cached_property
    def family(self) -> list[Transaction]:
        """The payment it answers to, and those that answer to it."""
        kin = Q(parent_id=self.row.id, parent_id__isnull=False)
        if self.row.parent_id:
            kin |= Q(pk=self.row.parent_id)
        return list(Transaction.objects.filter(kin).order_by("id")[:MOST])

    @cached_property
    def events(self) -> list[OutboxEvent]:
        named = {"payload__transaction_id": str(self.row.id)}
        return list(OutboxEvent.objects.filter(made_with(self.row.id), **named).order_by("id")[:MOST])


Told = Callable[[Life], Iterable[Entry]]


def told(life: Life) -> Iterator[Entry]:
    """Everything of it that the viewer may see."""
    yield from _asked(life)
    parts: list[tuple[str, Told]] = [
        ("risk_decision", _checked),
        ("risk_alert", _alerted),
        ("ledger_journalentry", _booked),
        ("transactions_transaction", _moved_on),
        ("accounts_activity", _done),
        ("core_outboxevent", _recorded),
        ("notifications_notification", _messages),
        ("notifications_delivery", _sent),
    ]
    for model, part in parts:
        if life.viewer.may_view(model):
            yield from part(life)


def _asked(life: Life) -> Iterator[Entry]:
    row = life.row
    if row.quote_id:
        quote = Quote.objects.filter(pk=row.quote_id).first()
        if quote is not None:
            yield Entry(
                "",
                quote.created_at,
                "Price promised",
                f"Fee {plain_money(quote.fee, quote.currency)}, tax {plain_money(quote.tax, quote.currency)}",
                kind="Request",
                icon="request_quote",
            )
    yield Entry(
        "",
        row.created_at,
        f"Asked for {plain_money(row.amount, row.currency)}",
        _where_from(life),
        by_id=row.initiator_id if row.initiator_id not in life.outlets else None,
        request_id=row.request_id,
        kind="Request",
        icon="touch_app",
    )


def _where_from(life: Life) -> SafeString | str:
    row = life.row
    parts: list[SafeString | str] = [f"Through {row.channel}"]
    if row.session_id and life.viewer.may_view("accounts_session"):
        session = Session.objects.filter(pk=row.session_id).select_related("bound_device").first()
        if session is not None:
            name = session.device_name or session.platform or "an unknown device"
            parts.append(format_html("{} on {}", link("accounts_session", session.id, "session"), name))
            parts.append(f"from {session.ip}" if session.ip else "from no known address")
    if row.device_id:
        parts.append(
            format_html("signed by {}", link("accounts_device", row.device_id, "a registered phone"))
            if life.viewer.may_view("accounts_device")
            else "signed by a registered phone"
        )
    return format_html_join(", ", "{}", ((part,) for part in parts))


def _done(life: Life) -> Iterator[Entry]:
    # Their ids follow on the payment's closely, so that a year of activity is not read.
    done = Activity.objects.filter(made_with(life.row.id), person_id=life.row.initiator_id, subject=str(life.row.id))
    for each in done.order_by("id")[:MOST]:
        yield Entry(
            "",
            each.at,
            words_of(each.action),
            f"From {each.ip}" if each.ip else "",
            href=address("accounts_activity", each.id),
            request_id=each.request_id,
            kind="Activity",
            icon="history",
        )


def _checked(life: Life) -> Iterator[Entry]:
    found = life.decision
    if found is None:
        return
    rules = ", ".join(str(hit["rule"]) for hit in found.hits)
    yield Entry(
        "",
        found.decided_at,
        "Rules looked at it",
        f"Hit: {rules}" if rules else "None hit",
        mark=result_badge(found.result),
        href=address("risk_decision", found.pk),
        kind="Checks",
        icon="gavel",
    )
    if life.row.state != State.DECLINED:
        # A payment past a limit is never written as anything but declined: the counters are part of its statement.
        yield Entry(
            "", found.decided_at, "Limits counted", "Within the limits of that moment", kind="Checks", icon="speed"
        )


def _alerted(life: Life) -> Iterator[Entry]:
    if life.decision is None or life.decision.result not in ("HOLD", "BLOCK"):
        return
    alert = Alert.objects.filter(pk=life.row.id).first()
    if alert is None:
        return
    page = address("risk_alert", alert.pk)
    yield Entry(
        "",
        alert.raised_at,
        "Alert raised",
        ", ".join(map(str, alert.rules)),
        href=page,
        kind="Checks",
        icon="notification_important",
    )
    if alert.decided_at:
        what = f"Alert decided: {label_of(alert, 'decision').lower()}"
        yield Entry(
            "", alert.decided_at, what, alert.reason, href=page, by_id=alert.decided_by_id, kind="Checks", icon="gavel"
        )


def _booked(life: Life) -> Iterator[Entry]:
    for entry in get_entries([life.row.id, answer_id(life.row.id)]).values():
        yield booked_entry(entry, life.viewer)


def booked_entry(entry: EntryView, viewer: Viewer, what: str = "") -> Entry:
    """A journal entry with its legs."""
    answers = "closes a hold" if entry.closes else "reverses another" if entry.reverses else ""
    title = f"Booked: {what or entry.kind.replace('_', ' ').lower()}{', ' if answers else ''}{answers}"
    return Entry(
        "",
        entry.effective_at,
        title,
        _legs(entry, viewer),
        href=address("ledger_journalentry", entry.id),
        kind="Ledger",
        icon="account_balance",
    )


def _legs(entry: EntryView, viewer: Viewer) -> SafeString:
    rows = format_html_join(
        "",
        '<tr><td>{}</td><td data-side="debit">{}</td><td data-side="credit">{}</td></tr>',
        (
            (
                viewer.link("ledger_ledgeraccount", leg.account_id, leg.code),
                money_text(-leg.amount.amount, leg.amount.currency) if leg.amount.amount < 0 else "",
                money_text(leg.amount.amount, leg.amount.currency) if leg.amount.amount > 0 else "",
            )
            for leg in entry.legs
        ),
    )
    return format_html(
        '<table class="gp-legs"><thead><tr><th scope="col">account</th><th scope="col">debit</th>'
        '<th scope="col">credit</th></tr></thead><tbody>{}</tbody></table>',
        rows,
    )


def _moved_on(life: Life) -> Iterator[Entry]:
    for each in Transition.objects.filter(payment_id=life.row.id).order_by("id")[:MOST]:
        before = State(each.from_state).label.partition(":")[0] if each.from_state in State.values else each.from_state
        after = each.get_to_state_display().partition(":")[0]
        mark = badge(after, TONES[State(each.to_state)]) if each.to_state in State.values else badge(after)
        yield Entry("", each.at, f"From {before.lower()} to {after.lower()}", mark=mark, kind="State", icon="moving")


def _recorded(life: Life) -> Iterator[Entry]:
    done: dict[UUID, dict[str, object]] = {}
    for event_id, name, at in Consumption.objects.filter(event_id__in=[row.id for row in life.events]).values_list(
        "event_id", "consumer", "done_at"
    ):
        done.setdefault(event_id, {})[name] = at
    for row in life.events:
        finished = done.get(row.id, {})
        names = dict.fromkeys([*consumers_of(row.topic), *sorted(finished)])
        work = ", ".join(f"{name}: {'done' if name in finished else 'not yet'}" for name in names)
        state = state_of(row)
        yield Entry(
            "",
            row.recorded_at,
            f"Event {row.topic}",
            work,
            mark=badge(state.label.partition(":")[0], EVENT_TONES[state]),
            href=address("core_outboxevent", row.id),
            request_id=row.request_id,
            kind="Events",
            icon="outbox",
        )


def _messages(life: Life) -> Iterator[Entry]:
    row = life.row
    # The events' ids lead to them by an index; when those have been deleted, the people's inboxes do.
    causes = [event.id for event in life.events]
    people = [person for person in (row.payer_id, row.payee_id) if person]
    by_cause = Q(cause__in=causes) if causes else Q(person_id__in=people, pk__gt=row.id)
    rows = Notification.objects.filter(by_cause, subject_kind="transaction", subject_id=row.id)
    for each in rows.order_by("id").prefetch_related("deliveries")[:MOST]:
        entry = message_entry(each)
        name = {row.payer_id: row.payer_name, row.payee_id: row.payee_name}.get(each.person_id, "")
        yield Entry(
            "",
            entry.at,
            format_html("Told {}: {}", life.viewer.person(each.person_id, name), each.title),
            entry.detail,
            kind="Messages",
            icon="notifications",
        )


def _sent(life: Life) -> Iterator[Entry]:
    """What went to somebody without an inbox: whoever has still to register."""
    causes = [event.id for event in life.events]
    for each in Delivery.objects.filter(cause__in=causes, notification=None).order_by("id")[:MOST] if causes else ():
        yield Entry(
            "",
            each.queued_at,
            f"{each.get_channel_display()} to {masked(each.address)}",
            f"{each.template}: {each.get_state_display().lower()}",
            href=address("notifications_delivery", each.id),
            kind="Messages",
            icon="sms",
        )
