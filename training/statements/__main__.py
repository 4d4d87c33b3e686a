"""``python -m training.statements [prepare|train|evaluate|package]``: without a step, all four in order."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from thinc.api import NumpyOps, set_current_ops

from training.language.places import MissingDataError
from training.statements.evaluate import evaluate
from training.statements.package import package
from training.statements.places import Places
from training.statements.prepare import prepare
from training.statements.train import train

ROOT = Path(__file__).resolve().parents[2]
STEPS = {"prepare": prepare, "train": train, "evaluate": evaluate, "package": package}


def main() -> None:
    """Run the steps asked for."""
    parser = argparse.ArgumentParser(prog="python -m training.statements", description=__doc__)
    parser.add_argument("step", nargs="?", choices=STEPS, help="one step only")
    parser.add_argument(
        "--shared",
        type=Path,
        default=Path(os.environ.get("WIREWATCH_SHARED", ROOT.parent / "shared")),
        help="the folder with wirequotes/, polnear/ and eval/ (default: WIREWATCH_SHARED, else ../shared)",
    )
    parser.add_argument(
        "--build", type=Path, default=ROOT / "build" / "statements-learned", help="working folder"
    )
    parser.add_argument(
        "--model", type=Path, default=ROOT / "processors" / "attribution" / "learned" / "model", help="result"
    )
    asked = parser.parse_args()
    set_current_ops(NumpyOps(use_blis=False))  # blis's kernels are generic ones, three times slower
    places = Places(shared=asked.shared, build=asked.build, model=asked.model)
    try:
        places.check_sources()
        for name, step in STEPS.items():
            if asked.step in {None, name}:
                step(places)
    except MissingDataError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
