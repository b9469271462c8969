"""Where a payer goes back to: an address the merchant gave, and nothing that a visitor's request says."""

import re
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import UUID

from apps.core.errors import InvalidInput

MAX_LENGTH = 2000
# What an address may consist of (RFC 3986); blanks, controls, backslashes and other scripts are how one looks like
# another.
_PLAIN = re.compile(r"[!#$%&'()*+,./0-9:;=?@A-Z_a-z~\[\]-]+", re.ASCII)
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.ASCII)
_LOCAL = {"localhost", "127.0.0.1"}


def check_return_url(url: str, *, is_live: bool, field: str = "return_url") -> str:
    """The address as it may be kept: https, or of the test mode http on this machine; "" is none.

    Raises InvalidInput, for any other scheme (`javascript:`), for one with a user name, and for what is not plain.
    """
    if url and not _is_good(url, is_live=is_live):
        detail = "This must be an https address without a user name, at most 2000 characters long."
        raise InvalidInput(errors=[{"field": field, "code": "invalid_url", "detail": detail}])
    return url


def _is_good(url: str, *, is_live: bool) -> bool:
    if len(url) > MAX_LENGTH or not _PLAIN.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        host, has_user = parts.hostname or "", "@" in parts.netloc
        _ = parts.port
    except ValueError:
        return False
    if has_user or not _HOST.fullmatch(host):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and not is_live and host in _LOCAL)


def host_of(url: str) -> str:
    """Which host it leads to, for people; "" when it leads nowhere that we would send anybody."""
    return urlsplit(url).netloc if url and _is_good(url, is_live=False) else ""


def way_back(url: str, *, charge_id: UUID, state: str) -> str:
    """The address with `payment` and `state` added to its query. "" when it leads nowhere that we would send anybody.

    It proves nothing: anybody can type it. A merchant asks the API, or waits for the webhook.
    """
    if not host_of(url):
        return ""
    parts = urlsplit(url)
    added = urlencode({"payment": str(charge_id), "state": state})
    return urlunsplit(parts._replace(query=f"{parts.query}&{added}" if parts.query else added))
