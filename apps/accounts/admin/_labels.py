"""The colours of states, the same on every page; the words say it too."""

from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.accounts.models import DataExport, Device, KycTier, NameChange, Pin, Session, User, WipeCommand
from apps.core.admin_base import badge, moment_text

STATUS = {User.Status.ACTIVE: "success", User.Status.LOCKED: "danger", User.Status.CLOSED: "info"}
TIER = {KycTier.TIER_0: "", KycTier.TIER_1: "info", KycTier.TIER_2: "success"}
DEVICE = {
    Device.Status.ACTIVE: "success",
    Device.Status.LOCKED: "danger",
    Device.Status.WIPED: "info",
    Device.Status.REMOVED: "",
}
NAME_CHANGE = {
    NameChange.Status.PENDING: "warning",
    NameChange.Status.APPROVED: "success",
    NameChange.Status.REJECTED: "danger",
}
EXPORT = {
    DataExport.Status.WAITING: "",
    DataExport.Status.RUNNING: "info",
    DataExport.Status.READY: "success",
    DataExport.Status.FAILED: "danger",
    DataExport.Status.EXPIRED: "",
}


def beside(mark: SafeString, text: str) -> SafeString:
    """A badge, and what there is to say about it."""
    return format_html("{} {}", mark, text)


def pin_text(pin: Pin | None, now: datetime) -> SafeString:
    """That there is a PIN, and whether it can be used. Nothing by which it could be guessed."""
    if pin is None:
        return badge("Not set")
    text = f"since {moment_text(pin.set_at)}"
    if pin.reset_allowed_until and pin.reset_allowed_until > now:
        text += f"; may be reset until {moment_text(pin.reset_allowed_until)}"
    if pin.locked_until and pin.locked_until > now:
        return beside(badge("Locked", "danger"), f"until {moment_text(pin.locked_until)}; {text}")
    return beside(badge("Set", "success"), text)


def wipe_text(wipe: WipeCommand | None) -> SafeString | str:
    """How far an order to a lost phone has come."""
    if wipe is None:
        return "-"
    if wipe.done_at:
        return beside(badge("Done", "success"), moment_text(wipe.done_at))
    if wipe.delivered_at:
        return beside(badge("Delivered", "info"), moment_text(wipe.delivered_at))
    return beside(badge("Requested", "warning"), moment_text(wipe.requested_at))


def session_text(session: Session, now: datetime) -> SafeString:
    """Whether a session is good, and why not."""
    if session.revoked_at:
        return beside(badge("Ended"), session.revoked_reason.replace("_", " "))
    return badge("Good", "success") if session.expires_at > now else badge("Expired")
