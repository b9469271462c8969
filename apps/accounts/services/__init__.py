"""What can be done about people, their codes and their sessions."""

from apps.accounts.services._activity import activity_part, record_activity
from apps.accounts.services._log_in import log_in
from apps.accounts.services._people import create_person
from apps.accounts.services._profile import UNCHANGED, Unchanged, change_password, update_profile
from apps.accounts.services._purge import purge_expired
from apps.accounts.services._refresh import refresh_session
from apps.accounts.services._sessions import Device, end_all_sessions, end_session, log_out, open_session
from apps.accounts.services._sign_up import (
    PendingSignUp,
    check_sign_up_code,
    register,
    resend_code,
    verify_sign_up,
)
from apps.accounts.services._status import close_person, lock_person, unlock_person
from apps.accounts.tokens import TokenPair

__all__ = [
    "UNCHANGED",
    "Device",
    "PendingSignUp",
    "TokenPair",
    "Unchanged",
    "activity_part",
    "change_password",
    "check_sign_up_code",
    "close_person",
    "create_person",
    "end_all_sessions",
    "end_session",
    "lock_person",
    "log_in",
    "log_out",
    "open_session",
    "purge_expired",
    "record_activity",
    "refresh_session",
    "register",
    "resend_code",
    "unlock_person",
    "update_profile",
    "verify_sign_up",
]
