"""People, their phones and sessions, what they ask for and what they did, for operators."""

from apps.accounts.admin._logs import ActivityAdmin, DataExportAdmin, SessionAdmin
from apps.accounts.admin._names import NameChangeAdmin
from apps.accounts.admin._people import UserAdmin
from apps.accounts.admin._phones import DeviceAdmin

__all__ = [
    "ActivityAdmin",
    "DataExportAdmin",
    "DeviceAdmin",
    "NameChangeAdmin",
    "SessionAdmin",
    "UserAdmin",
]
