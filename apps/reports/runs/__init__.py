"""Reports are asked for, made in the background, taken, called off, and deleted when their time is over."""

from apps.reports.runs._ask import Asked, ask_for_report, begin_run, bind
from apps.reports.runs._keep import expire_runs, sweep_files
from apps.reports.runs._make import list_due_runs, make_run
from apps.reports.runs._schedules import (
    delete_schedule,
    make_due,
    make_schedule,
    pause_schedule,
    resume_schedule,
    rule_of,
)
from apps.reports.runs._select import find_run, find_schedule, list_runs, visible_runs, visible_schedules
from apps.reports.runs._take import TakenReport, call_off, take_report
from apps.reports.runs._tell import tell_failed, tell_paused, tell_ready

__all__ = [
    "Asked",
    "TakenReport",
    "ask_for_report",
    "begin_run",
    "bind",
    "call_off",
    "delete_schedule",
    "expire_runs",
    "find_run",
    "find_schedule",
    "list_due_runs",
    "list_runs",
    "make_due",
    "make_run",
    "make_schedule",
    "pause_schedule",
    "resume_schedule",
    "rule_of",
    "sweep_files",
    "take_report",
    "tell_failed",
    "tell_paused",
    "tell_ready",
    "visible_runs",
    "visible_schedules",
]
