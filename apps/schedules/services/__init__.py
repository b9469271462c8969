"""What can be done with schedules, and the sweep that pays what is due."""

from apps.schedules.services._change import (
    cancel_of_person,
    cancel_schedule,
    erase_person,
    pause_of_device,
    pause_schedule,
    resume_schedule,
)
from apps.schedules.services._make import Made, Plan, check_plan, make_schedule
from apps.schedules.services._pay_due import pay_due
from apps.schedules.services._tell import tell_made, tell_paused, tell_skipped

__all__ = [
    "Made",
    "Plan",
    "cancel_of_person",
    "cancel_schedule",
    "check_plan",
    "erase_person",
    "make_schedule",
    "pause_of_device",
    "pause_schedule",
    "pay_due",
    "resume_schedule",
    "tell_made",
    "tell_paused",
    "tell_skipped",
]
