"""The port: what GoPay asks of an outside rail, and what it is answered.

An adapter (adapters/<name>/adapter.py) translates between these types and one provider's protocol. It decides nothing
and keeps nothing: it sends what it is given, once, says what it heard, and raises one of the three errors when it has
not heard. docs/recipes/add-a-gateway.md adds another.
"""

from abc import ABC
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from apps.core.money import Money


class Capability(StrEnum):
    """What a rail can do. The first four move money and are what routes are chosen for."""

    COLLECT = "COLLECT"
    PAY_OUT = "PAY_OUT"
    PAY_BILL = "PAY_BILL"
    RECHARGE = "RECHARGE"
    LOOK_UP_BILL = "LOOK_UP_BILL"
    LINK_ACCOUNT = "LINK_ACCOUNT"
    CATALOGUE = "CATALOGUE"
    ENQUIRE = "ENQUIRE"
    CALLBACK = "CALLBACK"
    SETTLEMENT_FILE = "SETTLEMENT_FILE"


class Outcome(StrEnum):
    """What a provider says has become of an operation."""

    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    PENDING = "PENDING"
    # Only to an enquiry: it has never heard of it.
    NOT_FOUND = "NOT_FOUND"


@dataclass(frozen=True, slots=True)
class Instrument:
    """Somebody's account or card at a provider, as far as we may know it: a token, never the number itself."""

    token: str
    # "BANK_ACCOUNT" or "CARD".
    kind: str
    # What its owner recognises it by, "•••• 4242".
    masked: str
    holder_name: str = ""
    # The bank's name, or the card's scheme.
    issuer: str = ""
    # The last month in which a card is good, as its first day.
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Collect:
    """Money in. Without an instrument its payer is sent to the provider's own page (Result.next_url)."""

    operation_id: UUID
    amount: Money
    instrument: str = ""
    description: str = ""
    return_url: str = ""
    # Whether the card used on that page may be kept for the next time (Result.instrument).
    keep_instrument: bool = False


@dataclass(frozen=True, slots=True)
class PayOut:
    """Money out, to an account the provider knows by this token."""

    operation_id: UUID
    amount: Money
    instrument: str
    beneficiary_name: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class PayBill:
    """Pays a biller for a customer's account; of a prepaid one Result.voucher is what was bought."""

    operation_id: UUID
    amount: Money
    biller: str
    account_number: str


@dataclass(frozen=True, slots=True)
class Recharge:
    """Airtime or a product (a data bundle) for a number in E.164."""

    operation_id: UUID
    amount: Money
    operator: str
    msisdn: str
    product: str = ""


Request = Collect | PayOut | PayBill | Recharge


@dataclass(frozen=True, slots=True)
class Enquiry:
    """Asks what became of an operation; `provider_reference` is empty when none was heard."""

    operation_id: UUID
    capability: Capability
    provider_reference: str = ""


@dataclass(frozen=True, slots=True)
class BillLookUp:
    """Asks a biller for a customer's bill."""

    biller: str
    account_number: str
    currency: str


@dataclass(frozen=True, slots=True)
class Bill:
    """What a biller says. A prepaid account owes nothing: `amount_due` is None and any amount from `minimum` buys."""

    customer_name: str
    currency: str
    amount_due: Money | None = None
    minimum: Money | None = None
    maximum: Money | None = None
    due_date: date | None = None
    allows_partial: bool = False
    is_prepaid: bool = False


@dataclass(frozen=True, slots=True)
class AccountToLink:
    """A bank account as its owner writes it. It is sent on and forgotten: we keep the token."""

    bank: str
    account_number: str
    holder_name: str


# --- Recharge catalogue ---


@dataclass(frozen=True, slots=True)
class RechargeOperator:
    """A telco. Numbers in E.164 that begin with one of `prefixes` are likely its own; `country` is ISO 3166-1."""

    code: str
    name: str
    country: str
    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RechargeProduct:
    """What can be bought for a number. `kind` is "airtime" or "data".

    Without an `amount` any from `minimum` to `maximum` buys; None of these: no bound.
    """

    code: str
    name: str
    kind: str
    amount: Money | None
    minimum: Money | None
    maximum: Money | None
    validity_days: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """What a provider says of an operation.

    `amount` is what it says it has moved; the one who asked compares. `failure_code` is one of FAILURES.
    """

    outcome: Outcome
    provider_reference: str = ""
    amount: Money | None = None
    failure_code: str = ""
    # Where the payer has to go, of a collection on the provider's page.
    next_url: str = ""
    # What a prepaid payment bought (an electricity token), and how much of it ("35.2 kWh").
    voucher: str = ""
    units: str = ""
    receipt_number: str = ""
    instrument: Instrument | None = None


