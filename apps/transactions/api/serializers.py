"""What the payments API takes and gives."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from apps.accounts.api.proofs import ProvenSerializer
from apps.accounts.identifiers import masked_name
from apps.core.api.parsing import AmountField, CurrencyField, IdField, StrictSerializer, SwitchField, TextField
from apps.core.emvco import MAX_LENGTH as MAX_CODE_LENGTH
from apps.core.money import Money, decimal_string
from apps.gateways.models import Operation
from apps.transactions.conversion import rate_string
from apps.transactions.kinds import KINDS, OUTSIDE, Direction
from apps.transactions.models import UNDER_WAY, Bearer, HeldFor, Quote, State, Transaction
from apps.transactions.selectors import find_shares, is_only_drawn_on


class TransferSerializer(ProvenSerializer):
    """A transfer somebody asks for."""

    scanned = frozenset({"to"})

    to = TextField(
        max_length=MAX_CODE_LENGTH,
        help_text="A phone number in E.164, an e-mail address, a @handle, a person's id or the text of their QR code.",
    )
    amount = AmountField(help_text="What the payee gets; the fee comes on top.")
    currency = CurrencyField()
    note = TextField(max_length=140, required=False, allow_blank=True, default="")
    quote_id = IdField(required=False, help_text="Charge exactly what this quote promised, or decline.")
    invite = SwitchField(
        required=False, default=False, help_text="Hold the money for a number that nobody has registered yet."
    )


class QuoteRequestSerializer(StrictSerializer):
    """What somebody wants to know the price of."""

    scanned = frozenset({"to"})

    kind = serializers.ChoiceField(
        ["P2P", "CONVERSION", "DEPOSIT", "WITHDRAWAL", "BILL_PAYMENT", "RECHARGE", "CASH_OUT"]
    )
    amount = AmountField()
    currency = CurrencyField()
    to = TextField(
        max_length=MAX_CODE_LENGTH, required=False, help_text="Binds the quote to this payee. Not of a conversion."
    )
    to_currency = CurrencyField(required=False, help_text="Of a conversion, and of nothing else.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What belongs to the other kind is refused like a field nobody knows."""
        is_conversion = attrs["kind"] == "CONVERSION"
        if is_conversion and "to_currency" not in attrs:
            raise serializers.ValidationError({"to_currency": [_error("This field is required.", "required")]})
        foreign = {"CONVERSION": ["to"], "P2P": ["to_currency"]}.get(attrs["kind"], ["to", "to_currency"])
        for name in foreign:
            if name in attrs:
                raise serializers.ValidationError({name: [_error("There is no such field.", "unknown_field")]})
        return attrs


def _error(detail: str, code: str) -> serializers.ErrorDetail:
    return serializers.ErrorDetail(detail, code=code)


class QuoteSerializer(serializers.Serializer[Any]):
    """A price that holds for a minute (for the schema; `quote_answer` writes it)."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    amount = serializers.CharField()
    currency = serializers.CharField()
    fee = serializers.CharField()
    tax = serializers.CharField(help_text="On the fee.")
    fee_bearer = serializers.ChoiceField(Bearer.values)
    total = serializers.CharField(help_text="What leaves your wallet.")
    payee_gets = serializers.CharField()
    payee_currency = serializers.CharField()
    rate = serializers.CharField(allow_null=True, help_text="Of a conversion: what one unit is worth.")
    expires_at = serializers.DateTimeField()


def quote_answer(row: Quote) -> dict[str, Any]:
    """A quote as JSON."""
    charges = row.fee + row.tax
    borne_by_payer = row.bearer == Bearer.PAYER
    total = row.amount + charges if borne_by_payer else row.amount
    gets = row.amount if borne_by_payer else row.amount - charges
    arriving = row.received_currency or row.currency
    return {
        "id": str(row.id),
        "kind": row.kind,
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "fee": decimal_string(row.fee, row.currency),
        "tax": decimal_string(row.tax, row.currency),
        "fee_bearer": row.bearer,
        "total": decimal_string(total, row.currency),
        "payee_gets": decimal_string(gets if row.received_amount is None else row.received_amount, arriving),
        "payee_currency": arriving,
        "rate": None if row.rate is None else rate_string(row.rate),
        "expires_at": row.expires_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


class HistoryQuerySerializer(StrictSerializer):
    """Filters of the history, and the pages' own parameters."""

    kind = serializers.ChoiceField(sorted(KINDS), required=False)
    state = serializers.ChoiceField(State.values, required=False)
    direction = serializers.ChoiceField(["in", "out"], required=False)
    min = AmountField(required=False, help_text="The least amount.")
    max = AmountField(required=False, help_text="The largest amount.")
    q = TextField(max_length=100, required=False, help_text="A reference, or part of a name or note.")
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python's.
        times = {
            "from": serializers.DateTimeField(required=False, help_text="From this moment on (RFC 3339)."),
            "to": serializers.DateTimeField(required=False, help_text="Before this moment (RFC 3339)."),
        }
        return {**super().get_fields(), **times}


class PartySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class ReceivedSerializer(serializers.Serializer[Any]):
    """What arrived in another currency."""

    amount = serializers.CharField()
    currency = serializers.CharField()
    rate = serializers.CharField(help_text="What one unit has brought, to twelve decimals.")


