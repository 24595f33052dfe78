"""The beginning of a text, for a line of a list."""

import unicodedata


def shortened(text: str, most: int) -> str:
    """The text when it has at most so many characters, else its beginning with an ellipsis."""
    if len(text) <= most:
        return text
    cut = most - 1
    while cut and unicodedata.combining(text[cut]):
        cut -= 1  # a mark stays with its letter
    return f"{text[:cut].rstrip()}…"
