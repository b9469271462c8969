"""What somebody did, in words: their own log says it by code (`accounts.logged_in`).

What stands here is what people do, or have done to their account. Of what nobody has worded, a page says at least where
it belongs.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_DEEDS: dict[str, Promise] = {
    "accounts.joined": _("You joined GoPay"),
    "accounts.logged_in": _("Logged in"),
    "accounts.logged_out": _("Logged out"),
    "accounts.session_ended": _("A session was ended"),
    "accounts.session_replayed": _("A session was ended because its key was used twice"),
    "accounts.password_changed": _("Password changed"),
    "accounts.pin_set": _("PIN set"),
    "accounts.pin_changed": _("PIN changed"),
    "accounts.pin_reset": _("PIN reset"),
    "accounts.pin_reset_started": _("Support let you reset your PIN"),
    "accounts.pin_locked": _("PIN locked after wrong tries"),
    "accounts.device_registered": _("A device was added"),
    "accounts.device_removed": _("A device was removed"),
    "accounts.device_locked": _("A device was locked"),
    "accounts.device_unlocked": _("A device was unlocked"),
    "accounts.device_wiped": _("A device was wiped"),
    "accounts.wipe_requested": _("The wiping of a device was ordered"),
    "accounts.wipe_delivered": _("A device was told to wipe itself"),
    "accounts.secured": _("Account locked: a phone was reported lost"),
    "accounts.unsecured": _("Account unlocked"),
    "accounts.locked": _("Account locked by GoPay"),
    "accounts.unlocked": _("Account unlocked by GoPay"),
    "accounts.closed": _("Account closed"),
    "accounts.profile_changed": _("Profile changed"),
    "accounts.name_change_asked": _("A new name was asked for"),
    "accounts.name_change_withdrawn": _("The new name was withdrawn"),
    "accounts.name_changed": _("Name changed"),
    "accounts.name_change_rejected": _("The new name was not accepted"),
    "accounts.email_changed": _("E-mail address changed"),
    "accounts.email_verified": _("E-mail address confirmed"),
    "accounts.email_lost": _("E-mail address removed: somebody else has proven it is theirs"),
    "accounts.number_changed": _("Phone number changed"),
    "accounts.handle_changed": _("Handle changed"),
    "accounts.photo_changed": _("Photo changed"),
    "accounts.emergency_contact_changed": _("Emergency contact changed"),
    "accounts.emergency_contact_removed": _("Emergency contact removed"),
    "accounts.payee_trusted": _("A trusted payee was added"),
    "accounts.payee_distrusted": _("A trusted payee was removed"),
    "accounts.export_asked": _("A copy of your data was asked for"),
    "accounts.export_ready": _("The copy of your data was made"),
    "accounts.export_failed": _("The copy of your data could not be made"),
    "accounts.tier_changed": _("Identity level changed"),
    "wallets.opened": _("A wallet was opened"),
    "wallets.closed": _("A wallet was closed"),
    "kyc.submitted": _("Identity documents handed in"),
    "kyc.document_sent": _("A photo of a document was sent"),
    "kyc.details_changed": _("Identity details changed"),
    "kyc.approved": _("Identity confirmed"),
    "kyc.rejected": _("Identity documents not accepted"),
    "requests.asked": _("Money was asked for"),
    "requests.accepted": _("A request was paid"),
    "requests.declined": _("A request was declined"),
    "requests.cancelled": _("A request was taken back"),
    "requests.blocked": _("Somebody was blocked"),
    "requests.unblocked": _("Somebody was unblocked"),
    "schedules.made": _("A schedule was set up"),
    "schedules.paused": _("A schedule was paused"),
    "schedules.resumed": _("A schedule goes on"),
    "schedules.cancelled": _("A schedule was ended"),
    "funding.source_linked": _("A bank account or card was linked"),
    "funding.source_removed": _("A bank account or card was removed"),
    "funding.top_up_set": _("Automatic top-up changed"),
    "disputes.opened": _("A payment was disputed"),
    "disputes.withdrawn": _("A dispute was withdrawn"),
    "reports.statement_taken": _("A statement was downloaded"),
    "reports.receipt_taken": _("A receipt was downloaded"),
    "reports.receipt_shared": _("A receipt was shared"),
    "reports.receipt_links_revoked": _("Shared receipts were withdrawn"),
    "transactions.collected": _("A payment was collected"),
    "agents.cash_out_asked": _("An agent asked to pay out cash"),
    "agents.cash_out_declined": _("Something was done about a payment"),
    "merchants.code_shown": _("Something was done about a payment"),
    "merchants.code_cancelled": _("Something was done about a payment"),
    "billers.bill_paid": _("A bill was paid"),
    "billers.recharged": _("A phone was recharged"),
}
_AREAS: dict[str, Promise] = {
    "accounts": _("Something changed in your account"),
    "agents": _("Something was done at your agent desk"),
    "billers": _("Something was done about bills"),
    "checkout": _("Something changed in the settings of your business"),
    "disbursements": _("Something was done about bulk payments"),
    "disputes": _("Something was done about a dispute"),
    "funding": _("Something changed in your linked accounts"),
    "kyc": _("Something was done about your identity check"),
    "merchants": _("Something was done in your business"),
    "payment": _("Something was done about a payment"),
    "reports": _("A report was made"),
    "requests": _("Something was done about a request"),
    "schedules": _("Something was done about a schedule"),
    "transactions": _("Something was done about a payment"),
    "wallets": _("Something changed in a wallet"),
}
_ICONS = {
    "accounts": "shield",
    "agents": "store",
    "billers": "receipt-text",
    "checkout": "code",
    "disbursements": "users",
    "disputes": "scale",
    "funding": "landmark",
    "kyc": "id-card",
    "merchants": "store",
    "reports": "file-text",
    "requests": "hand-coins",
    "schedules": "calendar-clock",
    "wallets": "wallet",
}
_OWN_ICONS = {
    "accounts.logged_in": "log-in",
    "accounts.logged_out": "log-out",
    "accounts.session_ended": "log-out",
    "accounts.device_registered": "smartphone",
    "accounts.device_locked": "lock",
    "accounts.secured": "lock",
    "accounts.unsecured": "shield-check",
    "accounts.pin_locked": "lock",
    "agents.cash_out_declined": "banknote",
    "merchants.code_shown": "qr-code",
    "merchants.code_cancelled": "qr-code",
}


def deed(action: str) -> str:
    """The words for an action of the log."""
    area = action.partition(".")[0]
    worded = _DEEDS.get(action) or _AREAS.get(area)
    return str(worded) if worded else gettext("Something was done for your account")


def deed_icon(action: str) -> str:
    """The picture beside it."""
    return _OWN_ICONS.get(action) or _ICONS.get(action.partition(".")[0], "activity")
