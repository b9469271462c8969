"""What the wallets' services refuse."""

from apps.core.errors import DomainError


class WalletNotFound(DomainError):
    """There is no such wallet."""

    code = "wallet_not_found"
    category = "not_found"


class AccountNotEmpty(DomainError):
    """An account can only be closed when there is no money in it. Send or withdraw it first."""

    code = "account_not_empty"
    category = "conflict"


class CurrencyNotOffered(DomainError):
    """Wallets are not opened in this currency."""

    code = "currency_not_offered"


class WalletClosed(DomainError):
    """Your wallet in this currency was closed for good. Ask support."""

    code = "wallet_closed"
    category = "conflict"


class OnlyWallet(DomainError):
    """This is your only open wallet. To leave, close the account."""

    code = "only_wallet"
    category = "conflict"


class WalletNotEmpty(DomainError):
    """A wallet can only be closed when there is nothing in it."""

    code = "wallet_not_empty"
    category = "conflict"
