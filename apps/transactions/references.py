"""Human references: ten characters somebody can read over the phone."""

import secrets

# No I, L, O, U, 0 or 1: nothing that is taken for something else, and no rude words.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10


def new_reference() -> str:
    """A reference drawn at random from 30**10; the database keeps it unique."""
    number = secrets.randbelow(len(ALPHABET) ** LENGTH)
    characters = []
    for _ in range(LENGTH):
        number, index = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[index])
    return "".join(characters)
