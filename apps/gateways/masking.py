"""What is taken out of a message before it is written down: secrets, people's names, and numbers that are worth money.

A body is read by its form (JSON, XML, form fields), and what stands under a telling name is replaced. Whatever its
form, the connection's own secrets, what the caller names, and digits that could be a card's are replaced too, so that
a body nobody can read is no way around it.
"""

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from apps.core.card_numbers import mask_card_numbers

HIDDEN = "***"
# Under these names nothing is kept. Names are compared in lower case and without "_" and "-".
_SECRET = frozenset(
    {
        *("authorization", "accesstoken", "refreshtoken", "idtoken", "clientsecret", "secret", "apikey", "signingkey"),
        *("password", "passwd", "passworddigest", "nonce", "pin", "otp", "cvc", "cvv", "cvv2", "expiry", "signature"),
        *("sig", "holder", "holdername", "customername", "fullname"),
    }
)
# Of these the last four characters are kept: by them their owner, and an operator, tell them apart.
_NUMBERS = frozenset(
    {
        *("account", "accountnumber", "iban", "number", "cardnumber", "pan", "card", "token", "msisdn", "phone"),
        *("voucher", "counterparty", "idnumber"),
    }
)
_ELEMENT = re.compile(r"(<(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*)?>)([^<]*)(?=</)")
_PAIR = re.compile(r"""(?<![\w-])(["']?([A-Za-z][\w-]*)["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,;&}\]<]+)""")
_DEEPEST = 40


def ending(value: str) -> str:
    """The last four characters of a number: "•••• 4242". Of what has no more than eight, only how it ends in two."""
    kept = 4 if len(value) > 8 else 2 if len(value) > 4 else 0
    return f"•••• {value[len(value) - kept :]}" if kept else HIDDEN


def mask_text(text: str, *, secrets: Iterable[str] = (), numbers: Iterable[str] = ()) -> str:
    """A body, or a path with its query, as it may be written down.

    `secrets` are replaced wherever they stand, `numbers` by how they end.
    """
    # The longest first: one may be the beginning of another.
    for secret in sorted((one for one in secrets if len(one) >= 4), key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    for number in sorted((one for one in numbers if len(one) >= 4), key=len, reverse=True):
        text = text.replace(number, ending(number))
    return mask_card_numbers(_mask_by_names(text))


def _mask_by_names(text: str) -> str:
    stripped = text.lstrip("\ufeff \t\r\n")
    if stripped[:1] in {"{", "["}:
        try:
            return json.dumps(_masked(json.loads(stripped), 0), ensure_ascii=False)
        except (ValueError, RecursionError):
            return _PAIR.sub(_mask_pair, text)
    if stripped[:1] == "<":
        return _ELEMENT.sub(_mask_element, text)
    head, mark, query = text.rpartition("?")
    if "=" in query and not re.search(r"[\s\"'{]", query):
        pairs = parse_qsl(query, keep_blank_values=True)
        return head + mark + urlencode([(name, _masked_value(name, value)) for name, value in pairs], safe="•* @:+")
    return _PAIR.sub(_mask_pair, text) if "," not in text else text


def _masked(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        return HIDDEN
    if isinstance(value, dict):
        return {
            name: _masked(one, depth + 1) if isinstance(one, dict | list) else _masked_value(name, one)
            for name, one in value.items()
        }
    if isinstance(value, list):
        return [_masked(one, depth + 1) for one in value]
    return value


def _masked_value(name: str, value: Any) -> Any:
    plain = name.lower().replace("_", "").replace("-", "")
    if value in (None, "") or isinstance(value, bool):
        return value
    if plain in _SECRET:
        return HIDDEN
    return ending(str(value)) if plain in _NUMBERS else value


def _mask_element(found: re.Match[str]) -> str:
    return f"{found[1]}{_masked_value(found[2], found[3])}"


def _mask_pair(found: re.Match[str]) -> str:
    bare = found[3].strip("\"'")
    masked = _masked_value(found[2], bare)
    return found[0] if masked == bare else f"{found[1]}{masked}"
