"""How well shops are recognised in later states of a list.

    python benchmarks/partner_lists.py [--list FILE.csv] [--verbose]

Several later states of two invented lists (and of a real one, if a file is given) are made from
fixed seeds: shops moved, renamed, gone and new, written otherwise, numbered, in another order. Each
goes through reading, matching and planning as an import does, without a database. Precision is the
share of what was said that is true, recall the share of what is true that was said. A moved or
renamed shop counts as recognised if the question about it proposes the right shop first.

Budget: of moved and renamed shops 95 % recognised, 97 % of the proposals right; of new and gone
ones 97 % right and found; no shop that stayed is taken for another one.
"""

import argparse
import csv
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

import django  # noqa: E402

django.setup()

from django.utils import timezone  # noqa: E402

from benchmarks.partner_list_states import (  # noqa: E402
    ENGLISH,
    OTHER_NAMES,
    Row,
    State,
    as_csv,
    as_xlsx,
    later_state,
    shops,
    with_numbers,
)
from municipalities.models import Municipality  # noqa: E402
from opportunities.freinet.places import Gazetteer  # noqa: E402
from partners.lists.columns import Hints, find_columns, header_score  # noqa: E402
from partners.lists.identity import identity_of  # noqa: E402
from partners.lists.known import Known  # noqa: E402
from partners.lists.matching import match_shops  # noqa: E402
from partners.lists.options import ListOptions  # noqa: E402
from partners.lists.outcomes import Outcome  # noqa: E402
from partners.lists.planning import FileState, plan_list  # noqa: E402
from partners.lists.rows import rows_of  # noqa: E402
from partners.lists.shops import Shop, read_shop  # noqa: E402
from partners.lists.tables import open_table  # noqa: E402

TOWN = Municipality(pk=1, ags="05978024", name="Lünen")
KINDS = ("moved", "renamed", "new", "gone")
WRONG = "taken for another"


