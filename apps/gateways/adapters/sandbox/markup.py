"""Pieces of the control page: times, badges, fields, tables."""

from datetime import UTC, datetime
from html import escape

TONES = {
    "executed": "good",
    "delivered": "good",
    "genuine": "plain",
    "declined": "bad",
    "expired": "bad",
    "given up": "bad",
    "forged": "bad",
    "wrong amount": "wait",
    "open": "plain",
    "pending": "wait",
    "waiting": "wait",
    "taken": "plain",
}


def time(at: float | None) -> str:
    if at is None:
        return "–"
    moment = datetime.fromtimestamp(at, UTC)
    return f'<time datetime="{moment.isoformat()}">{moment:%d %b %H:%M:%S}</time>'


def badge(text: str) -> str:
    return f'<span class="badge {TONES.get(text, "plain")}">{escape(text)}</span>'


def option(value: str, title: str, *, is_chosen: bool) -> str:
    chosen = " selected" if is_chosen else ""
    return f'<option value="{escape(value)}"{chosen}>{escape(title)}</option>'


def likely(name: str, label: str, help_text: str, value: float) -> str:
    return (
        f'<p><label for="{name}">{label}</label><input id="{name}" name="{name}" type="number" min="0" max="1" '
        f'step="0.01" value="{value:g}" aria-describedby="{name}-help">'
        f'<span class="quiet" id="{name}-help">{help_text}</span></p>'
    )


def number(name: str, label: str, value: float) -> str:
    return (
        f'<p><label for="{name}">{label}</label>'
        f'<input id="{name}" name="{name}" type="number" min="0" step="any" value="{value:g}"></p>'
    )


def check(name: str, label: str, value: bool) -> str:
    return (
        f'<p class="check"><input id="{name}" name="{name}" type="checkbox"{" checked" if value else ""}>'
        f'<label for="{name}">{label}</label></p>'
    )


def select(name: str, label: str, value: str, options: tuple[str, ...]) -> str:
    inside = "".join(option(one, one.replace("_", " "), is_chosen=one == value) for one in options)
    return f'<p><label for="{name}">{label}</label><select id="{name}" name="{name}">{inside}</select></p>'


def table(titles: tuple[str, ...], rows: list[tuple[str, ...]], nothing: str, name: str) -> str:
    if not rows:
        return f'<p class="nothing">{nothing}</p>'
    unseen = '<span class="unseen">Send again</span>'
    head = "".join(f'<th scope="col">{title or unseen}</th>' for title in titles)
    body = "".join(
        "<tr>"
        + "".join(f'<td data-title="{title}">{cell}</td>' for title, cell in zip(titles, row, strict=True))
        + "</tr>"
        for row in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{name}">{table}</div>'
