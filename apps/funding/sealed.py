"""The token by which a provider knows an account or a card: sealed on the way in, opened only here."""

from apps.core.crypto import blind_index, seal, unseal
from apps.funding.models import FundingSource

_TABLE = "funding_fundingsource"


def token_index(gateway_code: str, token: str) -> bytes:
    """By what an account or a card is found again without opening any. Tokens of two gateways are never the same."""
    return blind_index(f"{gateway_code} {token}", purpose="funding.token")


def number_mark(bank: str, account_number: str) -> str:
    """Names an account in what a code is bound to: whoever reads it learns nothing of the number."""
    return blind_index(f"{bank} {account_number}", purpose="funding.account_number").hex()


def write_token(source: FundingSource, token: str) -> None:
    """Puts the token into the row, sealed; the caller saves it."""
    source.token = seal(token, table=_TABLE, column="token", row=source.id)
    source.token_index = token_index(source.gateway_code, token)


def open_token(source: FundingSource) -> str:
    """The token, for the provider; empty when the source is over. Raises crypto.Undecipherable."""
    return "" if source.token is None else unseal(bytes(source.token), table=_TABLE, column="token", row=source.id)
