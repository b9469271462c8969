"""What states, scopes and lengths of time are called in the portal."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from apps.checkout.models import DeliveryState, DisabledBecause, InvoiceState, Scope

_DAYS, _HOURS = (30, 90, 365), (0, 1, 24, 72)
_SCOPES = {
    Scope.PAYMENTS_READ: gettext_noop("See payments and refunds"),
    Scope.PAYMENTS_WRITE: gettext_noop("Ask for payments, capture and cancel them"),
    Scope.REFUNDS_WRITE: gettext_noop("Give money back"),
}
# A word, and how it looks.
_INVOICES = {
    InvoiceState.DRAFT: (gettext_noop("Draft"), ""),
    InvoiceState.SENT: (gettext_noop("Sent"), "wait"),
    InvoiceState.PAID: (gettext_noop("Paid"), "good"),
    InvoiceState.CANCELLED: (gettext_noop("Cancelled"), "bad"),
}
_DELIVERIES = {
    DeliveryState.WAITING: (gettext_noop("Waiting"), "wait"),
    DeliveryState.DELIVERED: (gettext_noop("Delivered"), "good"),
    DeliveryState.FAILED: (gettext_noop("Failed"), "bad"),
    DeliveryState.CANCELLED: (gettext_noop("Cancelled"), ""),
}
_DISABLED = {
    DisabledBecause.OWNER: gettext_noop("You have switched it off."),
    DisabledBecause.FAILURES: gettext_noop("Nothing but failures for three days."),
    DisabledBecause.GONE: gettext_noop("It answered that it is gone."),
    DisabledBecause.OPERATOR: gettext_noop("GoPay has switched it off."),
}


def scope_choices() -> list[tuple[str, str]]:
    """What a key may do."""
    return [(scope.value, _(words)) for scope, words in _SCOPES.items()]


def scopes(names: list[str]) -> list[str]:
    return [_(_SCOPES[Scope(name)]) for name in names]


def lifetimes() -> list[tuple[str, str]]:
    """For how long a key is good."""
    days = [(str(each), ngettext("%(count)s day", "%(count)s days", each) % {"count": each}) for each in _DAYS]
    return [("", _("Until you end it")), *days]


def overlaps() -> list[tuple[str, str]]:
    """For how long an old key or secret is good beside the new one."""
    named = [ngettext("%(count)s hour", "%(count)s hours", each) % {"count": each} for each in _HOURS]
    return [(str(each), words if each else _("It ends at once")) for each, words in zip(_HOURS, named, strict=True)]


def invoice_state(state: str) -> tuple[str, str]:
    word, tone = _INVOICES[InvoiceState(state)]
    return _(word), tone


def invoice_states() -> list[tuple[str, str]]:
    """By which states invoices are narrowed."""
    return [(state.value, _(word)) for state, (word, _tone) in _INVOICES.items()]


def delivery_state(state: str) -> tuple[str, str]:
    word, tone = _DELIVERIES[DeliveryState(state)]
    return _(word), tone


def delivery_states() -> list[tuple[str, str]]:
    """By which states deliveries are narrowed."""
    return [(state.value, _(word)) for state, (word, _tone) in _DELIVERIES.items()]


def disabled(because: str) -> str:
    """Why an endpoint is told nothing."""
    return _(_DISABLED[DisabledBecause(because)]) if because else ""
