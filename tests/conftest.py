"""For all tests: the user's cache of proofs is neither read nor written."""

import os

os.environ["SYMBOLIC_IT_CACHE"] = "off"
