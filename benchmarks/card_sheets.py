"""Ehrenamtskarten as A4 sheets: cards per second, bytes a card, and memory, against a floor.

The floor is what one writes first: reportlab draws the same sheets, the shared part of a face as a
form, with the qrcode package's matrix and one rectangle a module. Both run in processes of their
own, one after the other, and are measured in CPU time, encoding of the codes included; ours also
reads every code back, the floor does not.
"""

import argparse
import datetime as dt
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

import bare

CARDS, FLOOR_CARDS = 10_000, 200
FASTER, SMALLER, MEMORY = 10, 6, 150  # at least, at least, MB at most
DAY = dt.date(2026, 12, 1)
FIRST = ("Maria", "Zoë", "Đorđe", "İpek", "Jan-Åke", "Ștefan", "Łukasz", "Peter", "Uğur", "Ελένη")
LAST = ("Müller", "Țărănescu", "Kowalska-Öztürk", "von Hohenfels", "Schmitz", "Janßen", "Ødegård")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, default=CARDS)
    parser.add_argument("--floor-cards", type=int, default=FLOOR_CARDS)
    parser.add_argument("--measure", choices=MEASURED)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(_measure(options.measure, options.cards)))
        return
    floor = _in_own_process("floor", options.floor_cards)
    ours = _in_own_process("ours", options.cards)
    few = _in_own_process("ours", options.cards // 10)
    print(f"{'':24}{'cards':>8}{'cards/s':>10}{'bytes/card':>12}{'peak MB':>9}{'grew by MB':>12}")
    for name, row in (
        ("reportlab, rectangles", floor),
        ("write_sheets", few),
        ("write_sheets", ours),
    ):
        print(
            f"{name:24}{row['cards']:8}{row['per_second']:10.0f}{row['bytes']:12.0f}"
            f"{row['memory']:9.0f}{row['more']:12.0f}"
        )
    _say("times as many cards per second", ours["per_second"] / floor["per_second"], FASTER)
    _say("times smaller", floor["bytes"] / ours["bytes"], SMALLER)
    _say("MB at the most", ours["memory"], MEMORY, at_most=True)


def _say(what: str, figure: float, limit: float, *, at_most: bool = False) -> None:
    good = figure <= limit if at_most else figure >= limit
    print(f"{figure:8.1f} {what} ({'at most' if at_most else 'at least'} {limit}: {good})")


def _in_own_process(what: str, cards: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, "--measure", what, "--cards", str(cards)],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)


def _measure(what: str, cards: int) -> dict[str, float]:
    """In Django's bare settings: the whole site would need 140 MB before the first card."""
    bare.set_up()
    with tempfile.TemporaryFile() as file:
        MEASURED[what](file, 10)  # fonts are unpacked once in a process
        file.seek(0)
        file.truncate()
        before = _peak()
        start = time.process_time()
        MEASURED[what](file, cards)
        seconds = time.process_time() - start
        size = file.tell()
    return {
        "cards": cards,
        "per_second": cards / seconds,
        "bytes": size / cards,
        "memory": _peak(),
        "more": _peak() - before,
    }


