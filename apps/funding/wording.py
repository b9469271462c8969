"""Sources and automatic top-ups in words, for messages and the operators' pages."""

from apps.funding.models import PausedBecause

_PAUSED = {
    PausedBecause.FAILURES: "Two deposits in a row failed.",
    PausedBecause.DEVICE: "The phone it was set up on was locked.",
    PausedBecause.SOURCE: "The account or card is no longer linked.",
    PausedBecause.OPERATOR: "We paused it. Ask support.",
}


def paused_reason_of(paused_because: str) -> str:
    """Why an automatic top-up is paused, as a sentence."""
    return _PAUSED[PausedBecause(paused_because)]


def plain(label: str) -> str:
    """A source in an SMS, whose basic set of characters has no bullets: `Umoja Bank ...1234`."""
    return label.replace("\u2022\u2022\u2022\u2022 ", "...").replace("\u2022", ".")
