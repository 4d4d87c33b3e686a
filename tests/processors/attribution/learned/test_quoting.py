import numpy as np
import pytest

from processors.attribution.learned.quoting import END, FAR, LONG, edges, kept, places, zones
from processors.attribution.quotations import quoted


def columns(text: str) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Words parted by blanks, with their characters."""
    words, start = [], []
    at = 0
    for word in text.split(" "):
        words.append(word)
        start.append(at)
        at += len(word) + 1
    begins = np.array(start, np.int32)
    return words, begins, begins + np.array([len(word) for word in words], np.int32)


def test_quoting_tells_marks_from_what_they_quote() -> None:
    text = '" We will , " he said . " Soon . "'
    found = zones(*columns(text), quoted(text))
    assert found.number.tolist() == [0, 0, 0, 0, 0, -1, -1, -1, 1, 1, 1, 1]
    assert found.state.tolist() == [2, 1, 1, 1, 3, 0, 0, 0, 2, 1, 1, 3]


def test_quoting_measures_how_far_the_edges_are() -> None:
    zone = np.array([0, 0, 0, -1, -1, 1, 1], np.int32)
    found, length = edges(zone, np.zeros(7, np.int32))
    assert [(each // 64, each % 64 // 8, each % 8) for each in found.tolist()] == [
        (1, 0, 2),
        (1, 1, 1),
        (1, 2, 0),
        (0, 0, 1),
        (0, 1, 0),
        (1, 0, 1),
        (1, 1, 0),
    ]
    assert (length > 0).tolist() == (zone >= 0).tolist()


def test_quoting_sees_no_quotation_across_paragraphs() -> None:
    zone = np.array([0, 0, -1, -1, 1, 1], np.int32)
    found, _ = edges(zone, np.array([0, 0, 1, 1, 2, 2], np.int32))
    outside = [
        (each // 8 % 8, each % 8) for each, number in zip(found.tolist(), zone, strict=True) if number < 0
    ]
    assert outside == [(FAR, FAR), (FAR, FAR)]


def test_quoting_knows_beginnings_of_paragraphs_and_sentences() -> None:
    sentence = np.array([1, 1, 2, 2, 3, 3], np.int32)
    paragraph = np.array([1, 1, 1, 1, 2, 2], np.int32)
    assert places(sentence, paragraph).tolist() == [2, 0, 1, 3, 6, 4]


@pytest.mark.parametrize("size", [1, LONG, LONG + 1, 200])
def test_quoting_keeps_both_ends_of_long_quotations(size: int) -> None:
    zone = np.concatenate([[-1], np.zeros(size, np.int64), [-1]]).astype(np.int32)
    left = kept(zone)
    assert left.sum() == (size + 2 if size <= LONG else 2 * END + 2)
    assert left[[0, 1, size, size + 1]].all()


def test_quoting_of_nothing_is_nothing() -> None:
    nothing = np.zeros(0, np.int32)
    assert [len(each) for each in (*edges(nothing, nothing), places(nothing, nothing), kept(nothing))] == [
        0
    ] * 4
