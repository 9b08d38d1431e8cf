"""The index: clauses, ours and the council's own, and examples, found by words and by meaning.

Others need `library.start` alone.
"""

import os

# No model is ever downloaded: it is in a package. Read when huggingface_hub is imported, which is later than this.
# An operator who wants another model fetched says 0 beforehand.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