def _peak() -> float:
    """MB of memory that the process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _cards(number: int) -> Iterator[Any]:
    from ehrenamtskarte.enums import CardType
    from ehrenamtskarte.printing.cards import PrintedCard

    rng = random.Random(5)
    for at in range(number):
        data = int.from_bytes(b"\x01" + rng.randbytes(128), "big")
        yield PrintedCard(
            number=f"LUE-2026-{at:05}",
            name=f"{rng.choice(FIRST)} {rng.choice(LAST)} {at}",
            card_type=CardType.JUBILEE if at % 20 == 0 else CardType.STANDARD,
            town="Stadt Lünen",
            valid_from=DAY,
            valid_until=None if at % 20 == 0 else DAY.replace(year=2028),
            qr_text=f"HTTPS://EHRENAMT.LUNE.DE/K#1{data}",
        )


def _ours(file: Any, number: int) -> None:
    from ehrenamtskarte.printing.cards import CardLook
    from ehrenamtskarte.printing.looks import ready_look
    from ehrenamtskarte.printing.sheets import write_sheets

    look = ready_look(CardLook(address="ehrenamt.luenen.example", signed_by_name="E. Beispiel"))
    write_sheets(file, _cards(number), look, title="Karten", author="Lünen", day=DAY)


def _floor(file: Any, number: int) -> None:
    """The same faces by reportlab: its own fonts, forms for what is shared, codes by `rect`."""
    import qrcode
    from qrcode.constants import ERROR_CORRECT_M
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from core.printing.fonts import BOLD, REGULAR, typeface
    from ehrenamtskarte.printing import measures
    from ehrenamtskarte.printing.setting import validity
    from ehrenamtskarte.printing.sheets import BLOCK, COLUMNS, ROWS

    typeface()
    canvas = Canvas(file, pagesize=A4)
    canvas.beginForm("front")
    canvas.setFillColorRGB(0.07, 0.22, 0.36)
    canvas.rect(0, 0, measures.CARD.width, measures.CARD.height, stroke=0, fill=1)
    for x, y, radius in measures.ORNAMENT:
        canvas.circle(x * measures.MM, y * measures.MM, radius * measures.MM)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont(BOLD, 18)
    canvas.drawString(measures.LEFT, measures.HEADLINE_Y, "Ehrenamtskarte")
    canvas.endForm()
    canvas.beginForm("back")
    band = measures.BAND
    canvas.rect(band.x, band.y, band.width, band.height, stroke=0, fill=1)
    canvas.endForm()

    def front(card: Any) -> None:
        canvas.doForm("front")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setFont(REGULAR, 10)
        canvas.drawString(measures.LEFT, measures.TOWN_Y, card.town)
        canvas.drawString(measures.LEFT, measures.LABEL_Y, "Gültig bis")
        canvas.setFont(BOLD, 16)
        canvas.drawString(measures.LEFT, measures.NAME_Y, card.name)
        canvas.setFont(BOLD, 10)
        until = f"{card.valid_until:%d.%m.%Y}" if card.valid_until else "unbegrenzt"
        canvas.drawString(measures.UNTIL_X, measures.VALUE_Y, until)
        canvas.drawString(measures.NUMBER_X, measures.VALUE_Y, card.number)

    def back(card: Any) -> None:
        canvas.doForm("back")
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont(BOLD, 9)
        canvas.drawString(measures.COLUMN_X, measures.HOLDER_Y, card.name)
        canvas.setFont(REGULAR, 7)
        for text, y in zip((card.number, validity(card)), measures.FACTS_Y, strict=True):
            canvas.drawString(measures.COLUMN_X, y, text)
        code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
        code.add_data(card.qr_text)
        code.make(fit=True)
        rows = code.get_matrix()
        module = measures.CODE.width / len(rows)
        for y, row in enumerate(rows):
            for x, is_dark in enumerate(row):
                if is_dark:
                    canvas.rect(
                        measures.CODE.x + x * module,
                        measures.CODE.top - (y + 1) * module,
                        module,
                        module,
                        stroke=0,
                        fill=1,
                    )

    sheet = []
    for card in _cards(number):
        sheet.append(card)
        if len(sheet) < COLUMNS * ROWS:
            continue
        for face in (front, back):
            for place, one in enumerate(sheet):
                row, column = divmod(place, COLUMNS)
                if face is back:
                    column = COLUMNS - 1 - column
                canvas.saveState()
                canvas.translate(
                    BLOCK.x + column * measures.CARD.width,
                    BLOCK.top - (row + 1) * measures.CARD.height,
                )
                face(one)
                canvas.restoreState()
            canvas.showPage()
        sheet = []
    canvas.save()


MEASURED = {"ours": _ours, "floor": _floor}

if __name__ == "__main__":
    main()
