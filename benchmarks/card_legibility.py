"""How often a printed card's code is read from bad pictures.

    python benchmarks/card_legibility.py [--cards 100]

Backs of cards are made as PDF, turned into pictures of 300 dots an inch, spoilt, and read by
zxing-cpp. Every number is drawn from a fixed seed. Then two choices are weighed: one mask for all
codes against the best of eight, and level M against L when a part is covered.
"""

import argparse
import datetime as dt
import io
import math
import random
from collections.abc import Callable
from functools import partial

import bare
import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter

DPI = 300
DAY = dt.date(2026, 12, 1)
HOSTS = {8: "EHRENAMT.LUNE.DE", 9: "EHRENAMT.LUENEN-NRW.DE", 10: f"{'EHRENAMT' * 7}.DE"}

Spoil = Callable[[Image.Image, random.Random], Image.Image]


def rotated(image: Image.Image, rng: random.Random) -> Image.Image:
    return image.rotate(rng.uniform(0, 360), Image.Resampling.BICUBIC, True, fillcolor=255)


def blurred(image: Image.Image, rng: random.Random, dots: float = 3) -> Image.Image:
    """Out of focus: a standard deviation of `dots`; a module has six or seven."""
    return image.filter(ImageFilter.GaussianBlur(dots))


def tilted(image: Image.Image, rng: random.Random, most: float = 40) -> Image.Image:
    """Seen from the side, up to `most` degrees in each direction, at a distance of 15 cm."""
    distance = 150 / 25.4 * DPI
    yaw, pitch = (math.radians(rng.uniform(-most, most)) for _ in range(2))
    width, height = image.size
    corners = [(-width / 2, -height / 2), (width / 2, -height / 2)]
    corners += [(width / 2, height / 2), (-width / 2, height / 2)]
    seen = []
    for x, y in corners:
        x, depth = x * math.cos(yaw), x * math.sin(yaw)
        y, depth = y * math.cos(pitch) - depth * math.sin(pitch), y * math.sin(pitch) + depth
        scale = distance / (distance + depth)
        seen.append((x * scale + width / 2, y * scale + height / 2))
    rows, values = [], []
    for (x, y), (u, v) in zip(
        seen, [(0, 0), (width, 0), (width, height), (0, height)], strict=True
    ):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    flat = np.linalg.solve(np.array(rows), np.array(values))
    return image.transform(
        image.size,
        Image.Transform.PERSPECTIVE,
        tuple(flat),
        Image.Resampling.BICUBIC,
        fillcolor=255,
    )


def noisy(image: Image.Image, rng: random.Random, share: float = 0.3) -> Image.Image:
    """`share` of the dots show any grey."""
    dots = np.asarray(image).copy()
    noise = np.random.default_rng(rng.getrandbits(32))
    hit = noise.random(dots.shape) < share
    dots[hit] = noise.integers(0, 256, dots.shape, np.uint8)[hit]
    return Image.fromarray(dots)


def covered(image: Image.Image, rng: random.Random, share: float = 0.08) -> Image.Image:
    """A spot, white or black, on `share` of the code; not on the three corners that mark it."""
    left, top, size = code_in(image)
    corner = 8 / 49 * size
    side = math.sqrt(share) * size
    while True:
        x, y = (rng.uniform(0, size - side) for _ in range(2))
        at_left, at_top = x < corner, y < corner
        at_right, at_bottom = x + side > size - corner, y + side > size - corner
        if not ((at_left and (at_top or at_bottom)) or (at_top and at_right)):
            break
    image = image.copy()
    spot = tuple(round(edge) for edge in (left + x, top + y, left + x + side, top + y + side))
    image.paste(rng.choice((0, 255)), spot)
    return image


def photographed(width: int) -> Spoil:
    """By a cheap phone: the code `width` dots wide, turned, tilted, shaded, noisy, as JPEG."""

    def spoil(image: Image.Image, rng: random.Random) -> Image.Image:
        _, _, size = code_in(image)
        image = rotated(tilted(image, rng, most=20), rng)
        scale = width / size
        image = image.resize(
            (round(image.width * scale), round(image.height * scale)), Image.Resampling.BOX
        ).filter(ImageFilter.GaussianBlur(0.6))
        light = np.linspace(rng.uniform(0.45, 1), rng.uniform(0.45, 1), image.width)
        noise = np.random.default_rng(rng.getrandbits(32)).normal(0, 0.05 * 255, image.size[::-1])
        dots = np.asarray(image) * light * 0.85 + 20 + noise
        file = io.BytesIO()
        Image.fromarray(dots.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=60)
        return Image.open(file)

    return spoil


def together(*steps: Spoil) -> Spoil:
    def spoil(image: Image.Image, rng: random.Random) -> Image.Image:
        for step in steps:
            image = step(image, rng)
        return image

    return spoil


