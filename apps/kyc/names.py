"""When two ways of writing a name may mean one person: case, accents and the order of words do not count."""

import unicodedata
from difflib import SequenceMatcher

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
)
# Written within a word, or left out: O'Brien, Obrien.
_INSIDE_A_WORD = frozenset("'’ʼʻ`´\u200c\u200d")
_ALIKE = 0.82


def _is_accent(char: str) -> bool:
    """Accents of European scripts and Arabic vowel signs. In other scripts a mark may be half of the word."""
    return "\u0300" <= char <= "\u036f" or "\u064b" <= char <= "\u0652"


def words_of(name: str) -> list[str]:
    """The words of a name, each once, in alphabetical order, without case and accents."""
    taken_apart = unicodedata.normalize("NFKD", name).casefold().translate(_PLAIN)
    letters = []
    for char in unicodedata.normalize("NFKD", taken_apart):
        if _is_accent(char) or char in _INSIDE_A_WORD:
            continue
        letters.append(char if unicodedata.category(char)[0] in "LM" else " ")
    return sorted(set("".join(letters).split()))


def key_of(name: str) -> str:
    """One text for all ways to write the name: what the watch list is searched by."""
    return " ".join(words_of(name))


def resembles(one: str, other: str) -> bool:
    """Whether both may well be the same person's name: a middle name more, a letter otherwise."""
    first, second = set(words_of(one)), set(words_of(other))
    if not first or not second:
        return False
    if len(first & second) >= 2 or first <= second or second <= first:
        return True
    return SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second))).ratio() >= _ALIKE


def is_plausible(name: str) -> bool:
    """Whether it can be a person's name: letters of any script in at least two words, and nothing odd between."""
    allowed = _INSIDE_A_WORD | frozenset(" .-‐‑·")
    if not all(char in allowed or unicodedata.category(char)[0] in "LM" for char in name):
        return False
    return len([word for word in name.replace(".", " ").split() if any(char.isalpha() for char in word)]) >= 2
