"""The scanner's modules under Node's own runner (queue, modules, serving, faults)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
# Where no Node is installed, `make setup` puts one beside Python.
PLACES = os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)])


def test_modules_of_the_scanner():
    node = shutil.which("node", path=PLACES)
    assert node, "Node is missing; `make setup` installs it."
    tests = sorted(str(path) for path in HERE.glob("*.test.js"))
    done = subprocess.run(
        [node, "--test", *tests], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
    assert "\n# fail 0" in done.stdout.replace("ℹ", "#")
    assert len(tests) == 4
