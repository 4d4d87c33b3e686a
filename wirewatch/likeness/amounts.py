"""Numbers in digits and in words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from wirewatch.likeness.cutting import Raw, rewritten
from wirewatch.likeness.english import MAGNITUDES, NUMBERS

_ROOM = {word: 10 for word, value in NUMBERS.items() if value >= 20} | {
    "hundred": 100, "and": 100, "thousand": 1000, "million": 1000, "billion": 1000, "trillion": 1000
}  # fmt: skip
"""A number in words goes on after these, with what is less."""


def numbered(raw: Iterable[Raw]) -> Iterator[Raw]:
    """Numbers as ``#`` and their value, whether in digits or in words."""
    return rewritten(raw, _as_one)


def _as_one(words: Sequence[Raw], at: int) -> tuple[int, Sequence[Raw]]:
    taken, value = _number(words, at)
    if value is None:
        return 1, [words[at]]
    return taken, [words[at]._replace(text=f"#{value:.15g}")]


def _number(words: Sequence[Raw], at: int) -> tuple[int, float | None]:
    """How many words from ``at`` are a number, and its value."""
    total, part, taken = 0.0, 0.0, 0
    for offset in count():
        text = words[at + offset].text if at + offset < len(words) else ""
        if not taken and _is_in_digits(text):
            part = float(text.replace(",", ""))
        elif text in NUMBERS and (not taken or NUMBERS[text] < _ROOM.get(words[at + offset - 1].text, 0)):
            part += NUMBERS[text]
        elif text in MAGNITUDES and taken:
            part *= MAGNITUDES[text]
            if MAGNITUDES[text] > 100:
                total, part = total + part, 0.0
        elif not (
            text == "and"
            and taken
            and words[at + offset - 1].text == "hundred"
            and _follows(words, at + offset)
        ):
            break
        taken = offset + 1
    return taken, total + part if taken else None


def _is_in_digits(text: str) -> bool:
    return text.isascii() and text[:1].isdigit() and text.replace(",", "").replace(".", "", 1).isdigit()


def _follows(words: Sequence[Raw], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].text in NUMBERS
