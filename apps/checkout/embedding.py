"""How the files are served that stand on other people's pages."""

from collections.abc import MutableMapping

_BUTTON = "checkout/button.js"
_DAY = 24 * 3600


def add_headers(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """For whitenoise: lets other sites load the button, and keep it for a day; of other files it changes nothing."""
    if url.partition("?")[0].endswith(f"/{_BUTTON}"):
        headers["Cache-Control"] = f"public, max-age={_DAY}"
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
