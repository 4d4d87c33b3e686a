import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.attribution.learned.decode import cue_ranges, likeliest, softmax
from processors.attribution.learned.network import BARRED, FIRST


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("OOO", []),
        ("OBO", [(1, 2)]),
        ("BIO", [(0, 2)]),
        ("BBI", [(0, 1), (1, 3)]),
        ("IIO", [(0, 2)]),
        ("BOB", [(0, 1), (2, 3)]),
    ],
)
def test_decode_finds_runs_of_cue_words(tags: str, expected: list[tuple[int, int]]) -> None:
    chances = np.full((len(tags), 3), 0.1, np.float32)
    chances[range(len(tags)), ["OBI".index(tag) for tag in tags]] = 0.8
    assert cue_ranges(chances, 0.5) == expected


def test_decode_looks_at_less_likely_cues_when_asked() -> None:
    chances = np.array([[0.7, 0.3, 0.0], [0.9, 0.1, 0.0]], np.float32)
    assert cue_ranges(chances, 0.5) == []
    assert cue_ranges(chances, 0.2) == [(0, 1)]


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_decode_finds_the_best_of_all_sequences(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.standard_normal((1, size, 5)).astype(np.float32)
    follow = (rng.standard_normal((5, 5)) + BARRED).astype(np.float32)

    def worth(tags: tuple[int, ...]) -> float:
        return float(
            FIRST[tags[0]]
            + sum(scores[0, at, tag] for at, tag in enumerate(tags))
            + sum(follow[pair] for pair in itertools.pairwise(tags))
        )

    best = max(itertools.product(range(5), repeat=size), key=worth)
    found = tuple(likeliest(scores, follow, np.ones((1, size), np.float32))[0].tolist())
    assert worth(found) == pytest.approx(worth(best), abs=1e-3)


def test_decode_ignores_what_lies_behind_the_article() -> None:
    rng = np.random.default_rng(0)
    scores = rng.standard_normal((1, 6, 5)).astype(np.float32)
    follow = BARRED.astype(np.float32)
    alone = likeliest(scores[:, :4], follow, np.ones((1, 4), np.float32))
    padded = likeliest(scores, follow, np.array([[1, 1, 1, 1, 0, 0]], np.float32))
    assert padded[0, :4].tolist() == alone[0].tolist()


def test_decode_probabilities_add_up() -> None:
    assert softmax(np.array([[1000.0, 0.0], [0.0, 0.0]], np.float32)).tolist() == [[1.0, 0.0], [0.5, 0.5]]
