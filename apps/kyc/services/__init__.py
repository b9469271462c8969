"""What can be done about submissions: by their people, by the external check, by reviewers, by time."""

from apps.kyc.services._check import apply_result, give_up_on_the_oldest, run_due_checks, wait_after
from apps.kyc.services._documents import put_document, sweep_orphaned_files
from apps.kyc.services._drafts import open_submission, update_draft
from apps.kyc.services._erase import erase_submissions
from apps.kyc.services._expire import remind_and_expire
from apps.kyc.services._review import (
    approve,
    look_at_details,
    look_at_document,
    may_decide,
    may_take,
    reject,
    release,
    take,
)
from apps.kyc.services._screen import (
    add_watch_list_entry,
    decide_hit,
    end_watch_list_entry,
    screen,
    screen_name,
)
from apps.kyc.services._submit import submit

__all__ = [
    "add_watch_list_entry",
    "apply_result",
    "approve",
    "decide_hit",
    "end_watch_list_entry",
    "erase_submissions",
    "give_up_on_the_oldest",
    "look_at_details",
    "look_at_document",
    "may_decide",
    "may_take",
    "open_submission",
    "put_document",
    "reject",
    "release",
    "remind_and_expire",
    "run_due_checks",
    "screen",
    "screen_name",
    "submit",
    "sweep_orphaned_files",
    "take",
    "update_draft",
    "wait_after",
]
