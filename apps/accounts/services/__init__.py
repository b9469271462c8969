"""What can be done about people, their codes and their sessions."""

from apps.accounts.services import _own_data  # noqa: F401 - registers accounts' part of an export.
from apps.accounts.services._activity import activity_part, record_activity
from apps.accounts.services._authorise import (
    Authority,
    Proof,
    authorise,
    authority_effects,
    authority_part,
    confirm_authority,
    why_not,
)
from apps.accounts.services._closing import begin_closing, confirm_closing, erase_closed
from apps.accounts.services._confirm import confirm_with_code, use_authority
from apps.accounts.services._contacts import (
    distrust_payee,
    remove_emergency_contact,
    set_emergency_contact,
    trust_payee,
)
from apps.accounts.services._devices import lock_device, remove_device, require_active_device, unlock_device
from apps.accounts.services._email import change_email, remove_email, verify_email
from apps.accounts.services._export import (
    ask_for_export,
    expire_exports,
    list_due_exports,
    make_export,
    sweep_export_parts,
)
from apps.accounts.services._handle import remove_handle, set_handle
from apps.accounts.services._log_in import log_in
from apps.accounts.services._names import decide_name_change
from apps.accounts.services._number import change_number
from apps.accounts.services._people import create_person, lock_to_change
from apps.accounts.services._photo import remove_photo, set_photo, sweep_photos
from apps.accounts.services._pin import begin_caution, check_pin, reset_pin, set_pin, start_pin_reset
from apps.accounts.services._profile import UNCHANGED, Unchanged, change_password, update_profile
from apps.accounts.services._purge import purge_expired
from apps.accounts.services._recovery import PendingReport, confirm_lost, release_secured, report_lost, unsecure
from apps.accounts.services._refresh import refresh_session
from apps.accounts.services._register_device import register_device, register_first_device
from apps.accounts.services._sessions import Device, end_all_sessions, end_session, log_out, open_session
from apps.accounts.services._sign_up import (
    DeskSignUp,
    PendingSignUp,
    check_sign_up_code,
    find_sign_up_number,
    register,
    register_at_desk,
    resend_code,
    verify_sign_up,
)
from apps.accounts.services._status import close_person, lock_person, unlock_person
from apps.accounts.services._step_up import (
    StepUpAnswer,
    binding_of,
    is_unused,
    masked,
    require_step_up,
    unused_code_part,
    use_code,
    use_code_part,
)
from apps.accounts.services._support import end_sessions_for
from apps.accounts.services._tier import set_kyc_tier
from apps.accounts.services._wipe import SignedCommand, acknowledge_wipe, fetch_command, request_wipe
from apps.accounts.tokens import TokenPair

__all__ = [
    "UNCHANGED",
    "Authority",
    "DeskSignUp",
    "Device",
    "PendingReport",
    "PendingSignUp",
    "Proof",
    "SignedCommand",
    "StepUpAnswer",
    "TokenPair",
    "Unchanged",
    "acknowledge_wipe",
    "activity_part",
    "ask_for_export",
    "authorise",
    "authority_effects",
    "authority_part",
    "begin_caution",
    "begin_closing",
    "binding_of",
    "change_email",
    "change_number",
    "change_password",
    "check_pin",
    "check_sign_up_code",
    "close_person",
    "confirm_authority",
    "confirm_closing",
    "confirm_lost",
    "confirm_with_code",
    "create_person",
    "decide_name_change",
    "distrust_payee",
    "end_all_sessions",
    "end_session",
    "end_sessions_for",
    "erase_closed",
    "expire_exports",
    "fetch_command",
    "find_sign_up_number",
    "is_unused",
    "list_due_exports",
    "lock_device",
    "lock_person",
    "lock_to_change",
    "log_in",
    "log_out",
    "make_export",
    "masked",
    "open_session",
    "purge_expired",
    "record_activity",
    "refresh_session",
    "register",
    "register_at_desk",
    "register_device",
    "register_first_device",
    "release_secured",
    "remove_device",
    "remove_email",
    "remove_emergency_contact",
    "remove_handle",
    "remove_photo",
    "report_lost",
    "request_wipe",
    "require_active_device",
    "require_step_up",
    "resend_code",
    "reset_pin",
    "set_emergency_contact",
    "set_handle",
    "set_kyc_tier",
    "set_photo",
    "set_pin",
    "start_pin_reset",
    "sweep_export_parts",
    "sweep_photos",
    "trust_payee",
    "unlock_device",
    "unlock_person",
    "unsecure",
    "unused_code_part",
    "update_profile",
    "use_authority",
    "use_code",
    "use_code_part",
    "verify_email",
    "verify_sign_up",
    "why_not",
]
