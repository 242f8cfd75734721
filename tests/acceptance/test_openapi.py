"""The data service does what its OpenAPI document says, whatever is asked of it."""

import os
import re
import subprocess
import sys
from pathlib import Path

from chedun_gis.town.settings import DATA_DIR
from tests.acceptance.reporting import Tell
from tests.chedun_gis.ogc.server import running

HOOKS = Path(__file__).with_name("openapi_hooks.py")
RUN = "from schemathesis.cli import schemathesis; schemathesis()"
# At most so many for each operation, beside the borders of each parameter.
EXAMPLES = 8


def test_nothing_disagrees_with_the_document(tell: Tell, tmp_path: Path) -> None:
    # One worker: Python 3.11 cannot parse in two threads at once, as Hypothesis does.
    phases = "examples,coverage,fuzzing"
    options = {"phases": phases, "max-examples": EXAMPLES, "seed": 1, "workers": 1}
    with running(DATA_DIR) as service:
        done = subprocess.run(
            [
                *(sys.executable, "-c", RUN, "run", f"{service.url}/openapi", "--no-color"),
                *(f"--{name}={value}" for name, value in options.items()),
            ],
            cwd=tmp_path,
            env=os.environ | {"SCHEMATHESIS_HOOKS": str(HOOKS)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]
    [(asked, known)] = re.findall(r"Operations: +(\d+) selected / (\d+) total", done.stdout)
    assert asked == known
    [cases] = re.findall(r"([\d,]+) generated", done.stdout)
    tell("requests by the document", int(cases.replace(",", "")), operations=known)