class OutsideSerializer(serializers.Serializer[Any]):
    """What a payment through a provider is about, and what the provider has said of it."""

    party = serializers.CharField(help_text="Who is on the other side.")
    account = serializers.CharField(help_text="Which account, card or number of theirs, as far as it is shown.")
    next_url = serializers.CharField(allow_null=True, help_text="Where you have to go to pay; null: nowhere.")
    voucher = serializers.CharField(allow_null=True, help_text="What a prepaid payment bought, to be typed in there.")
    units = serializers.CharField(allow_null=True, help_text="How much of it.")
    receipt_number = serializers.CharField(allow_null=True)


class TransactionSerializer(serializers.Serializer[Any]):
    """A payment as one of its sides sees it (for the schema; `transaction_answer` writes it)."""

    id = serializers.UUIDField()
    reference = serializers.CharField(help_text="Ten characters to read to each other.")
    kind = serializers.ChoiceField(sorted(KINDS))
    state = serializers.ChoiceField(State.choices)
    direction = serializers.ChoiceField(["in", "out"])
    amount = serializers.CharField(help_text="What the payee gets, as a decimal string.")
    fee = serializers.CharField(allow_null=True, help_text="What it cost you without tax; null if the other side pays.")
    tax = serializers.CharField(allow_null=True, help_text="On the fee; null if the other side pays.")
    total = serializers.CharField(help_text="What left or reached your wallet.")
    currency = serializers.CharField()
    received = ReceivedSerializer(allow_null=True, help_text="Of a conversion that was made; else null.")
    outside = OutsideSerializer(allow_null=True, help_text="Of a payment through a provider; else null.")
    payer = PartySerializer(allow_null=True, help_text="null: the platform.")
    payee = PartySerializer(allow_null=True, help_text="null: nobody was found.")
    note = serializers.CharField()
    failure_code = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()


class TransactionPageSerializer(serializers.Serializer[Any]):
    results = TransactionSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def _party(person_id: UUID | None, name: str) -> dict[str, str] | None:
    return {"id": str(person_id), "name": name} if person_id else None


def _received(row: Transaction) -> dict[str, str] | None:
    if row.received_amount is None or row.rate is None:
        return None
    return {
        "amount": decimal_string(row.received_amount, row.received_currency),
        "currency": row.received_currency,
        "rate": rate_string(row.rate),
    }


def _outside(row: Transaction, operation: Operation | None, *, is_first: bool) -> dict[str, str | None] | None:
    """The first answer knows nothing of the provider yet: it is asked later."""
    if row.kind not in OUTSIDE:
        return None
    said = operation.result if operation and not is_first else {}
    shown = str(operation.terms.get("shown", "")) if operation else ""
    return {
        "party": row.payer_name if KINDS[row.kind].outside is Direction.IN else row.payee_name,
        "account": shown,
        "next_url": said.get("next_url") if row.state in UNDER_WAY else None,
        "voucher": said.get("voucher"),
        "units": said.get("units"),
        "receipt_number": said.get("receipt_number"),
    }


def transaction_answer(
    row: Transaction,
    *,
    viewer_id: UUID,
    as_first_decided: bool = False,
    operation: Operation | None = None,
    share: Money | None = None,
) -> dict[str, Any]:
    """A payment as JSON for one of its sides; `operation` is what a provider was asked for it.

    Of a refund that their business has made, the owner whose wallet paid a part sees `share` (selectors.find_shares) as
    the total, and the payee's name as merchants see names: masked.

    `as_first_decided` writes what the first answer to the request said, whatever has become of a held payment since,
    so that a repeated request is answered byte for byte alike.
    """
    is_drawn_on = is_only_drawn_on(row, viewer_id)
    is_payer = is_drawn_on or row.payer_id == viewer_id
    if is_drawn_on and share is None:
        share = find_shares([row]).get(row.id)
    was_held = as_first_decided and bool(row.held_for)
    state = row.state
    if was_held:
        state = State.HELD.value
    elif as_first_decided and row.kind in OUTSIDE and state != State.DECLINED:
        state = State.PENDING.value
    failed = state in (State.DECLINED, State.RETURNED, State.FAILED)
    # Who converts is both sides, and bears the charges either way.
    bears = row.received_amount is not None or is_payer == (row.fee_bearer == Bearer.PAYER)
    payee = (
        None
        if was_held and row.held_for in (HeldFor.CLAIM, HeldFor.REDEEM)
        else _party(row.payee_id, masked_name(row.payee_name) if is_drawn_on else row.payee_name)
    )
    total = row.debit if is_payer else row.credit
    return {
        "id": str(row.id),
        "reference": row.reference,
        "kind": row.kind,
        "state": state,
        "direction": "out" if is_payer else "in",
        "amount": decimal_string(row.amount, row.currency),
        "fee": decimal_string(row.fee, row.currency) if bears else None,
        "tax": decimal_string(row.tax, row.currency) if bears else None,
        "total": decimal_string(total if share is None else share.amount, row.currency),
        "currency": row.currency,
        "received": _received(row),
        "outside": _outside(row, operation, is_first=as_first_decided),
        "payer": _party(row.payer_id, row.payer_name),
        "payee": payee,
        "note": row.note,
        # Why it was declined is between who asked for it and us.
        "failure_code": row.failure_code if failed and (is_payer or row.initiator_id == viewer_id) else None,
        "created_at": row.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
