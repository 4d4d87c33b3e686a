"""A hundred hand-checked cases of each of what the corpora lack: never fewer right than were right before."""

import pytest

from training.cases import FOLDER, tally
from training.statements.written.markup import written_in

pytestmark = pytest.mark.model

REACHED = {
    "agency": (0.81, 57, 17),
    "british": (0.87, 55, 8),
    "broken_quotes": (0.78, 53, 3),
    "content_first": (0.74, 32, 4),
    "headlines": (0.55, 12, 8),
}
"""Joint F1 of statements, speakers right, wrong names, as of the packaged model (less what another machine
may round otherwise); raise them with it."""


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_cases_are_read_as_well_as_before(name: str) -> None:
    cases = written_in(FOLDER / f"{name}.txt")
    found = tally(cases)
    joint, speakers, wrong = REACHED[name]
    assert len(cases) == 100
    assert found.joint >= joint
    assert found.speaker >= speakers
    assert found.wrong <= wrong
