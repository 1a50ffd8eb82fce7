"""The import from beginning to end, for the command, the preview and the admin's task alike.

A preview goes the same way as the import and writes nothing, so both count the same.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.db import DatabaseError, OperationalError, transaction
from wagtail.models import Page

from partners.lists.benefit_words import in_figures, read_benefit
from partners.lists.categories import CategoryBook, open_categories, said_categories
from partners.lists.cells import Table
from partners.lists.changes import FieldChange
from partners.lists.columns import SAMPLE, Columns, Hints, find_columns, header_score
from partners.lists.comparing import Compared, compare, steps_with
from partners.lists.doubts import Answers, Doubt, answers_for
from partners.lists.errors import ListFileError
from partners.lists.known import hints_of, known_places
from partners.lists.matching import match_shops
from partners.lists.options import ListOptions
from partners.lists.outcomes import LONGEST_VALUE, Outcome, Reason, ReportLine, Tally
from partners.lists.planning import Plan, Step, plan_list
from partners.lists.reading import ShopReader
from partners.lists.tables import open_table
from partners.lists.writing import Writer
from partners.models import PartnerList

logger = logging.getLogger(__name__)

BATCH: Final = 200  # shops in one transaction: what a killed import has to do again at most

Progress = Callable[[int, int], None]


@dataclass
class Imported:
    """What an import did, or would do."""

    tally: Tally
    doubts: list[Doubt] = field(default_factory=list)
    # What holds for the file as a whole, as JSON.
    findings: dict[str, Any] = field(default_factory=dict)


def import_list(
    path: Path,
    partner_list: PartnerList,
    options: ListOptions,
    *,
    writes: bool = True,
    on_progress: Progress = lambda done, total: None,
) -> Imported:
    """Bring the shops here up to date with a state of a list; with `writes` false, only tell.

    Raises `ListFileError` before anything is written if the file can't be read at all.
    """
    return _Import(path, partner_list, options, writes=writes, on_progress=on_progress).run()


class _Import:
    def __init__(
        self,
        path: Path,
        partner_list: PartnerList,
        options: ListOptions,
        *,
        writes: bool,
        on_progress: Progress,
    ) -> None:
        self.path = path
        self.partner_list = partner_list
        self.options = options
        self.writes = writes
        self.on_progress = on_progress
        self.tally = Tally()
        self.doubts: list[Doubt] = []

    def run(self) -> Imported:
        if self.partner_list.pk:
            self.partner_list.refresh_from_db()
        table = open_table(self.path, header_score)
        self.columns = self._columns(table)
        self.categories = CategoryBook(self.partner_list)
        reader = ShopReader(self.columns, self.categories, self.tally, town=self.options.town)
        shops = reader.read(table)
        state = reader.file_state()
        if not shops:
            raise ListFileError(ListFileError.Code.NO_ROW)
        only_town = self.partner_list.municipality_id
        matching = match_shops(shops, known_places(self.partner_list, only_town=only_town))
        self.answers: Answers = answers_for(self.partner_list) if self.partner_list.pk else {}
        plan = plan_list(matching, state, self.answers, self.options)
        self.writer = Writer(self.partner_list, self.categories, self.options)
        self._carry_out(plan)
        findings = {
            "guessed": self.columns.guessed,
            "unused": self.columns.unused,
            "columns": {name: self.columns.title(name) for name in self.columns.index},
            "is_complete": state.is_complete,
            "many_gone": plan.many_gone,
            "numbers_are_new": matching.numbers_are_new,
            "elsewhere": sum(shop.is_elsewhere for shop in shops),
            "categories": open_categories(shops, self.categories),
            "categories_said": said_categories(shops, self.categories),
        }
        return Imported(self.tally, self.doubts, findings)

    def _columns(self, table: Table) -> Columns:
        sample = [
            record.cells for record in islice(table.records(), SAMPLE) if record.problem is None
        ]
        hints = Hints(hints_of(self.partner_list)) if self.partner_list.pk else Hints()
        return find_columns(table.header, sample, hints)

    # Doing

    def _carry_out(self, plan: Plan) -> None:
        done = 0
        steps = [*plan.steps, *plan.ends]
        idle = (Outcome.UNCHANGED, Outcome.SKIPPED, Outcome.REJECTED, Outcome.DOUBTFUL)
        for step in (step for step in steps if step.outcome in idle):
            self._tell(step)
            done += 1
        busy = [step for step in steps if step.outcome not in idle]
        for start in range(0, len(busy), BATCH):
            batch = busy[start : start + BATCH]
            self._process(batch)
            done += len(batch)
            self.on_progress(done, len(steps))
        self.on_progress(len(steps), len(steps))

    def _process(self, steps: Sequence[Step]) -> None:
        """Compare a batch and write it, all or nothing; where one shop spoils it, the others."""
        try:
            compared = self._compare_and_write(steps)
        except OperationalError:
            raise  # the database is away or overloaded: no shop's fault
        except DatabaseError:
            if len(steps) > 1:
                half = len(steps) // 2
                self._process(steps[:half])
                self._process(steps[half:])
                return
            logger.exception("Row %d of a list of shops can't be written.", steps[0].row)
            steps[0].outcome, steps[0].reason = Outcome.REJECTED, Reason.UNEXPECTED
            compared = {}
        for step in steps:
            one = compared.get(id(step))
            self._tell(step, one.changes.lines if one else ())
            if one:
                self.tally.lines += [self._kept(step, change) for change in one.changes.kept]
                self.doubts += one.changes.doubts

    def _compare_and_write(self, steps: Sequence[Step]) -> dict[int, Compared]:
        if not self.writes:
            return compare(steps, self.categories, self.answers)
        with transaction.atomic():
            self._lock(steps)
            compared = compare(steps, self.categories, self.answers)
            self.writer.create(steps_with(steps, Outcome.NEW))
            self.writer.change(
                [
                    one
                    for one in compared.values()
                    if one.step.outcome not in (Outcome.LEFT_ALONE, Outcome.DOUBTFUL)
                    or one.changes.doubts
                ]
            )
            self.writer.end(steps_with(steps, Outcome.GONE))
            self.writer.keep([step for step in steps if step.reason is Reason.KEPT])
            self.writer.finish_batch()
        self.partner_list.version += 1
        return compared

    def _lock(self, steps: Sequence[Step]) -> None:
        """Let nobody import the same list, or edit these pages, until the batch is written."""
        locked = PartnerList.objects.select_for_update().get(pk=self.partner_list.pk)
        if locked.version != self.partner_list.version:
            raise ListFileError(ListFileError.Code.OUTDATED)
        ids = [step.known.page for step in steps if step.known and step.known.page]
        pages = Page.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
        list(pages.values_list("pk", flat=True))

    # Telling

    def _kept(self, step: Step, change: FieldChange) -> ReportLine:
        return ReportLine(
            row=step.row,
            title=step.title,
            outcome=Outcome.LEFT_ALONE,
            field=self._column(change.name),
            reason=Reason.OTHER_BENEFIT_HERE,
            value=change.after[:LONGEST_VALUE],
            before=change.before[:LONGEST_VALUE],
        )

    def _tell(self, step: Step, changes: Sequence[FieldChange] = ()) -> None:
        if step.doubt:
            self.doubts.append(step.doubt)
        line = ReportLine(row=step.row, title=step.title, outcome=step.outcome, reason=step.reason)
        more = [
            ReportLine(
                row=step.row,
                title=step.title,
                outcome=step.outcome,
                field=self._column(change.name),
                reason=step.reason,
                value=change.after[:LONGEST_VALUE],
                before=change.before[:LONGEST_VALUE],
            )
            for change in changes or self._understood(step)
        ]
        self.tally.add(line, *more)

    def _column(self, name: str) -> str:
        """The file's title of a field, or our name for it."""
        return self.columns.title("benefit" if name == "benefits" else name) or name

    @staticmethod
    def _understood(step: Step) -> list[FieldChange]:
        """What the benefits of a new shop were read as."""
        if step.outcome is not Outcome.NEW or step.shop is None:
            return []
        return [
            FieldChange("benefits", "", f"{text} ({in_figures(read_benefit(text))})")
            for text in step.shop.benefits
        ]
