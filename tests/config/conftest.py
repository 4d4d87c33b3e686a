"""A file with a given text."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def write(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("files")

    def write(text: str) -> Path:
        path = folder / "kept.txt"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return path

    return write
