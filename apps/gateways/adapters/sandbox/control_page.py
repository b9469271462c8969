"""The control page: what the providers have booked and told, and how they behave, with buttons. No script."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from apps.gateways.adapters.sandbox import markup
from apps.gateways.adapters.sandbox.behaviour import DECLINE_REASONS, MAGIC, Behaviour
from apps.gateways.adapters.sandbox.buttons import MOVES, PRESETS, SAID
from apps.gateways.adapters.sandbox.desk import Desk
from apps.gateways.adapters.sandbox.records import Callback, Operation
from apps.gateways.adapters.sandbox.wire import Answer, Asked

STYLE = (Path(__file__).parent / "static" / "control.css").read_text()
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ROWS = 25

# Name, label, what it means.
LIKELY = (
    (
        "What happens to a request",
        (
            ("drop_after", "Lose the reply", "does it, then drops the connection"),
            ("drop_before", "Drop the request", "drops the connection, does nothing"),
            ("error_after", "Fail after doing it", "does it, then answers 500"),
            ("error_before", "Fail before doing it", "answers 500, does nothing"),
            ("busy", "Busy", "says it is busy, does nothing"),
            ("unsure", "Unsure", "does it, answers 96 (recharge)"),
            ("enquiry_error", "Fail enquiries", "answers a question with 500"),
            ("slow", "Slow", "takes its time to answer"),
        ),
    ),
    (
        "What becomes of a payment",
        (
            ("decline", "Decline", "with the reason below"),
            ("pending", "Pending first", "decided a little later"),
        ),
    ),
    (
        "What it tells",
        (
            ("forge", "Forged callback first", "says success under a bad signature"),
            ("wrong_amount", "Wrong amount first", "one too many, signed"),
        ),
    ),
)
SECONDS = {
    "What happens to a request": (("slow_seconds", "A slow answer takes (s)"),),
    "What becomes of a payment": (("pending_seconds", "Pending for (s)"),),
    "What it tells": (("callback_delay_seconds", "Callbacks wait for (s)"),),
}
TITLES = {
    "jsonbank": "JSON bank",
    "xmlbank": "XML bank",
    "cards": "Card processor",
    "bills": "Bill aggregator",
    "recharge": "Recharge aggregator",
}
WORDS = {"COLLECT": "collected", "PAY_OUT": "paid out", "PAY_BILL": "bills paid", "RECHARGE": "recharged"}


class ControlPage:
    def __init__(self, desk: Desk, callbacks_url: str, totals: Callable[[], list[dict[str, Any]]]) -> None:
        self.desk = desk
        self.callbacks_url = callbacks_url
        self.totals = totals

    def show(self, asked: Asked) -> Answer:
        said = SAID.get(asked.parameter("said"), "")
        gateway, reference = asked.parameter("gateway"), asked.parameter("reference").strip()[:100]
        if gateway not in self.desk.gateways:
            gateway = ""
        parts = (
            self._top(),
            '<main class="wrap" id="content">',
            f'<p class="said" role="status">{escape(said)}</p>' if said else "",
            self._state(),
            self._totals(),
            '<div class="columns">',
            f'<div class="side">{self._behaviour(gateway)}{_magic()}</div>',
            f'<div class="side">{self._clock()}{self._files()}{_forget()}</div>',
            "</div>",
            self._books(gateway, reference),
            self._callbacks(),
            "</main>",
            '<footer class="wrap">A sandbox. No real bank, card or meter is behind it.</footer>',
        )
        return _respond("".join(parts))

    def _choices(self) -> list[tuple[str, str]]:
        return [("", "All"), *((code, TITLES.get(code, code)) for code in self.desk.gateways)]

    def _top(self) -> str:
        return (
            '<a class="skip" href="#content">Skip to the content</a>'
            '<header class="top"><div class="wrap"><p class="brand"><span class="mark" aria-hidden="true"></span>'
            "Sandbox providers</p>"
            '<nav aria-label="On this page"><a href="#behaviour">Behaviour</a><a href="#books">Books</a>'
            '<a href="#callbacks">Callbacks</a><a href="/control/">Refresh</a></nav></div></header>'
        )

    def _state(self) -> str:
        told = self.desk.manners.as_dict()
        own = {code: fields for code, fields in told.pop("gateways").items() if fields}
        lines = [_difference("All", told)] + [_difference(TITLES.get(code, code), one) for code, one in own.items()]
        odd = [line for line in lines if line]
        if odd:
            text = "".join(f"<li>{line}</li>" for line in odd)
            return (
                '<section class="state odd"><h1>It misbehaves</h1>'
                f"<ul>{text}</ul>{_preset('good', '', 'button')}</section>"
            )
        return (
            '<section class="state"><h1>It behaves well</h1>'
            "<p>What is asked is done at once and told once. Amounts with magic decimals still do what they say.</p>"
            "</section>"
        )

    def _totals(self) -> str:
        sums: dict[str, list[dict[str, Any]]] = {code: [] for code in self.desk.gateways}
        for one in self.totals():
            sums.setdefault(one["gateway"], []).append(one)
        cards = []
        for code, rows in sums.items():
            lines = "".join(
                f"<li><b>{one['amount']}</b> {escape(one['currency'])} {WORDS[one['type']]} "
                f'<span class="quiet">in {one["executions"]}</span></li>'
                for one in rows
            )
            inside = f"<ul>{lines}</ul>" if lines else '<p class="quiet">Nothing yet</p>'
            cards.append(f'<section class="card"><h2>{escape(TITLES.get(code, code))}</h2>{inside}</section>')
        return f'<div class="totals">{"".join(cards)}</div>'

    def _behaviour(self, gateway: str) -> str:
        told = self.desk.manners.of(gateway)
        usual = Behaviour(deliver=told.deliver)
        presets = "".join(_preset(name, gateway, "button quiet-button") for name in PRESETS)
        chosen = "".join(_tab(code, title, is_current=code == gateway) for code, title in self._choices())
        groups = "".join(
            f'<fieldset><legend>{legend}</legend><div class="fields">'
            + "".join(markup.likely(name, label, help_text, getattr(told, name)) for name, label, help_text in fields)
            + "".join(markup.number(name, label, getattr(told, name)) for name, label in SECONDS[legend])
            + _extra(legend, told, is_one=bool(gateway))
            + "</div></fieldset>"
            for legend, fields in LIKELY
        )
        hidden = f'<input type="hidden" name="gateway" value="{escape(gateway)}">' if gateway else ""
        return (
            '<section class="card" id="behaviour"><h2>Behaviour</h2>'
            f'<nav class="tabs" aria-label="Whose behaviour">{chosen}</nav>'
            f'<div class="presets">{presets}</div>'
            f"<details{' open' if gateway or told != usual else ''}><summary>Every setting</summary>"
            f'<form method="post" action="/control/page/behaviour">{hidden}{groups}'
            '<button class="button">Save</button></form></details></section>'
        )

    def _clock(self) -> str:
        offset = self.desk.offset
        said = f"{offset:+.0f} seconds from the real time" if offset else "the real time"
        buttons = "".join(
            f'<button class="button quiet-button" name="seconds" value="{seconds}">{label}</button>'
            for seconds, label in (*MOVES.items(), ("now", "Real time"))
        )
        return (
            f'<section class="card"><h2>Clock</h2><p>{markup.time(self.desk.now())} UTC, {said}.</p>'
            f'<form method="post" action="/control/page/clock" class="buttons">{buttons}</form></section>'
        )

    def _files(self) -> str:
        today = datetime.fromtimestamp(self.desk.now(), UTC).date().isoformat()
        options = "".join(markup.option(code, title, is_chosen=False) for code, title in self._choices()[1:])
        return (
            '<section class="card"><h2>Settlement files</h2><form method="get" action="/control/settlement">'
            '<p><label for="file-gateway">Provider</label>'
            f'<select id="file-gateway" name="gateway">{options}</select></p>'
            f'<p><label for="day">Day (UTC)</label><input id="day" type="date" name="day" value="{today}"></p>'
            '<p><label for="format">Format</label><select id="format" name="format"><option value="csv">CSV</option>'
            '<option value="camt.053">camt.053</option></select></p>'
            '<button class="button quiet-button">Download</button></form></section>'
        )

    def _books(self, gateway: str, reference: str) -> str:
        rows = self.desk.books.list_operations(gateway, reference, ROWS)
        options = "".join(markup.option(code, title, is_chosen=code == gateway) for code, title in self._choices())
        search = (
            '<form method="get" action="/control/#books" class="search">'
            f'<p><label for="gateway">Provider</label><select id="gateway" name="gateway">{options}</select></p>'
            f'<p><label for="reference">Reference</label><input id="reference" name="reference" '
            f'value="{escape(reference, quote=True)}" autocomplete="off"></p>'
            '<button class="button quiet-button">Find</button></form>'
        )
        titles = ("When", "Provider", "Reference", "What", "Amount", "State", "Done")
        table = markup.table(titles, [_operation_cells(one) for one in rows], "Nothing was asked yet.", "Operations")
        return f'<section class="card" id="books"><h2>Books</h2>{search}{table}</section>'

    def _callbacks(self) -> str:
        rows = [_callback_cells(one) for one in self.desk.books.recent_callbacks(ROWS)]
        counts = self.desk.books.count_callbacks()
        said = ", ".join(f"{count} {state}" for state, count in sorted(counts.items())) or "none yet"
        where = (
            f"They are sent to <code>{escape(self.callbacks_url)}</code>, at most five times."
            if self.callbacks_url and self.desk.manners.of().deliver == "push"
            else "They wait until somebody takes them."
        )
        titles = ("When", "Provider", "Reference", "Kind", "State", "Tries", "Answer", "")
        table = markup.table(titles, rows, "Nothing was told yet.", "Callbacks")
        return (
            f'<section class="card" id="callbacks"><h2>Callbacks</h2><p class="quiet">{escape(said)}. {where}</p>'
            f"{table}</section>"
        )


def _respond(inside: str) -> Answer:
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><title>Sandbox providers</title>'
        f"<style>{STYLE}</style></head><body>{inside}</body></html>"
    )
    headers = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
    return Answer(200, text.encode(), "text/html; charset=utf-8", headers)


def _difference(who: str, fields: Mapping[str, Any]) -> str:
    """What is not as it should be, in a line; empty when all is."""
    good = Behaviour().__dict__
    ignored = {"deliver", "seed", "decline_reason", "slow_seconds", "pending_seconds"}
    odd = {name: value for name, value in fields.items() if name not in ignored and value != good[name]}
    said = ", ".join(name.replace("_", " ") + ("" if value is True else f" {value:g}") for name, value in odd.items())
    return f"<b>{escape(who)}</b>: {escape(said)}" if said else ""


def _tab(code: str, title: str, *, is_current: bool) -> str:
    current = ' aria-current="true"' if is_current else ""
    href = f"/control/?{urlencode({'gateway': code})}#behaviour"
    return f'<a href="{href}"{current}>{escape(title)}</a>'


def _preset(name: str, gateway: str, css: str) -> str:
    hidden = f'<input type="hidden" name="gateway" value="{escape(gateway)}">' if gateway else ""
    return (
        f'<form method="post" action="/control/page/preset">{hidden}'
        f'<button class="{css}" name="preset" value="{name}">{PRESETS[name][0]}</button></form>'
    )


def _extra(legend: str, told: Behaviour, *, is_one: bool) -> str:
    if legend == "What happens to a request":
        return markup.check("down", "Down: every connection is closed at once", told.down)
    if legend == "What becomes of a payment":
        return markup.select("decline_reason", "Reason", told.decline_reason, DECLINE_REASONS) + markup.number(
            "visible_after_seconds", "Enquiries see it after (s)", told.visible_after_seconds
        )
    count = (
        '<p><label for="callbacks-count">Each callback, times</label><input id="callbacks-count" name="callbacks" '
        f'type="number" min="0" max="100" step="1" value="{told.callbacks}"></p>'
    )
    checks = markup.check("shuffle", "Shuffled", told.shuffle) + markup.check(
        "announce_pending", "Also tells of pending ones", told.announce_pending
    )
    # Delivery is one for all.
    deliver = "" if is_one else markup.select("deliver", "Delivery", told.deliver, ("push", "manual"))
    return count + deliver + checks


def _reference(text: str) -> str:
    query = urlencode({"reference": text})
    return f'<a class="mono" href="/control/?{query}#books">{escape(text)}</a>'


def _operation_cells(one: Operation) -> tuple[str, ...]:
    is_plain = one.reason in {"", "declined"}
    reason = "" if is_plain else f' <span class="quiet">{escape(one.reason.replace("_", " "))}</span>'
    return (
        markup.time(one.created_at),
        escape(TITLES.get(one.gateway, one.gateway)),
        _reference(one.reference),
        one.type.lower().replace("_", " "),
        f'<span class="amount">{one.amount} {escape(one.currency)}</span>',
        f"{markup.badge(one.status)}{reason}",
        markup.time(one.executed_at),
    )


def _callback_cells(one: Callback) -> tuple[str, ...]:
    again = (
        '<form method="post" action="/control/page/again">'
        f'<input type="hidden" name="callback" value="{one.id}">'
        f'<button class="link" aria-label="Send callback {one.id} again">Send again</button></form>'
        if one.state != "waiting"
        else ""
    )
    return (
        markup.time(one.told_at or one.due_at),
        escape(TITLES.get(one.gateway, one.gateway)),
        _reference(one.operation.reference),
        markup.badge(one.kind),
        markup.badge(one.state),
        str(one.tries),
        escape(one.answer) or "–",
        again,
    )


def _magic() -> str:
    rows = "".join(f"<dt>.{number:02d}</dt><dd>{text}</dd>" for number, text in MAGIC.items())
    return (
        '<section class="card"><h2>Magic amounts</h2><p class="quiet">The last two decimals, the first time a '
        f"reference comes. All other amounts are done at once.</p><dl>{rows}</dl></section>"
    )


def _forget() -> str:
    return (
        '<section class="card"><h2>Begin again</h2><p class="quiet">Empties the books and forgets linked accounts and '
        "cards: what GoPay has linked is not known here any more.</p>"
        '<form method="post" action="/control/page/forget">'
        '<p class="check"><input id="sure" name="sure" type="checkbox" required>'
        '<label for="sure">Forget everything</label></p>'
        '<button class="button danger">Begin again</button></form></section>'
    )
