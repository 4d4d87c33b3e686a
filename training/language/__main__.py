"""``python -m training.language [prepare|train|evaluate|package]``: without a step, all four in order."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from thinc.api import NumpyOps, set_current_ops

from training.language.evaluate import evaluate
from training.language.package import package
from training.language.places import MissingDataError, Places
from training.language.prepare import prepare
from training.language.train import train

ROOT = Path(__file__).resolve().parents[2]
STEPS = {"prepare": prepare, "train": train, "evaluate": evaluate, "package": package}


def main() -> None:
    """Run the steps asked for."""
    parser = argparse.ArgumentParser(prog="python -m training.language", description=__doc__)
    parser.add_argument("step", nargs="?", choices=STEPS, help="one step only")
    parser.add_argument(
        "--shared",
        type=Path,
        default=Path(os.environ.get("WIREWATCH_SHARED", ROOT.parent / "shared")),
        help="the folder with treebanks/ and polnear/ (default: WIREWATCH_SHARED, else ../shared)",
    )
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "language", help="working folder")
    parser.add_argument(
        "--model", type=Path, default=ROOT / "processors" / "models" / "en_wire", help="result"
    )
    asked = parser.parse_args()
    # NumPy's matrix products: the kernels in blis's wheels are generic ones, three times slower
    set_current_ops(NumpyOps(use_blis=False))
    places = Places(shared=asked.shared, build=asked.build, model=asked.model)
    try:
        for name, step in STEPS.items():
            if asked.step in {None, name}:
                step(places)
    except MissingDataError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