# Why a provider does not do it, in words all providers share; each has a text in transactions.errors.
FAILURES = frozenset(
    {
        "provider_declined",
        "provider_account_invalid",
        "provider_insufficient_funds",
        "provider_limit",
        "provider_card_expired",
        "provider_unavailable",
        "provider_expired",
    }
)


@dataclass(frozen=True, slots=True)
class CallbackEvent:
    """What a provider tells by itself, its signature checked. `event_id` is the same however often it is told."""

    event_id: str
    provider_reference: str
    result: Result
    # The id we gave the operation; None when the provider names none we could have given.
    operation_id: UUID | None = None
    # The instrument the provider says was used; empty when it does not say.
    counterparty: str = ""
    occurred_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SettlementFile:
    """A provider's list of what it has done on a day. `media_type` is "text/csv" or "application/xml" (camt.053)."""

    name: str
    media_type: str
    content: bytes


class GatewayError(Exception):
    """The provider did not answer the question. `text` goes to operators and into the log, never to people."""

    def __init__(self, text: str = "", *, failure_code: str = "provider_declined") -> None:
        super().__init__(text)
        self.text = text
        self.failure_code = failure_code


class Refused(GatewayError):
    """Permanent: the provider has understood, did nothing, and will do nothing when asked the same again."""


class NotDone(GatewayError):
    """Transient: the provider certainly did nothing (it was not reached, or said so). Another one may be asked."""


class OutcomeUnknown(GatewayError):
    """Unknown: the request has gone out and no answer that says anything came back. Only an enquiry tells."""


class BadSignature(Exception):
    """A callback that its provider has not signed, or not now."""


class BadCallback(Exception):
    """A callback that is signed and cannot be read: somebody has to look at it."""


@dataclass(frozen=True, slots=True)
class Connection:
    """How a gateway is reached: from settings.GATEWAY_CONNECTIONS, never from the database.

    `secrets` are the adapter's own (client ids, keys); `callback_secrets` are those its callbacks may be signed under,
    newest first, so that they rotate with overlap.
    """

    code: str
    adapter: str
    base_url: str
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    callback_secrets: tuple[str, ...] = field(default=(), repr=False)


class Adapter(ABC):
    """One provider's protocol. A method of a capability it does not name is never called.

    Each may raise Refused, NotDone, OutcomeUnknown. `http` sends and logs (apps/gateways/http.py); nothing is kept
    between calls but what http keeps.
    """

    # What settings.GATEWAY_CONNECTIONS calls it.
    name: ClassVar[str]
    title: ClassVar[str]
    capabilities: ClassVar[frozenset[Capability]]
    # Whether an operation sent again under the same id is done once at the provider.
    is_idempotent: ClassVar[bool] = False
    # What the provider has not recorded so long after it was sent, it never will. None: nobody can say.
    recorded_within: ClassVar[timedelta | None] = None

    def __init__(self, connection: Connection, http: Any) -> None:
        self.connection = connection
        self.http = http

    def collect(self, request: Collect) -> Result:
        """Takes money from somebody's account or card, or begins to."""
        raise NotImplementedError

    def pay_out(self, request: PayOut) -> Result:
        """Sends money to somebody's account."""
        raise NotImplementedError

    def pay_bill(self, request: PayBill) -> Result:
        """Pays a biller."""
        raise NotImplementedError

    def recharge(self, request: Recharge) -> Result:
        """Buys airtime or a product."""
        raise NotImplementedError

    def look_up_bill(self, request: BillLookUp) -> Bill:
        """Reads a bill. Raises Refused with provider_account_invalid when there is no such account."""
        raise NotImplementedError

    def link_account(self, request: AccountToLink) -> Instrument:
        """Exchanges an account's number for a token. Raises Refused with provider_account_invalid."""
        raise NotImplementedError

    def list_operators(self) -> list[RechargeOperator]:
        """The telcos whose numbers can be recharged (CATALOGUE)."""
        raise NotImplementedError

    def list_products(self, operator: str) -> list[RechargeProduct]:
        """What can be bought of one of them (CATALOGUE). Raises Refused when there is no such operator."""
        raise NotImplementedError

    def get_balance(self) -> list[Money]:
        """What is left of our money at the provider, one for each currency (CATALOGUE)."""
        raise NotImplementedError

    def enquire(self, request: Enquiry) -> Result:
        """Asks what became of an operation; NOT_FOUND when the provider has never heard of it."""
        raise NotImplementedError

    def read_callback(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> CallbackEvent:
        """Checks the signature over the raw bytes, then reads them. Header names are in lower case.

        Raises BadSignature, BadCallback.
        """
        raise NotImplementedError

    def fetch_settlement_file(self, day: date) -> SettlementFile:
        """The list of what was executed on a day (UTC). Raises NotDone while there is none."""
        raise NotImplementedError
