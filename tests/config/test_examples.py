"""The files that come with the product: sound as they are, and never a crash whatever is done to them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.officials import problems as officials_problems
from config.officials import read_officials
from config.settings import load, packaged
from config.watches import problems as watches_problems
from config.watches import read_watches
from wirewatch.errors import ConfigError

Write = Callable[[str], Path]
Edit = tuple[float, int, str]

SIGNS = "\t\n:-[]{}&*!|>'\"%@`,#?~="
PIECES = [
    "- ",
    ": ",
    "\n- id: x\n",
    "\n  ",
    "&a ",
    "*a",
    "<<: ",
    "---\n",
    "[[",
    '"""',
    "null",
    "1e999",
    "nan",
    "\0",
]
SNIPPETS = st.one_of(st.sampled_from([*SIGNS, *PIECES]), st.text(max_size=4))
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), SNIPPETS), min_size=1, max_size=4)

OFFICIALS, WATCHES, TOML = (
    packaged(name).read_text(encoding="utf-8") for name in ("officials.yml", "watches.yml", "wirewatch.toml")
)
UNCOMMENTED = re.sub(r"(?m)^# (?=\[|\w+ = )", "", TOML)


def edited(text: str, edits: list[Edit]) -> str:
    """``text``, at each place (0 the beginning, 1 the end) with so many characters replaced by others."""
    for place, length, other in edits:
        start = int(place * len(text))
        text = text[:start] + other + text[start + length :]
    return text


def test_examples_are_sound() -> None:
    people = read_officials(packaged("officials.yml"))
    watches = read_watches(packaged("watches.yml"), people)

    assert {"dmitry-peskov", "donald-trump", "boris-johnson"} <= {each.id for each in people}
    assert len(watches) >= 8
    assert {each.where for each in watches} == {"statement", "mention", "article"}


def test_examples_of_settings_read_the_samples_of_the_repository() -> None:
    settings = load(packaged("wirewatch.toml"), {}, cwd=Path("/"))
    root = packaged("").parent

    assert [folder.path for folder in settings.folders] == [root / "samples/articles", root / "inbox"]
    assert settings.data == root / "data"
    assert (settings.officials, settings.watches) == (packaged("officials.yml"), packaged("watches.yml"))
    assert settings.feeds == ()


def test_examples_of_settings_name_every_key_with_its_default(write: Write) -> None:
    """What stands commented in the example is what is in force without it."""
    keys = [line for line in UNCOMMENTED.split("\n") if not line.startswith(("#", "kafka", "elasticsearch"))]
    written = load(write("\n".join(keys)), {}, cwd=Path("/"))
    plain = load(write("[[folders]]\npath = 'a'\n[[feeds]]\nurl = 'http://a'\n"), {}, cwd=Path("/"))

    for name in ("fetch", "nlp", "log", "prefix", "desk"):
        assert getattr(written, name) == getattr(plain, name)
    assert written.folders[0].interval == plain.folders[0].interval
    assert written.folders[0].settle == plain.folders[0].settle
    assert written.feeds[0].interval == plain.feeds[0].interval


@settings(deadline=None, max_examples=60)
@given(EDITS)
def test_examples_of_officials_broken_anyhow_are_refused_in_order(write: Write, edits: list[Edit]) -> None:
    path = write(edited(OFFICIALS, edits))
    found = officials_problems(path)

    for each in found:
        assert each.reason
    if found:
        with pytest.raises(ConfigError):
            read_officials(path)


@settings(deadline=None, max_examples=60)
@given(EDITS)
def test_examples_of_watches_broken_anyhow_are_refused_in_order(write: Write, edits: list[Edit]) -> None:
    people = read_officials(packaged("officials.yml"))

    for each in watches_problems(write(edited(WATCHES, edits)), people):
        assert each.reason


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([TOML, UNCOMMENTED]), EDITS)
def test_examples_of_settings_broken_anyhow_are_refused_in_order(
    write: Write, text: str, edits: list[Edit]
) -> None:
    try:
        load(write(edited(text, edits)), {}, cwd=Path("/"))
    except ConfigError as error:
        assert error.reason  # noqa: PT017 - that nothing else is raised is the promise
