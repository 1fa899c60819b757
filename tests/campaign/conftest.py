"""The campaign's modules are named from the repository's root, as `python -m tests.campaign.mutants` names them."""

import sys
from pathlib import Path

ROOT = str(Path(__file__).parents[2])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)
