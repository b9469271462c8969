"""The processor's own page, on which a customer pays by card."""

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from apps.gateways.adapters.sandbox.records import Operation
from apps.gateways.adapters.sandbox.wire import Answer

STYLE = (Path(__file__).parent / "static" / "checkout.css").read_text()
# Named by its hash, so that the page may have no other.
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()

FIELDS = (
    ("number", "Card number", "cc-number", "numeric", "1234 1234 1234 1234", 23),
    ("expiry", "Expires", "cc-exp", "numeric", "MM/YY", 9),
    ("cvc", "Security code", "cc-csc", "numeric", "CVC", 4),
    ("holder", "Name on the card", "cc-name", "text", "", 100),
)
# Never sent back to the browser, not even to whom typed them.
SECRET = {"number", "cvc"}
CARDS = (
    ("4242 4242 4242 4242", "pays"),
    ("4000 0000 0000 0002", "is declined"),
    ("4000 0000 0000 9995", "has too little on it"),
)
DONE = {
    "pending": ("wait", "Your payment is being confirmed", "You need not wait here."),
    "executed": ("good", "Paid", "Thank you."),
    "declined": ("bad", "The payment did not go through", "Nothing was taken from the card."),
    "expired": ("bad", "This page has expired", "Nothing was taken. Begin again where you came from."),
}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else f"{parts.scheme}:"


def _respond(status: int, title: str, inside: str, form_action: str = "'self'") -> Answer:
    # After the form a browser is sent on to the shop: form-action has to know it.
    policy = (
        f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; form-action {form_action}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    text = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>{inside}</main>
<footer>Sandbox card processor. No real money moves here.</footer>
</body>
</html>
"""
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    return Answer(status, text.encode(), "text/html; charset=utf-8", headers)


def missing() -> Answer:
    inside = '<section class="card"><h1>There is no such payment</h1><p>Look at the address again.</p></section>'
    return _respond(404, "There is no such payment", inside)


def page(
    checkout: Operation, gateway: str, *, form: Mapping[str, str] | None = None, field: str = "", error: str = ""
) -> Answer:
    """The form while it can be paid; afterwards what became of it. With an error what was wrong, and 422."""
    amount = f"{checkout.amount} {escape(checkout.currency)}"
    description = escape(str(checkout.details.get("description") or "GoPay"))
    back = escape(str(checkout.details["return_url"]), quote=True)
    head = f'<header><p class="for">{description}</p><p class="amount">{amount}</p></header>'
    if checkout.status != "open":
        tone, title, text = DONE[checkout.status]
        inside = (
            f'<section class="card">{head}<div class="note {tone}"><h1>{title}</h1><p>{text}</p></div>'
            f'<p><a class="button" href="{back}">Back to GoPay</a></p></section>'
        )
        return _respond(200, title, inside)
    fields = "".join(
        _field(*one, typed=(form or {}).get(one[0], ""), error=error if one[0] == field else "") for one in FIELDS
    )
    cards = "".join(f"<li><code>{number}</code> {what}</li>" for number, what in CARDS)
    inside = f"""
<section class="card">
{head}
<h1>Pay by card</h1>
<form method="post" action="/{escape(gateway)}/checkout/{escape(checkout.provider_reference)}" novalidate>
{fields}
<button>Pay {amount}</button>
</form>
<p class="back"><a href="{back}">Go back without paying</a></p>
</section>
<details><summary>Cards to try</summary><ul>{cards}</ul><p>Any month to come, any security code.</p></details>
"""
    action = f"'self' {_origin(str(checkout.details['return_url']))}"
    return _respond(422 if error else 200, f"Pay {amount}", inside, action)


def _field(
    name: str, label: str, autocomplete: str, inputmode: str, placeholder: str, longest: int, *, typed: str, error: str
) -> str:
    value = "" if name in SECRET else escape(typed, quote=True)
    wrong = f' aria-invalid="true" aria-describedby="{name}-error"' if error else ""
    below = f'<span class="error" id="{name}-error">{escape(error)}</span>' if error else ""
    return (
        f'<p class="field {name}"><label for="{name}">{label}</label>'
        f'<input id="{name}" name="{name}" value="{value}" autocomplete="{autocomplete}" inputmode="{inputmode}" '
        f'placeholder="{placeholder}" maxlength="{longest}" required{wrong}>{below}</p>'
    )
