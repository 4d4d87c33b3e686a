import sys
from pathlib import Path
from thinc.api import NumpyOps, set_current_ops
from training.network.places import Places
ROOT = Path(__file__).resolve().parents[2]
set_current_ops(NumpyOps(use_blis=False))
places = Places(ROOT.parent / "shared", ROOT / "build" / (sys.argv[2] if len(sys.argv) > 2 else "network"), ROOT / "x")
if sys.argv[1] == "prepare":
    from training.network.prepare import prepare
    prepare(places)
elif sys.argv[1] == "train":
    from training.network.train import train
    train(places, int(sys.argv[3]) if len(sys.argv) > 3 else 8)
elif sys.argv[1] == "evaluate":
    from training.network.evaluate import evaluate
    evaluate(places)
