"""How many SMS a text is: providers charge by these, and phones of some networks show the parts out of order."""

from dataclasses import dataclass

# 3GPP TS 23.038: the basic alphabet, and the extension whose characters take two places.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
# One SMS, and each part of a longer one, which begins with a header that says which part it is.
_GSM, _GSM_PART = 160, 153
_UCS2, _UCS2_PART = 70, 67


@dataclass(frozen=True, slots=True)
class SmsLength:
    """`alphabet` is GSM-7 or UCS-2, `units` are counted in it, `outside` are the characters that made it UCS-2."""

    alphabet: str
    units: int
    segments: int
    outside: str = ""


def measure(text: str) -> SmsLength:
    """How long a text is on the air."""
    outside = "".join(dict.fromkeys(one for one in text if one not in _BASIC and one not in _EXTENSION))
    if outside:
        units = len(text.encode("utf-16-be")) // 2
        return SmsLength("UCS-2", units, _segments(units, _UCS2, _UCS2_PART), outside)
    units = sum(2 if one in _EXTENSION else 1 for one in text)
    return SmsLength("GSM-7", units, _segments(units, _GSM, _GSM_PART))


def _segments(units: int, one: int, part: int) -> int:
    return 1 if units <= one else -(-units // part)
