"""What GoPay depends on outside itself: gateways, their certificates, and the disk."""

import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from apps.core.models import Certificate
from apps.gateways.models import Gateway
from apps.gateways.selectors import Health as Answers
from apps.gateways.selectors import list_health
from apps.operations.health._parts import Line, Part, Tone, ago, duration, grade, size, within

MOST_GATEWAYS = 50
EXPIRES_SOON = timedelta(days=21)
EXPIRES_NOW = timedelta(days=7)
_CHECK_IS_OLD = timedelta(hours=26)
# Of the answers of an hour; fewer requests than this say nothing.
_ENOUGH = 5


def gateways(now: datetime) -> Part:
    """Every gateway's breaker, answers of the last hour and certificate, in five statements for all of them."""
    rows = list(Gateway.objects.order_by("code")[:MOST_GATEWAYS])
    health = list_health([row.code for row in rows], now=now)
    certificates = Certificate.objects.in_bulk([row.code for row in rows])
    lines = [_gateway(row, health[row.code], now) for row in rows]
    shown = [_certificate(row, certificates.get(row.code), now) for row in rows if _is_https(row.code)]
    open_breakers = sum(row.opened_at is not None for row in rows)
    if not rows:
        says = "No gateway is set up."
    elif open_breakers:
        says = f"Nothing is sent to {open_breakers} of {len(rows)} gateways: they did not answer."
    else:
        says = f"All {len(rows)} gateways may be asked."
    more = [("Gateways", reverse("admin:gateways_gateway_changelist"))]
    return Part("gateways", "Gateways and certificates", says, [*lines, *shown], more=more)


def _is_https(code: str) -> bool:
    return str(settings.GATEWAY_CONNECTIONS.get(code, {}).get("base_url", "")).startswith("https://")


def _gateway(row: Gateway, answers: Answers, now: datetime) -> Line:
    last = f"last answer {ago(answers.last_answer_at, now)}" if answers.last_answer_at else "no answer for a day"
    if row.code not in settings.GATEWAY_CONNECTIONS:
        advice = f"Name {row.code} in GATEWAY_CONNECTIONS, or switch it off."
        return Line(str(row), "not connected", "warning" if row.is_active else "plain", last, advice)
    if row.opened_at is not None:
        advice = f"{row} does not answer: payments wait and none is lost. Ask them; it is tried again by itself."
        return Line(str(row), "breaker open", "bad", f"For {duration(now - row.opened_at)}; {last}", advice)
    if not row.is_active:
        return Line(str(row), "switched off", "plain", last)
    percent = answers.answered_percent
    if percent is None:
        return Line(str(row), "idle", "good", f"Not asked in the last hour; {last}")
    tone: Tone = grade(100 - percent, warn=5, bad=25) if answers.asked >= _ENOUGH else "good"
    detail = f"{answers.answered:,} of {answers.asked:,} requests answered in the last hour; {last}"
    return Line(str(row), f"{percent}% answered", tone, detail, f"Read what {row} says under Messages on the wire.")


def _certificate(row: Gateway, shown: Certificate | None, now: datetime) -> Line:
    name = f"Certificate of {row}"
    if shown is None:
        return Line(name, "not looked at", "unknown", "The scheduler looks every six hours")
    checked = f"looked at {ago(shown.checked_at, now)}"
    if now - shown.checked_at > _CHECK_IS_OLD:
        checked += ", which is long ago"
    if shown.problem:
        advice = f"Ask {row} about their certificate: while it is not trusted nothing is sent there."
        return Line(
            name, "not trusted" if shown.expires_at else "not seen", "warning", f"{shown.problem} {checked}", advice
        )
    if shown.expires_at is None:
        return Line(name, "not seen", "unknown", checked)
    left = shown.expires_at - now
    tone: Tone = "bad" if left < EXPIRES_NOW else "warning" if left < EXPIRES_SOON else "good"
    value = f"{max(left.days, 0)} days left" if left > timedelta(0) else "expired"
    return Line(name, value, tone, f"{shown.host}, {checked}", f"Ask {row} when they renew their certificate.")


def disk_places() -> dict[str, Path]:
    """Where this process writes."""
    return {"Private files": Path(settings.PRIVATE_FILES_DIR), "Temporary files": Path(tempfile.gettempdir())}


def free_of(place: Path) -> tuple[int, int]:
    """Free and all bytes of the disk a folder is on. Raises OSError, TimeoutError."""
    while not place.exists() and place != place.parent:
        # Before the first file there is no folder.
        place = place.parent
    usage = within(1.0, lambda: shutil.disk_usage(place))
    return usage.free, usage.total


def disk(now: datetime) -> Part:
    """Free space as this web process sees it; nothing is walked."""
    lines = []
    for name, place in disk_places().items():
        try:
            free, total = free_of(place)
        except OSError as error:
            lines.append(Line(name, "does not answer", "bad", type(error).__name__, "Look after the disk it is on."))
            continue
        tone = grade(1 - free / total, warn=0.85, bad=0.95) if total else "unknown"
        advice = "Make room or give it a larger disk: without it no document and no report can be kept."
        lines.append(Line(name, f"{size(free)} free", tone, f"of {size(total)}", advice))
    return Part(
        "disk", "Disk", "As this web process sees it. PostgreSQL's own disk is the database server's to watch.", lines
    )
