import pytest

from producers.editorial import is_note, lead_of, status_of

KILLED = [
    "ADVISORY: KILL",
    "BULLETIN KILL",
    "MANDATORY KILL",
    "EDS: KILL Oslo ferry story",
    "ATTENTION EDITORS - KILL",
    "KILL KILL KILL",
    "KILL: Ferry runs aground",
    "STORY REMOVED: Ferry",
    "WITHDRAWN - Ferry runs aground",
    "Eds: Please kill the story slugged Ferry.",
    "This is a mandatory kill.",
]
ALIVE = [
    "Storm kills 12 in Norway",
    "KILLING FIELDS REVISITED",
    "Police: driver meant to kill",
    "TWO KILLED IN CRASH",
    "To Kill a Mockingbird to be filmed again",
    "Troops withdrawn from border",
    "US to withhold aid",
    "Kill the bill, protesters demand",
    None,
    "",
]


@pytest.mark.parametrize("text", KILLED)
def test_editorial_a_kill_is_a_kill(text: str) -> None:
    assert status_of("usable", ["Ferry", text]) == "canceled"


@pytest.mark.parametrize("text", ALIVE)
def test_editorial_news_of_killing_is_none(text: str | None) -> None:
    assert status_of("usable", [text]) == "usable"


@pytest.mark.parametrize(
    "text", ["ADVISORY: WITHHOLD", "WITHHOLD - Ferry", "Eds: please withhold until checked"]
)
def test_editorial_withheld(text: str) -> None:
    assert status_of("usable", [text]) == "withheld"


def test_editorial_what_a_format_states_holds() -> None:
    assert status_of("withheld", ["KILL KILL KILL"]) == "withheld"
    assert status_of("canceled", ["WITHHOLD"]) == "canceled"


@pytest.mark.parametrize(
    "line", ["1ST LEAD", "REFILE", "EXTRA", "2ND LEAD AND CORRECTION", "URGENT", "ADVISORY: KILL"]
)
def test_editorial_notes(line: str) -> None:
    assert is_note(line)


@pytest.mark.parametrize(
    "line", ["Lead found in water", "URGENT CARE FAILS", "Extra", "By dpa correspondents"]
)
def test_editorial_headlines_are_no_notes(line: str) -> None:
    assert not is_note(line)


@pytest.mark.parametrize(("text", "lead"), [("1ST LEAD", "1"), ("X, 2nd Ld-Writethru", "2"), ("Lead", None)])
def test_editorial_lead(text: str, lead: str | None) -> None:
    assert lead_of(text) == lead
