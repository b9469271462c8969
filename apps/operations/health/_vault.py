"""Seals, roll-ups and keys."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from apps.audit.models import HeadCopy
from apps.audit.selectors import SEAL_IS_LATE
from apps.core import sql, watch
from apps.core.chains import all_chains
from apps.operations.health._parts import Line, Part, Tone, ago, duration
from apps.reports.models import RollUpCursor

ROLL_UP_IS_LATE = timedelta(minutes=5)
_LAST_SEALS = """
SELECT chain, (SELECT sealed_at FROM audit_seal AS seal WHERE seal.chain = asked.chain ORDER BY number DESC LIMIT 1)
  FROM unnest(%(chains)s::text[]) AS asked(chain)
"""


def seals(now: datetime) -> Part:
    lines = [*_chains(now), *_roll_ups(now)]
    late = sum(line.tone in {"bad", "warning"} for line in lines)
    says = "Sealed and counted up to now." if not late else f"{late} of {len(lines)} are behind."
    return Part("seals", "Seals and roll-ups", says, lines)


def read_seal_lags(now: datetime) -> dict[str, timedelta | None]:
    """How long ago each chain was sealed last, by its name; None: never. One statement, by an index."""
    rows = sql.fetch_all(_LAST_SEALS, {"chains": [chain.name for chain in all_chains()]})
    return {name: max(now - at, timedelta(0)) if at else None for name, at in rows}


def read_roll_up_lags(now: datetime) -> dict[str, timedelta | None]:
    """How far each roll-up is behind; None: it has not begun."""
    rows = RollUpCursor.objects.order_by("source").values_list("source", "as_of")[:50]
    return {source: max(now - at, timedelta(0)) if at else None for source, at in rows}


def _chains(now: datetime) -> Iterator[Line]:
    advice = "See whether the scheduled task audit.seal runs; manage.py seal does it by hand."
    titles = {chain.name: chain.title for chain in all_chains()}
    for name, lag in read_seal_lags(now).items():
        is_late = lag is None or lag > SEAL_IS_LATE
        value = "not sealed yet" if lag is None else f"sealed {duration(lag)} ago"
        yield Line(f"Seal: {titles[name]}", value, "warning" if is_late else "good", "", advice)
    for copy in HeadCopy.objects.filter(attempts__gte=3).order_by("place", "chain")[:10]:
        what = f"{copy.chain} to {copy.get_place_display().lower()}"
        detail = f"{copy.attempts} attempts in vain: {copy.last_error}"
        yield Line(f"Copy of {what}", "fails", "warning", detail, "See SEALS_FILE and SEALS_URL, and who keeps them.")


def _roll_ups(now: datetime) -> Iterator[Line]:
    advice = "See whether the scheduled task reports.roll_up runs; the dashboard shows older figures meanwhile."
    for source, lag in read_roll_up_lags(now).items():
        tone: Tone = "warning" if lag is None or lag > ROLL_UP_IS_LATE else "good"
        value = "not begun" if lag is None else f"{duration(lag)} behind"
        yield Line(f"Roll-up of {source}", value, tone, "What the dashboard counts from", advice)


def keys(now: datetime) -> Part:
    """How old they are, and never what they are."""
    lines = []
    for key in watch.list_keys():
        name = f"{key.ring} {key.kid}".strip()
        role = "in use" if key.is_first else "for what is older"
        if key.first_seen_at is None:
            lines.append(Line(name, "not noted yet", "plain", role))
            continue
        age = now - key.first_seen_at
        detail = f"{role}; first seen {ago(key.first_seen_at, now)}"
        if key.change_after is None:
            lines.append(Line(name, duration(age), "good", f"{detail}; it is never changed"))
            continue
        is_old = key.is_first and age > key.change_after
        advice = "Put a new key first in its ring; docs/operations.md, Rotating keys, says how."
        lines.append(Line(name, duration(age), "warning" if is_old else "good", detail, advice))
    says = "Ages are since GoPay first saw them. manage.py rotate_keys --check counts what is sealed with older ones."
    old = [line for line in lines if line.tone == "warning"]
    rest = [line for line in lines if line.tone != "warning"]
    return Part(
        "keys", "Keys", says, old, rest, folded_title=f"The others ({len(rest)})" if old else f"All {len(rest)}"
    )
