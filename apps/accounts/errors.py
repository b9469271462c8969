"""What accounts refuses, in words for people."""

from apps.core.errors import DomainError, NotFound


class PersonNotFound(NotFound):
    """There is no such person."""


class SessionNotFound(NotFound):
    """There is no such session of yours."""


class InvalidCredentials(DomainError):
    """The number, the e-mail address or the password is not right."""

    code = "invalid_credentials"
    category = "unauthenticated"


class InvalidToken(DomainError):
    """This token is not valid, or no longer. Log in again."""

    code = "invalid_token"
    category = "unauthenticated"


class InvalidCode(DomainError):
    """This code is wrong, was used before, or is too old. Ask for a new one."""

    code = "invalid_code"
    category = "refused"


class StatusConflict(DomainError):
    """The account is not in a state in which this can be done."""

    code = "status_conflict"
    category = "conflict"


class NumberTaken(DomainError):
    """This phone number cannot be used."""

    code = "number_taken"
    category = "conflict"


class EmailTaken(DomainError):
    """This e-mail address cannot be used."""

    code = "email_taken"
    category = "conflict"


class SessionEnded(DomainError):
    """This session has ended. Log in again."""

    code = "session_ended"
    category = "unauthenticated"


class PinNotSet(DomainError):
    """Set a PIN first."""

    code = "pin_not_set"
    category = "conflict"


class WrongPin(DomainError):
    """This PIN is not right."""

    code = "wrong_pin"
    category = "forbidden"


class PinLocked(DomainError):
    """The PIN was wrong too often. Wait, or reset it."""

    code = "pin_locked"
    category = "forbidden"


class StepUpRequired(DomainError):
    """Confirm this with the code that was sent."""

    code = "step_up_required"
    category = "forbidden"


class SignatureRequired(DomainError):
    """This session belongs to a registered device, whose key must sign the request."""

    code = "signature_required"
    category = "forbidden"


class InvalidSignature(DomainError):
    """The device's signature does not fit this request."""

    code = "invalid_signature"
    category = "forbidden"


class StaleSignature(DomainError):
    """The device's signature is too old, or from the future. Check the clock and sign anew."""

    code = "stale_signature"
    category = "forbidden"


class SignatureReplayed(DomainError):
    """This very signature was used before. To ask again, sign anew."""

    code = "signature_replayed"
    category = "forbidden"


class AccountSecured(DomainError):
    """A phone of yours was reported lost, so no money leaves. Unlock the account first."""

    code = "account_secured"
    category = "forbidden"


class DeviceNotFound(NotFound):
    """There is no such device of yours."""


class CommandNotFound(NotFound):
    """There is no command for this device."""


class TooManyDevices(DomainError):
    """You have as many devices as one can have. Remove one first."""

    code = "too_many_devices"
    category = "conflict"


class DeviceKeyTaken(DomainError):
    """This key is in use on another device. Make a new one."""

    code = "device_key_taken"
    category = "conflict"


class DeviceConflict(DomainError):
    """The device is not in a state in which this can be done."""

    code = "device_conflict"
    category = "conflict"


class SessionBound(DomainError):
    """This session belongs to another device. Log in anew on this one."""

    code = "session_bound"
    category = "conflict"


class AlreadyWiped(DomainError):
    """This command was acknowledged before."""

    code = "already_wiped"
    category = "conflict"


class DeviceLocked(DomainError):
    """This device is locked. Unlock it from another one, or set the app up anew."""

    code = "device_locked"
    category = "forbidden"


class DeviceRequired(DomainError):
    """This can be done from a registered device only."""

    code = "device_required"
    category = "forbidden"


class ResetRefused(DomainError):
    """The PIN cannot be reset this way. Ask support to start a reset."""

    code = "reset_refused"
    category = "refused"


class ProofRequired(DomainError):
    """Now prove the new address, with the code that was sent to it."""

    code = "proof_required"
    category = "forbidden"


class NoEmail(DomainError):
    """There is no e-mail address to verify."""

    code = "no_email"
    category = "conflict"


class HandleTaken(DomainError):
    """This handle cannot be had."""

    code = "handle_taken"
    category = "conflict"


class HandleChangedRecently(DomainError):
    """A handle can be changed once in thirty days."""

    code = "handle_changed_recently"
    category = "refused"


class NameChangeNotFound(NotFound):
    """There is no such name change that waits for a decision."""


class OwnNameChange(DomainError):
    """Nobody decides about their own name."""

    code = "own_name_change"
    category = "forbidden"


class PhotoNotFound(NotFound):
    """There is no photo."""


class ContactNotFound(NotFound):
    """There is no emergency contact."""


class TrustedPayeeNotFound(NotFound):
    """There is no such payee among those you trust."""


class AlreadyTrusted(DomainError):
    """You trust this payee already."""

    code = "already_trusted"
    category = "conflict"


class TooManyTrustedPayees(DomainError):
    """Nobody can trust more payees than fifty. Remove one first."""

    code = "too_many_trusted_payees"
    category = "conflict"


class PayeeUnknown(DomainError):
    """Nobody can be paid under this number, address or handle."""

    code = "payee_not_found"
    category = "refused"


class ExportNotFound(NotFound):
    """There is no such export of yours."""


class ExportNotReady(DomainError):
    """The export is not ready, or was deleted."""

    code = "export_not_ready"
    category = "conflict"
