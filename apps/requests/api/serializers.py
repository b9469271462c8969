"""What the API of payment requests takes and gives."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from apps.accounts.api.proofs import ProvenSerializer
from apps.accounts.identifiers import masked_name
from apps.accounts.selectors import find_person
from apps.core.api.parsing import (
    AmountField,
    CurrencyField,
    IdField,
    StrictSerializer,
    SwitchField,
    TextField,
    money_of,
)
from apps.core.money import InvalidMoney, Money, decimal_string
from apps.requests.models import MAX_PEOPLE, PaymentRequest, RequestBlock
from apps.requests.services import Asked
from apps.requests.splitting import Share, split_equally

_TO = "A phone number in E.164, an e-mail address, a @handle or a person's id."


class ShareSerializer(StrictSerializer):
    """One person, and what they are asked for."""

    to = TextField(max_length=254, help_text=_TO)
    amount = AmountField()


class AskSerializer(StrictSerializer):
    """Whom one asks for how much: `to` and `amount` split it equally, `shares` name what each one is to pay."""

    to = serializers.ListField(
        child=TextField(max_length=254),
        min_length=1,
        max_length=MAX_PEOPLE,
        required=False,
        help_text=f"Those who share the amount equally. {_TO}",
    )
    shares = serializers.ListField(child=ShareSerializer(), min_length=1, max_length=MAX_PEOPLE, required=False)
    amount = AmountField(
        required=False, help_text="What is split among `to`; beside `shares`, it must be what they add up to."
    )
    currency = CurrencyField()
    note = TextField(max_length=140, required=False, allow_blank=True, default="")
    split_with_me = SwitchField(
        required=False, default=False, help_text="Whether you bear one of the equal shares yourself."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("to" in attrs) == ("shares" in attrs):
            raise _refusal("to", "either", "Give either `to` and `amount`, or `shares`.")
        if "to" in attrs and "amount" not in attrs:
            raise _refusal("amount", "required", "This field is required.")
        if "shares" in attrs and attrs["split_with_me"]:
            raise _refusal("split_with_me", "invalid", "Only an equal split can include you.")
        return attrs


class AcceptSerializer(ProvenSerializer):
    """Whoever is asked pays."""

    quote_id = IdField(required=False, help_text="Charge exactly what this quote promised, or decline.")


class BlockingSerializer(StrictSerializer):
    """Whom one does not want to be asked by."""

    person = TextField(max_length=254, help_text=_TO)


class RequestQuerySerializer(StrictSerializer):
    """Filters of the list, and the pages' own parameters."""

    direction = serializers.ChoiceField(["received", "sent"], required=False)
    state = serializers.ChoiceField(PaymentRequest.State.values, required=False)
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)


class RequestPartySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField(help_text="Of who is asked, who asks sees only a part.")


class PaymentRequestSerializer(serializers.Serializer[Any]):
    """A request as one of its sides sees it (for the schema; `request_answer` writes it)."""

    id = serializers.UUIDField()
    group_id = serializers.UUIDField(help_text="The same for all who were asked together.")
    direction = serializers.ChoiceField(["received", "sent"])
    state = serializers.ChoiceField(PaymentRequest.State.choices)
    amount = serializers.CharField()
    currency = serializers.CharField()
    note = serializers.CharField()
    requester = RequestPartySerializer()
    payer = RequestPartySerializer()
    transaction_id = serializers.UUIDField(allow_null=True, help_text="The payment, of a request that was accepted.")
    reminders = serializers.IntegerField()
    reminded_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)


class PaymentRequestPageSerializer(serializers.Serializer[Any]):
    results = PaymentRequestSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class AskedSerializer(serializers.Serializer[Any]):
    """What was asked for, of one person or of several."""

    group_id = serializers.UUIDField()
    amount = serializers.CharField(help_text="What all who were asked are to pay together.")
    own_share = serializers.CharField(allow_null=True, help_text="What you bear yourself of a bill that was split.")
    currency = serializers.CharField()
    requests = PaymentRequestSerializer(many=True)


class BlockSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    person = RequestPartySerializer()
    created_at = serializers.DateTimeField()


class BlockPageSerializer(serializers.Serializer[Any]):
    results = BlockSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def _refusal(field: str, code: str, detail: str) -> serializers.ValidationError:
    return serializers.ValidationError({field: [serializers.ErrorDetail(detail, code=code)]})


def shares_of(fields: dict[str, Any]) -> tuple[list[Share], Money | None]:
    """Who is asked for how much, and what the asker bears. Raises ValidationError, TooSmallToSplit."""
    if "to" in fields:
        return split_equally(money_of(fields), fields["to"], with_me=fields["split_with_me"])
    shares = []
    for position, share in enumerate(fields["shares"]):
        try:
            shares.append(Share(share["to"], Money(share["amount"], fields["currency"])))
        except InvalidMoney as error:
            wrong = serializers.ErrorDetail(error.detail, code="too_many_decimals")
            raise serializers.ValidationError({"shares": {str(position): {"amount": [wrong]}}}) from None
    if "amount" in fields and fields["amount"] != sum(share.amount.amount for share in shares):
        raise _refusal("amount", "not_the_sum", "The shares do not add up to this amount.")
    return shares, None


def _moment(at: Any) -> str | None:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None


def request_answer(row: PaymentRequest, *, viewer_id: UUID) -> dict[str, Any]:
    """A request as JSON for one of its sides."""
    is_requester = row.requester_id == viewer_id
    return {
        "id": str(row.id),
        "group_id": str(row.group_id),
        "direction": "sent" if is_requester else "received",
        "state": row.state,
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "note": row.note,
        "requester": {"id": str(row.requester_id), "name": row.requester_name},
        # Asking costs nothing, so it must not be a way to learn whose a number is.
        "payer": {
            "id": str(row.payer_id),
            "name": masked_name(row.payer_name) if is_requester else row.payer_name,
        },
        "transaction_id": str(row.transaction_id) if row.transaction_id else None,
        "reminders": row.reminders,
        "reminded_at": _moment(row.reminded_at),
        "created_at": _moment(row.created_at),
        "expires_at": _moment(row.expires_at),
        "decided_at": _moment(row.decided_at),
    }


_AS_IT_BEGAN = {
    "state": PaymentRequest.State.PENDING.value,
    "transaction_id": None,
    "reminders": 0,
    "reminded_at": None,
    "decided_at": None,
}


def asked_answer(asked: Asked) -> dict[str, Any]:
    """What was asked for, as JSON for who asked: always as it was then, so that asking again is answered alike."""
    group = asked.group
    return {
        "group_id": str(group.id),
        "amount": decimal_string(group.total, group.currency),
        "own_share": decimal_string(group.own_share, group.currency) if group.own_share is not None else None,
        "currency": group.currency,
        "requests": [request_answer(row, viewer_id=group.requester_id) | _AS_IT_BEGAN for row in asked.requests],
    }


def block_answer(row: RequestBlock) -> dict[str, Any]:
    """A block as JSON for whoever made it."""
    person = find_person(str(row.requester_id))
    return {
        "id": str(row.id),
        "person": {"id": str(row.requester_id), "name": masked_name(person.full_name) if person else ""},
        "created_at": _moment(row.created_at),
    }
