"""Write the drawn layers into the data folder: `python -m tests.drawing [FOLDER]`."""

import sys
import tempfile
from pathlib import Path

from chedun_gis.town.settings import DATA_DIR
from tests.drawing.draw import write

with tempfile.TemporaryDirectory() as scratch:
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA_DIR, Path(scratch) / "town")
