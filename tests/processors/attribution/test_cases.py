"""A hundred hand-checked cases of each of what the corpora lack: never fewer right than were right before."""

import pytest

from training.cases import FOLDER, tally
from training.statements.written.markup import written_in

pytestmark = pytest.mark.model

REACHED = {
    "agency": (0.0, 0),
}
"""Joint F1 of statements, and speakers right, as of the packaged model; raise them with it."""


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_cases_are_read_as_well_as_before(name: str) -> None:
    cases = written_in(FOLDER / f"{name}.txt")
    found = tally(cases)
    joint, speakers = REACHED[name]
    assert len(cases) == 100
    assert found.joint >= joint
    assert found.speaker >= speakers
    assert found.wrong <= 0.08 * found.right
