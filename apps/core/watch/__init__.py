"""What GoPay writes down of itself while it runs, a row for each process, scheduled task and key, and never more.

`beat_as` has a process say that it lives, `follow_celery` has workers and the scheduler say so and notes how scheduled
tasks ran, `note_keys` how long keys are in use, `note_certificate` what a server showed. Operators read it on the page
System health and Prometheus at /metrics. Nothing here may hold up or fail the work it is about.
"""

from apps.core.watch._beats import SILENT_AFTER, Beat, beat_as, beat_from_here, purge_beats
from apps.core.watch._celery import follow_celery
from apps.core.watch._certificates import note_certificate
from apps.core.watch._keys import KNOWN_KEYS, list_keys, note_keys
from apps.core.watch._runs import Due, list_due, note_begin, note_end, purge_runs, scheduled_names

__all__ = [
    "KNOWN_KEYS",
    "SILENT_AFTER",
    "Beat",
    "Due",
    "beat_as",
    "beat_from_here",
    "follow_celery",
    "list_due",
    "list_keys",
    "note_begin",
    "note_certificate",
    "note_end",
    "note_keys",
    "purge_beats",
    "purge_runs",
    "scheduled_names",
]