def read(content: bytes) -> dict[int, Shop]:
    """The shops of a file by the number of their line."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        table = open_table(Path(file.name), header_score)
        records = list(table.records())
        columns = find_columns(table.header, [one.cells for one in records[:300]], Hints())
        gazetteer = Gazetteer([TOWN])
        return {row.number: read_shop(row, gazetteer, TOWN) for row in rows_of(records, columns)}


def known_from(rows: list[Row], found: dict[int, Shop]) -> tuple[list[Known], list[str]]:
    """What would be known here after importing a state, and the `_id` of each."""
    known, keys = [], []
    in_order = [found[number] for number in sorted(found)]
    for position, (row, shop) in enumerate(zip(rows, in_order, strict=True)):
        keys.append(row["_id"])
        known.append(
            Known(
                partner=position + 1,
                branch=position + 1,
                page=position + 1,
                entry=position + 1,
                town=1,
                state="known",
                has_owner=False,
                is_live=True,
                is_gone=False,
                is_kept=False,
                digest=shop.digest,
                identity=identity_of(shop.values, number=shop.number),
            )
        )
    return known, keys


def judge(before: list[Row], state: State, content: bytes, count: Counter[str]) -> None:
    """Add to `count` what was said of each shop, and whether that is true."""
    known, keys = known_from(before, read(as_csv(before)))
    there = read(content)
    found = [there[number] for number in sorted(there)]
    rows = dict(zip(sorted(there), state.rows, strict=True))
    matching = match_shops(found, known)
    options = ListOptions(now=timezone.now(), town=TOWN, ends_many=True)
    plan = plan_list(matching, FileState(is_complete=True), {}, options)
    for step in plan.steps:
        key = rows[step.row]["_id"]
        truth = _truth(state, key)
        said, meant = _said(step, keys)
        count[f"true {truth}"] += 1
        count[f"said {said}"] += 1
        if said == truth and (said == "new" or meant == key):
            count[f"right {truth}"] += 1
        elif meant and meant != key:
            count[WRONG] += said == "same"
            _tell(step, f"{truth} shop taken for {meant}, said {said}")
        else:
            _tell(step, f"{truth} shop said to be {said}")
        count["asked in vain"] += said in ("moved", "renamed", "asked") and truth == "same"
    missing = {keys[step.known.partner - 1] for step in plan.ends if step.known}
    count["true gone"] += len(state.gone)
    count["said gone"] += len(missing)
    count["right gone"] += len(missing & state.gone)


def _truth(state: State, key: str) -> str:
    if key in state.moved:
        return "moved"
    if key in state.renamed or key in state.both:
        return "renamed"
    return "new" if key in state.new else "same"


def _said(step: object, keys: list[str]) -> tuple[str, str]:
    outcome, doubt = step.outcome, step.doubt
    if outcome is Outcome.NEW:
        return "new", ""
    if doubt and doubt.candidates and doubt.candidates[0].get("target"):
        meant = keys[int(doubt.candidates[0]["target"].split("-")[0]) - 1]
        kinds = {"renamed": "renamed", "moved_renamed": "renamed", "moved": "moved"}
        return kinds.get(doubt.kind.value, "asked"), meant
    if doubt:
        return "asked", ""
    return "same", keys[step.known.partner - 1] if step.known else ""


VERBOSE = False


def _tell(step: object, text: str) -> None:
    if VERBOSE:
        print(f"    {text}: {step.shop.name}, {step.shop.text('street')}")


def states_of(before: list[Row], seed: int) -> list[tuple[str, list[Row], State, bytes]]:
    """Later states: name, the state before, the state, its file."""
    found = []

    def add(name: str, state: State, content: bytes, old: list[Row] = before) -> None:
        found.append((name, old, state, content))

    usual = later_state(before, seed)
    add("as before, another order", usual, as_csv(usual.rows))
    english = later_state(before, seed + 1)
    add(
        "English titles, semicolons, decimal commas, Windows",
        english,
        as_csv(english.rows, titles=ENGLISH, delimiter=";", encoding="cp1252", decimal_comma=True),
    )
    renamed = later_state(before, seed + 2)
    columns = tuple(reversed(tuple(OTHER_NAMES)))
    add(
        "columns renamed and turned round",
        renamed,
        as_csv(renamed.rows, titles=OTHER_NAMES, columns=columns),
    )
    sheet = later_state(before, seed + 3)
    add("XLSX", sheet, as_xlsx(sheet.rows))
    numbered = later_state(before, seed + 4)
    numbered.rows = with_numbers(numbered.rows, seed)
    add("numbers for the first time", numbered, as_csv(numbered.rows))
    with_ids = with_numbers(before, seed)
    again = later_state(with_ids, seed + 5)
    again.rows = with_numbers(again.rows, seed)
    add("the same numbers again", again, as_csv(again.rows), old=with_ids)
    mixed = later_state(with_ids, seed + 6)
    mixed.rows = with_numbers(mixed.rows, seed, mixed_up=True)
    add("numbers given anew", mixed, as_csv(mixed.rows), old=with_ids)
    much = later_state(before, seed + 7, moved=0.15, renamed=0.15, gone=0.15, new=0.15)
    add("much has changed", much, as_csv(much.rows))
    return found


def report(name: str, count: Counter[str]) -> bool:
    """Print one line; whether it is within the budget."""
    cells, good = [], True
    for kind in KINDS:
        said, true, right = (count[f"{word} {kind}"] for word in ("said", "true", "right"))
        precision = right / said if said else 1.0
        recall = right / true if true else 1.0
        cells.append(f"{kind} {precision:6.1%}/{recall:6.1%}")
        is_move = kind in ("moved", "renamed")
        good &= precision >= 0.97 and recall >= (0.95 if is_move else 0.97)
    good &= count[WRONG] == 0
    print(
        f"{name:54} {'  '.join(cells)}  asked in vain {count['asked in vain']}, "
        f"taken for another {count[WRONG]}"
    )
    return good


def real_rows(path: Path) -> list[Row]:
    """The rows of a real list in the same columns."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{"_id": f"a{number}", **row} for number, row in enumerate(csv.DictReader(file))]


def main() -> int:
    global VERBOSE
    parser = argparse.ArgumentParser()
    parser.add_argument("--list", type=Path, help="a real list with the columns of our own")
    parser.add_argument("--verbose", action="store_true", help="tell what was not recognised")
    arguments = parser.parse_args()
    VERBOSE = arguments.verbose
    lists = [("120 shops", shops(120, 1)), ("1,500 shops", shops(1500, 2))]
    if arguments.list:
        lists.insert(0, (arguments.list.stem[:30], real_rows(arguments.list)))
    print("precision/recall")
    total: Counter[str] = Counter()
    for title, before in lists:
        print(title)
        for seed in (100, 200) if len(before) < 500 else (100,):
            for name, old, state, content in states_of(before, seed):
                count: Counter[str] = Counter()
                judge(old, state, content, count)
                report(f"  {name}", count)
                total += count
    good = report("all of them", total)
    print("within the budget" if good else "OUTSIDE OF THE BUDGET")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
