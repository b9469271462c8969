"""A biller as customers see it, and what operators have changed about it."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string

from apps.accounts.models import User
from apps.billers.models import Biller
from apps.core.admin_base import NOTHING, Section, moment_text
from apps.core.admin_diffs import figures_diff
from apps.core.models import AuditRecord

_SHOWN = 20


def shown_section(row: Biller) -> Section:
    """How the app's list and the form for a number show it."""
    ink = "#101828" if _is_light(row.colour) else "#ffffff"
    body = render_to_string("admin/billers/as_seen.html", {"biller": row, "ink": ink})
    return Section("As customers see it", (), (), body=body)


def changes_section(row: Biller) -> Section:
    """Who changed what, and from what to what."""
    records = list(
        AuditRecord.objects.filter(subject_id=str(row.pk), subject_kind="billers.biller").order_by("-id")[:_SHOWN]
    )
    names = _names_of(record.actor_id for record in records)
    return Section(
        "What was changed",
        ("at", "by", "what", "from and to"),
        [
            (
                moment_text(record.recorded_at),
                names.get(record.actor_id, NOTHING),
                record.what,
                figures_diff(record.detail.get("before") or {}, record.detail.get("after") or {}) or NOTHING,
            )
            for record in records
        ],
        empty="Nothing was changed since changes are written down.",
    )


def _names_of(people: Iterable[Any]) -> dict[Any, str]:
    return dict(User.objects.filter(pk__in={one for one in people if one}).values_list("id", "full_name"))


def _is_light(colour: str) -> bool:
    """Whether dark letters are read better on it (WCAG's relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179
