"""Files with a given text, and texts with something broken in them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

Write = Callable[[str], Path]
Edit = tuple[float, int, str]

SNIPPETS = st.one_of(
    st.sampled_from(list("\t\n:-[]{}&*!|>'\"%@`,#?~=")),
    st.sampled_from(
        [
            "- ",
            ": ",
            "\n- id: x\n",
            "\n  ",
            "&a ",
            "*a",
            "<<: ",
            "---\n",
            "[[",
            "]]",
            '"""',
            "null",
            "1e999",
            "nan",
        ]
    ),
    st.text(max_size=4),
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), SNIPPETS), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    folder = tmp_path_factory.mktemp("files")

    def write(text: str) -> Path:
        path = folder / "kept.txt"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return path

    return write


def edited(text: str, edits: list[Edit]) -> str:
    """``text``, at each place (0 the beginning, 1 the end) with so many characters replaced by others."""
    for place, length, other in edits:
        start = int(place * len(text))
        text = text[:start] + other + text[start + length :]
    return text
