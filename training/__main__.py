"""``python -m training [STEP]``: without a step all but ``card``, in order."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path

from thinc.api import NumpyOps, set_current_ops

from training.places import MissingDataError, Places

ROOT = Path(__file__).resolve().parents[1]
STEPS = ("prepare", "train", "fit", "package", "speakers", "evaluate")


def main() -> None:
    """Run the steps asked for."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("step", nargs="?", choices=(*STEPS, "card"), help="one step only")
    parser.add_argument(
        "--shared",
        type=Path,
        default=Path(os.environ.get("WIREWATCH_SHARED", ROOT.parent / "shared")),
        help="the folder with treebanks/, polnear/, wirequotes/ and eval/ "
        "(default: WIREWATCH_SHARED, else ../shared)",
    )
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "training", help="working folder")
    parser.add_argument(
        "--model", type=Path, default=ROOT / "processors" / "models" / "en_wire", help="result"
    )
    parser.add_argument("--keep", action="store_true", help="keep the scores that evaluate finds")
    asked = parser.parse_args()
    set_current_ops(NumpyOps(use_blis=False))  # blis's kernels are generic ones, three times slower
    places = Places(shared=asked.shared, build=asked.build, model=asked.model)
    try:
        places.check_sources()
        for name in STEPS if asked.step is None else (asked.step,):
            # imported when called: only training needs JAX
            step = getattr(import_module(f"training.{name}"), name)
            step(places, **({"keep": asked.keep} if name == "evaluate" else {}))
    except MissingDataError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
