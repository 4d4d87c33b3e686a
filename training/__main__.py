"""``python -m training evaluate|officials|speakers``: what concerns the product as a whole.

The models it is made of have roads of their own: ``python -m training.language``, ``training.statements``.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from training import officials
from training.evaluate import evaluate

SHARED = Path(__file__).resolve().parents[2] / "shared"


def main() -> None:
    """Run the step asked for."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("step", choices=("evaluate", "officials", "speakers"))
    parser.add_argument(
        "--shared",
        type=Path,
        default=Path(os.environ.get("WIREWATCH_SHARED", SHARED)),
        help="the folder with wirequotes/, polnear/ and eval/ (default: WIREWATCH_SHARED, else ../shared)",
    )
    parser.add_argument("--keep", action="store_true", help="keep the scores found")
    parser.add_argument("--show", action="store_true", help="print what officials gets wrong")
    asked = parser.parse_args()
    if not (asked.shared / "eval").is_dir():
        sys.exit(f"{asked.shared}: no scorers in eval/ there; give the folder that holds them with --shared")
    if asked.step == "evaluate":
        evaluate(asked.shared, keep=asked.keep)
        return
    if asked.step == "officials":
        officials.evaluate(asked.shared, keep=asked.keep, show=asked.show)
        return
    from training.speakers import speakers  # noqa: PLC0415 - SciPy is only there with the extra `train`

    speakers(asked.shared)


if __name__ == "__main__":
    main()
