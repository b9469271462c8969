"""What can be done with disbursements, from the upload to the last payment."""

from apps.disbursements.services._approve import approve, reject
from apps.disbursements.services._cosigners import accept_cosigning, name_cosigner, remove_cosigner
from apps.disbursements.services._pay import pay_out
from apps.disbursements.services._resume import resume_silent
from apps.disbursements.services._submit import cancel, submit
from apps.disbursements.services._tell import (
    tell_approved,
    tell_cosigner,
    tell_done,
    tell_payees,
    tell_rejected,
    tell_submitted,
    tell_validated,
)
from apps.disbursements.services._upload import sweep_files, upload
from apps.disbursements.services._validate import validate

__all__ = [
    "accept_cosigning",
    "approve",
    "cancel",
    "name_cosigner",
    "pay_out",
    "reject",
    "remove_cosigner",
    "resume_silent",
    "submit",
    "sweep_files",
    "tell_approved",
    "tell_cosigner",
    "tell_done",
    "tell_payees",
    "tell_rejected",
    "tell_submitted",
    "tell_validated",
    "upload",
    "validate",
]
