"""Whether an account is in a person's own name."""

from apps.kyc.names import resembles, words_of


def is_own(holder_name: str, full_name: str) -> bool:
    """Whether a bank's way to write a name may well be this person's: case, accents, order, a second name more.

    A single word that many people share is not enough, unless the person has no other.
    """
    held, own = set(words_of(holder_name)), set(words_of(full_name))
    return resembles(holder_name, full_name) and (len(held) >= min(2, len(own)))
