"""Drawing QR codes."""

import io
from typing import Final

import segno

SVG, PNG = "image/svg+xml", "image/png"
# ISO/IEC 18004 asks for four modules of quiet zone. Level M still reads with 15 % of the code dirty or torn.
_QUIET_ZONE: Final = 4
_LEVEL: Final = "m"


def svg(text: str) -> bytes:
    """The code as an SVG image that fills its frame, black on white."""
    out = io.BytesIO()
    _drawn(text).save(out, kind="svg", border=_QUIET_ZONE, dark="#000", light="#fff", omitsize=True, xmldecl=False)
    return out.getvalue()


def png(text: str, scale: int = 8) -> bytes:
    """The code as a PNG image, each module `scale` pixels wide."""
    out = io.BytesIO()
    _drawn(text).save(out, kind="png", border=_QUIET_ZONE, scale=scale, dark="#000", light="#fff")
    return out.getvalue()


def _drawn(text: str) -> segno.QRCode:
    # Boosting would take a higher level where there is room; what is printed is to look the same everywhere.
    return segno.make(text, error=_LEVEL, micro=False, boost_error=False)
