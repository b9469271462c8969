"""The two questions a person waits for: what a bill says, and whether an account is known.

They move nothing, so a gateway that is silent is given up soon and the next one asked.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import NoReturn, TypeVar

import structlog

from apps.gateways import registry
from apps.gateways.base import (
    AccountToLink,
    Adapter,
    Bill,
    BillLookUp,
    Capability,
    GatewayError,
    Instrument,
    NotDone,
    OutcomeUnknown,
    Refused,
)
from apps.gateways.errors import AccountNotKnown, ProviderDeclined, ProviderUnavailable
from apps.gateways.services._lines import Moment, line

log = structlog.get_logger("gopay.gateways")

QUESTION_SECONDS = 5.0
# Somebody looks at their phone: with what is left after this, no other gateway is begun with.
_PATIENCE_SECONDS = 8.0
_RETRY_AFTER = 30

Answer = TypeVar("Answer")


def look_up_bill(
    *, biller: str, account_number: str, currency: str, country: str = "", bound_to: str = "", now: datetime
) -> Bill:
    """A customer's bill as its biller says. `bound_to` names the only gateway that has this biller.

    Raises AccountNotKnown, ProviderDeclined, ProviderUnavailable. Call it outside any transaction: it takes up to some
    seconds.
    """
    question = BillLookUp(biller, account_number, currency)
    bill, _ = _ask(
        Capability.LOOK_UP_BILL, currency, country, bound_to, lambda adapter: adapter.look_up_bill(question), now
    )
    return bill


def link_account(
    *, bank: str, account_number: str, holder_name: str, currency: str, country: str = "", now: datetime
) -> tuple[Instrument, str]:
    """Exchanges an account's number for a token; returns it with the code of the only gateway that knows it.

    Raises AccountNotKnown, ProviderDeclined, ProviderUnavailable. Call it outside any transaction: it takes up to some
    seconds.
    """
    account = AccountToLink(bank, account_number, holder_name)
    return _ask(Capability.LINK_ACCOUNT, currency, country, "", lambda adapter: adapter.link_account(account), now)


def _ask(
    capability: Capability,
    currency: str,
    country: str,
    bound_to: str,
    question: Callable[[Adapter], Answer],
    now: datetime,
) -> tuple[Answer, str]:
    moment = Moment(now)
    until = time.monotonic() + _PATIENCE_SECONDS
    for gateway in registry.choose(
        capability=capability, currency=currency, country=country, bound_to=bound_to, now=now
    ):
        left = until - time.monotonic()
        if left < 1:
            break
        timeout = min(QUESTION_SECONDS, float(gateway.timeout_seconds), left)
        try:
            with line(gateway, moment=moment, timeout=timeout) as adapter:
                return question(adapter), gateway.code
        except Refused as error:
            _refuse(error)
        except (NotDone, OutcomeUnknown) as error:
            log.warning("a question without an answer", gateway=gateway.code, question=capability.value, why=error.text)
        except Exception as error:
            if not isinstance(error, GatewayError):
                log.exception("an adapter failed", gateway=gateway.code, question=capability.value)
    raise ProviderUnavailable(retry_after=_RETRY_AFTER)


def _refuse(error: Refused) -> NoReturn:
    if error.failure_code == "provider_account_invalid":
        raise AccountNotKnown from error
    raise ProviderDeclined from error
