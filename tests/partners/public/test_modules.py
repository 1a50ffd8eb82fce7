"""The modules of the shops' pages under Node's own runner (modules.test.js)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Where no Node is installed, `make setup` puts one beside Python.
PLACES = os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)])


def test_modules_of_the_shops_pages():
    node = shutil.which("node", path=PLACES)
    assert node, "Node is missing; `make setup` installs it."
    tests = str(Path(__file__).with_name("modules.test.js"))
    done = subprocess.run(
        [node, "--test", tests], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
