"""What takes two people, and how it is done: apps.core.procedures, where apps below this one find it too."""

from apps.core.procedures import (
    Change,
    Procedure,
    changes_between,
    find_procedure,
    list_procedures,
    register,
    subject_of,
)

__all__ = ["Change", "Procedure", "changes_between", "find_procedure", "list_procedures", "register", "subject_of"]
