"""Mutated queries, officials and watches files are read, or refused with a place and a reason."""

from pathlib import Path

import pytest

from benchmarks.fuzz_watches import fuzz


@pytest.mark.parametrize("seed", [1, 2])
def test_mutations_are_read_or_refused_with_place_and_reason(seed: int, tmp_path: Path) -> None:
    assert list(fuzz(seed, 150, tmp_path / "mutated.yml")) == []
