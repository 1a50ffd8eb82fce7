"""Front and back of a card: what all cards of a town share, as forms, and what each has alone."""

from django.utils.translation import gettext as _

from core.colour import WHITE, Rgb
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.printing import measures
from ehrenamtskarte.printing.boxes import MM, Box
from ehrenamtskarte.printing.codes import QUIET, Code
from ehrenamtskarte.printing.looks import ReadyLook
from ehrenamtskarte.printing.measures import LEFT, SAFE, WITH_BLEED
from ehrenamtskarte.printing.palette import INK, SOFT_INK, readable
from ehrenamtskarte.printing.pdf import Drawing, Pdf
from ehrenamtskarte.printing.pictures import Picture
from ehrenamtskarte.printing.setting import SetCard
from ehrenamtskarte.printing.typesetting import Lines, Run, Weight, fit_line, shape

ASCENT, DESCENT = 0.78, 0.22  # of a line, as parts of its size


class LeavesSafeAreaError(Exception):
    """Something that is to be read stands too near to the card's edge: a mistake in `measures`."""


class Faces:
    """The faces of a town's cards in one PDF."""

    def __init__(self, pdf: Pdf, look: ReadyLook) -> None:
        self.pdf = pdf
        self.look = look
        self._pictures: dict[str, int] = {}
        self._fronts: dict[CardType, int] = {}
        self._backs: dict[CardType, int] = {}

    def draw_front(self, drawing: Drawing, card: SetCard) -> None:
        """The whole front with its bleed; the card's lower left corner is the origin."""
        kind = card.card_type
        if kind not in self._fronts:
            self._fronts[kind] = self._front(kind)
        drawing.use(self._fronts[kind])
        colour = self.look.palettes[kind].text
        _put(drawing, card.town, LEFT, measures.TOWN_Y, colour)
        _put_name(drawing, card.name, LEFT, measures.NAME_Y, measures.NAME_LINES_Y, colour)
        label = measures.LABEL_SIZE
        _put_run(drawing, card.until_label, label, measures.UNTIL_X, measures.LABEL_Y, colour)
        _put(drawing, card.until, measures.UNTIL_X, measures.VALUE_Y, colour)
        _put(drawing, card.number, measures.NUMBER_X, measures.VALUE_Y, colour)

    def draw_back(self, drawing: Drawing, card: SetCard, code: Code) -> None:
        """The whole back, likewise."""
        kind = card.card_type
        if kind not in self._backs:
            self._backs[kind] = self._back(kind)
        drawing.use(self._backs[kind])
        column = measures.COLUMN_X
        _put_name(drawing, card.holder, column, measures.HOLDER_Y, measures.HOLDER_LINES_Y, INK)
        for line, y in zip(card.facts, measures.FACTS_Y, strict=True):
            _put(drawing, line, column, y, SOFT_INK)
        quiet = measures.CODE.width / (code.size + 2 * QUIET) * QUIET
        drawing.image(self.pdf.put_code(code), measures.CODE.grown(-quiet))

    def _front(self, kind: CardType) -> int:
        drawing, look, palette = Drawing(self.pdf), self.look, self.look.palettes[kind]
        if look.background:
            drawing.image(self._picture("background", look.background), WITH_BLEED)
        else:
            drawing.rectangle(WITH_BLEED, palette.background)
            for (x, y, radius), colour in zip(measures.ORNAMENT, palette.ornament, strict=True):
                circle = Box.mm(x - radius, y - radius, 2 * radius, 2 * radius)
                around = circle.grown(measures.RING)
                drawing.rounded(around, around.width / 2, palette.ring)
                drawing.rounded(circle, radius * MM, colour)
        drawing.rectangle(measures.BAR, palette.accent)
        if look.logo:
            picture, box = look.logo
            _check(box)
            if look.plate:
                drawing.rounded(box.grown(measures.PLATE_MARGIN), 1.2 * MM, WHITE)
            drawing.image(self._picture("logo", picture), box)
        if look.headline:
            _put(drawing, look.headline, LEFT, measures.HEADLINE_Y, palette.text)
        label = shape(_("Number"), Weight.REGULAR)
        _put_run(
            drawing, label, measures.LABEL_SIZE, measures.NUMBER_X, measures.LABEL_Y, palette.text
        )
        if kind == CardType.JUBILEE:
            self._badge(drawing, palette.accent)
        return self.pdf.put_form(drawing, WITH_BLEED)

    def _badge(self, drawing: Drawing, colour: Rgb) -> None:
        largest, smallest = measures.BADGE_SIZES
        box = measures.BADGE
        _check(box)
        padding = 2 * MM
        text = fit_line(
            _("Jubilee"),
            Weight.BOLD,
            width=box.width - 2 * padding,
            largest=largest,
            smallest=smallest,
        )
        drawing.rounded(box, box.height / 2, colour)
        x = box.x + (box.width - text.runs[0].width_at(text.size)) / 2
        y = box.y + (box.height - 0.69 * text.size) / 2
        _put(drawing, text, x, y, readable(colour))

    def _back(self, kind: CardType) -> int:
        drawing, look, palette = Drawing(self.pdf), self.look, self.look.palettes[kind]
        drawing.rectangle(WITH_BLEED, WHITE)
        drawing.rectangle(measures.BAND, palette.background)
        drawing.rectangle(measures.BAND_EDGE, palette.accent)
        if look.address:
            _put(drawing, look.address, LEFT, measures.BAND_Y, palette.on_band)
        caption = fit_line(
            _("To check: scan with a phone"),
            Weight.REGULAR,
            width=measures.CAPTION_WIDTH,
            largest=measures.CAPTION_SIZES[0],
            smallest=measures.CAPTION_SIZES[1],
        )
        _put(drawing, caption, LEFT, measures.CAPTION_Y, SOFT_INK)
        if look.back_text:
            text, y = look.back_text, measures.TEXT.top - ASCENT * look.back_text.size
            for number, run in enumerate(text.runs):
                below = number * text.size * measures.TEXT_LEADING
                _put_run(drawing, run, text.size, measures.TEXT.x, y - below, INK)
        if look.signature:
            picture, box = look.signature
            _check(box)
            drawing.image(self._picture("signature", picture), box)
        for line, y in zip(look.signer, measures.SIGNER_Y, strict=False):
            _put(drawing, line, measures.COLUMN_X, y, SOFT_INK)
        return self.pdf.put_form(drawing, WITH_BLEED)

    def _picture(self, name: str, picture: Picture) -> int:
        """Its object, written once whatever the number of forms that show it."""
        if name not in self._pictures:
            self._pictures[name] = self.pdf.put_picture(picture)
        return self._pictures[name]


def _put_name(
    drawing: Drawing, name: Lines, x: float, y: float, two: tuple[float, float], colour: Rgb
) -> None:
    """A name on the line at `y`, or on the `two`."""
    heights = (y,) if len(name.runs) == 1 else two
    for run, height in zip(name.runs, heights, strict=True):
        _put_run(drawing, run, name.size, x, height, colour)


def _put(drawing: Drawing, line: Lines, x: float, y: float, colour: Rgb) -> None:
    _put_run(drawing, line.runs[0], line.size, x, y, colour)


def _put_run(drawing: Drawing, run: Run, size: float, x: float, y: float, colour: Rgb) -> None:
    _check(Box(x, y - DESCENT * size, run.width_at(size), (ASCENT + DESCENT) * size))
    drawing.text(run, size, x, y, colour)


def _check(box: Box) -> None:
    if not SAFE.holds(box):
        raise LeavesSafeAreaError(box)
