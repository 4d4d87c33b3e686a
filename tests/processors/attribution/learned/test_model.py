from pathlib import Path

import numpy as np
import pytest

from processors.attribution.learned.model import PACKAGED, Model, read, write
from wirewatch.errors import ConfigError


def test_model_read_is_the_model_written(tmp_path: Path) -> None:
    weights = {"cue.w": np.array([[0.5, -1.25]], np.float32)}
    made = Model(weights, {"tag": {"NN": 1, "VB": 2}}, np.array([0.5, 1.0], np.float32), 0.15, 0.35)
    write(made, tmp_path)
    found = read(tmp_path)
    assert found.weights["cue.w"].tolist() == [[0.5, -1.25]]
    assert found.weights["cue.w"].dtype == np.float32
    assert (found.names, found.trust.tolist(), found.least_cue, found.least) == (
        made.names,
        [0.5, 1.0],
        0.15,
        0.35,
    )


def test_model_missing_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"python -m training\.statements"):
        read(tmp_path / "nowhere")


def test_model_broken_says_so(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{}")
    with pytest.raises(ConfigError, match="no trained statement model"):
        read(tmp_path)


def test_model_packaged_is_small() -> None:
    assert sum(path.stat().st_size for path in PACKAGED.iterdir()) < 8_000_000
