"""Whether suggestions fit people, and whether small offers are seen: a simulated association.

    python benchmarks/matching [--quick] [--seeds 5] [--only simulation sweep others text]
        [--site FOLDER] [--exports FOLDER] [--curve FILE.svg] [--show N]

- simulation: every arm in the same weeks of the same associations; one association a seed.
- sweep: our arm for several λ of the coverage term; `--curve` draws it.
- others: the same comparison in associations that differ from the assumed one.
- text: written profiles with judged offers, beside plain full text. `--exports` (or
  MATCHING_EXPORTS) adds Freinet exports to the demo's offers, `--site` keeps the database.

`--quick` has a quarter of the offers, people and visits. What is
assumed and what was found stands in `docs/matching-quality.md`.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from association import ROOT

sys.path[1:1] = [str(ROOT), str(ROOT / "site")]
sys.path.append(str(ROOT / "benchmarks" / "search_quality"))
PARTS = ("simulation", "sweep", "others", "text")


def main() -> int:
    parser = argparse.ArgumentParser(prog="matching", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--site", type=Path, help="keep the filled database here")
    parser.add_argument("--exports", type=Path, default=os.environ.get("MATCHING_EXPORTS"))
    parser.add_argument("--curve", type=Path, help="draw the sweep here")
    parser.add_argument("--show", type=int, default=0, help="the N written profiles that go worst")
    options = parser.parse_args()
    exports = []
    if options.exports:
        found = Path(options.exports).iterdir()
        exports = sorted(p for p in found if p.suffix in {".xml", ".csv"} and "freinet" in p.name)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.site or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        return _measure(folder, exports, options)


def _measure(folder: Path, exports: list[Path], options: argparse.Namespace) -> int:
    from corpus import prepare

    # The engine asks the database for synonyms, so every part needs one.
    prepare(folder, exports)
    import django

    django.setup()
    import tables
    from weeks import Course

    course, seeds = Course(), options.seeds
    if options.quick:
        course = replace(
            course,
            at_once=course.at_once // 4,
            people=course.people // 4,
            visits=course.visits // 4,
        )
    kept = []
    for part in options.only:
        start = time.perf_counter()
        match part:
            case "simulation":
                kept += tables.simulation(course, range(1, seeds + 1))
            case "sweep":
                tables.sweep(course, range(1, seeds + 1), options.curve)
            case "others":
                tables.others(course, range(11, 11 + max(2, seeds // 2)))
            case "text":
                kept += tables.text(options.show)
        print(f"({time.perf_counter() - start:.0f} s)\n", flush=True)
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
