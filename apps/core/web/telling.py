"""What a refusal says to the person who met it."""

from math import ceil

from django.utils.translation import get_language, gettext, ngettext

from apps.core.errors import DomainError


def told(error: DomainError) -> str:
    """The sentence for a refusal, in the active language.

    In English that is its detail. In another language it is the detail's translation; of a detail that no catalogue
    can have, because it names sums or people, the translation of what its class says in general; else the detail.
    Whoever tried too often is told how long to wait.
    """
    if error.category == "throttled" and error.retry_after:
        return _wait(error.retry_after)
    if (get_language() or "en").partition("-")[0] == "en":
        return error.detail
    for sentence in (error.detail, general_sentence(type(error))):
        translated = gettext(sentence)
        if translated != sentence:
            return translated
    return error.detail


def _wait(seconds: int) -> str:
    minutes = ceil(seconds / 60)
    return ngettext(
        "That was too often. Wait a minute, then try again.",
        "That was too often. Wait %(count)s minutes, then try again.",
        minutes,
    ) % {"count": minutes}


def general_sentence(refusal: type[DomainError]) -> str:
    """What a kind of refusal says when nobody says more: the first line of its docstring, or nothing."""
    return (refusal.__doc__ or "").strip().partition("\n")[0]
