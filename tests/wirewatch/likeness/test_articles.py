"""Near copies of articles."""

import random

import pytest

from wirewatch.likeness.articles import near, shingles

WORDS = [f"word{number}" for number in range(2000)]


def text(seed: int, length: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


STORY = text(1)
FEW_CHANGED = [word if at % 50 else "changed" for at, word in enumerate(STORY)]
MANY_CHANGED = [word if at % 8 else "changed" for at, word in enumerate(STORY)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (STORY, STORY, True),
        (STORY, FEW_CHANGED, True),
        (STORY, STORY[:150], True),  # cut from the end, as papers do
        (STORY, ["PARIS", "(Reuters)", *STORY], True),
        (STORY, MANY_CHANGED, False),
        (STORY, text(2), False),
        (STORY, STORY[:60], False),  # a line of a summary
        (STORY[:20], STORY[:20], False),  # a notice of a few words
        ([], [], False),
    ],
)
def test_near_copies(one: list[str], other: list[str], expected: bool) -> None:
    left, right = shingles(" ".join(one)), shingles(" ".join(other))

    assert near(left, right) is expected
    assert near(right, left) is expected