SPOILT: dict[str, Spoil] = {
    "as printed, 300 dpi": lambda image, rng: image,
    "rotated": rotated,
    "blurred": blurred,
    "at an angle, up to 40° twice": tilted,
    "30 % noise": noisy,
    "8 % covered": covered,
    "rotated, blurred, at an angle": together(
        partial(tilted, most=25), rotated, partial(blurred, dots=2)
    ),
    "phone, code 400 dots wide": photographed(400),
    "phone, code 300 dots wide": photographed(300),
    "phone, code 240 dots wide": photographed(240),
    "phone, code 180 dots wide": photographed(180),
}


# Where reading begins to fail.
HARD: dict[str, Spoil] = {
    "30 % noise": noisy,
    "11 % covered": partial(covered, share=0.11),
    "phone, code 150 dots wide": photographed(150),
    "phone, code 140 dots wide": photographed(140),
}


def read(image: Image.Image) -> str:
    found = zxingcpp.read_barcode(image, formats=zxingcpp.BarcodeFormat.QRCode)
    return found.text if found else ""


def code_in(image: Image.Image) -> tuple[float, float, float]:
    """Left edge, upper edge and side of the code in an unspoilt picture."""
    place = zxingcpp.read_barcode(image, formats=zxingcpp.BarcodeFormat.QRCode).position
    return place.top_left.x, place.top_left.y, place.top_right.x - place.top_left.x


def text_for(rng: random.Random, host: str) -> str:
    data = b"\x01" + rng.randbytes(128)
    return f"HTTPS://{host}/K#1{int.from_bytes(data, 'big')}"


def backs(cards: int, host: str) -> list[tuple[str, Image.Image]]:
    """The texts of codes and pictures of the cards' backs."""
    from ehrenamtskarte.enums import CardType
    from ehrenamtskarte.printing.cards import CardLook, PrintedCard
    from ehrenamtskarte.printing.looks import ready_look
    from ehrenamtskarte.printing.sheets import card_pdf

    look = ready_look(CardLook(address="ehrenamt.luenen.example", signed_by_name="E. Beispiel"))
    rng = random.Random(host)
    made = []
    for number in range(cards):
        card = PrintedCard(
            number=f"LUE-2026-{number:05}",
            name="Maria Müller",
            card_type=CardType.STANDARD,
            town="Stadt Lünen",
            valid_from=DAY,
            valid_until=DAY.replace(year=2028),
            qr_text=text_for(rng, host),
        )
        document = pypdfium2.PdfDocument(card_pdf(card, look, day=DAY))
        made.append((card.qr_text, document[1].render(scale=DPI / 72).to_pil().convert("L")))
        document.close()
    return made


def rate(pictures: list[tuple[str, Image.Image]], spoil: Spoil) -> float:
    """The part that is read; anything else that is read is an error."""
    good = 0
    for number, (text, image) in enumerate(pictures):
        found = read(spoil(image, random.Random(number)))
        if found not in ("", text):
            raise RuntimeError(f"read another text: {found[:40]}")
        good += found == text
    return good / len(pictures)


def alone(text: str, level: str, mask: int | None) -> Image.Image:
    """A code alone on a white card, a module being 7 dots."""
    options = {} if mask is None else {"data_mask": mask}
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level, **options)
    picture = Image.fromarray(np.asarray(zxingcpp.write_barcode_to_image(code, scale=7)))
    card = Image.new("L", (1011, 638), 255)
    card.paste(picture, (38, 100))
    return card


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, default=100)
    cards = parser.parse_args().cards
    bare.set_up()
    from ehrenamtskarte.printing.codes import MASK

    made = {version: backs(cards, host) for version, host in HOSTS.items()}
    print(
        f"{'read of ' + str(cards) + ' cards each':34}"
        + "".join(f"{f'version {v}':>12}" for v in made)
    )
    for name, spoil in SPOILT.items():
        print(f"{name:34}" + "".join(f"{rate(rows, spoil):12.0%}" for rows in made.values()))
    rng = random.Random(1)
    texts = [text_for(rng, HOSTS[8]) for _ in range(cards)]
    print(f"\n{'code alone, version 8':34}{f'mask {MASK}':>12}{'best mask':>12}")
    kinds = [[(text, alone(text, "M", mask)) for text in texts] for mask in (MASK, None)]
    for name, spoil in HARD.items():
        print(f"{name:34}" + "".join(f"{rate(rows, spoil):12.0%}" for rows in kinds))
    print(f"\n{'covered':34}{'level M':>12}{'level L':>12}")
    levels = [[(text, alone(text, level, MASK)) for text in texts] for level in "ML"]
    for share in (0.02, 0.05, 0.08, 0.1, 0.12, 0.15):
        rates = (rate(rows, partial(covered, share=share)) for rows in levels)
        print(f"{f'{share:.0%}':34}" + "".join(f"{one:12.0%}" for one in rates))


if __name__ == "__main__":
    main()
