"""Which handles nobody gets, because whoever had one could pose as us, as staff or as a bank."""

from typing import Final

# What people read as the same: digits that stand for letters, and the letters that look like each other.
_LOOK_ALIKE = str.maketrans("0134578l", "oieastbi", "_")


def _seen(handle: str) -> str:
    """A handle as a hurried reader sees it."""
    return handle.translate(_LOOK_ALIKE)


# Whoever speaks for the platform, its staff, the state or a bank; and words that are paths or addresses of ours.
_RESERVED_WORDS: Final = """
    abuse account accounts admin administrator agent agents alert alerts anonymous api app auditor automatic bank
    banking billing bills bot bots cashier cashin cashout central_bank ceo cfo chat checkout claim claims clearing
    compliance contact customer customer_care customer_service customercare deposit deposits dev developer director
    dispute disputes escrow everyone fee fees finance fraud free gift government govt help helpdesk helpline hostmaster
    info invoice kyc legal lottery mail manager me merchant merchants mobile_money moderator money nobody noc none
    noreply no_reply notification notifications null office official operator operators owner password pay payment
    payments payout pin police postmaster press prize promotion promotions refund refunds root sales sandbox security
    service services settlement staff status super superuser support suspense sysadmin system tax taxes team teller
    test transfer transfers treasury trust undefined unknown user users verification verified verify wallet wallets
    webmaster withdraw withdrawal withdrawals www you
"""
_RESERVED: Final = frozenset(_seen(word) for word in _RESERVED_WORDS.split())
# However such a handle goes on, it reads as the platform itself.
_RESERVED_BEGINNINGS: Final = tuple(_seen(word) for word in ("gopay", "go_pay", "official", "support", "helpdesk"))


def is_reserved(handle: str) -> bool:
    """Whether nobody may have this handle: a reserved word, or one that looks like it."""
    seen = _seen(handle)
    return seen in _RESERVED or seen.startswith(_RESERVED_BEGINNINGS)
