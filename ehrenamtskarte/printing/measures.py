"""Where what stands on a card, in millimetres from its lower left corner; sizes in points."""

from typing import Final

from ehrenamtskarte.printing.boxes import MM, Box

CARD: Final = Box.mm(0, 0, 85.6, 54)  # ISO/IEC 7810, ID-1
BLEED: Final = 3 * MM
WITH_BLEED: Final = CARD.grown(BLEED)
# What is read keeps this far from the edges: blades wander, and corners are round (3.18 mm).
SAFE: Final = CARD.grown(-4 * MM)

LEFT: Final = 5.5 * MM
RIGHT: Final = CARD.right - LEFT

# --- Front ---
BAR: Final = Box.mm(5.5, 47.6, 9, 1.3)
LOGO: Final = Box.mm(56.1, 37.4, 24, 12)
PLATE_MARGIN: Final = 1.4 * MM  # of white around a logo that the card's colour would swallow
BESIDE_LOGO: Final = 3 * MM
HEADLINE_Y: Final = 39.8 * MM
HEADLINE_SIZES: Final = (18.0, 10.5)
HEADLINE_WIDTH: Final = LOGO.x - BESIDE_LOGO - LEFT
TOWN_WIDTH: Final = HEADLINE_WIDTH
TOWN_Y: Final = 34.9 * MM
TOWN_SIZES: Final = (10.5, 7.5)
NAME_Y: Final = 17.4 * MM
NAME_SIZES: Final = (17.0, 11.5)
NAME_LINES_Y: Final = (21.2 * MM, 15.9 * MM)
NAME_LINES_SIZES: Final = (13.5, 9.0)
NAME_SMALLEST: Final = 7.5  # on one line, if it can't be broken; 31 capital M fit
LABEL_Y: Final = 9.7 * MM
LABEL_SIZE: Final = 6.5
VALUE_Y: Final = 5.6 * MM
VALUE_SIZES: Final = (10.0, 7.0)
UNTIL_X: Final = LEFT
UNTIL_WIDTH: Final = 25 * MM
NUMBER_X: Final = LEFT + 27 * MM
NUMBER_WIDTH: Final = 27 * MM
BADGE: Final = Box(RIGHT - 17.5 * MM, 5 * MM, 17.5 * MM, 6 * MM)
BADGE_SIZES: Final = (8.5, 6.5)
# Circles: middle and radius.
ORNAMENT: Final = ((87.0, 3.0, 27.5), (99.0, 29.5, 24.0))
RING: Final = 0.4 * MM  # around them, in the accent's colour

# Where the front has text, whatever the card says.
TEXT_PLACES: Final = (
    Box(LEFT, TOWN_Y - 1 * MM, HEADLINE_WIDTH, 10 * MM),
    Box(LEFT, NAME_LINES_Y[1] - 1 * MM, RIGHT - LEFT, 10 * MM),
    Box(LEFT, VALUE_Y - 1 * MM, 54 * MM, 7.5 * MM),
)

# --- Back ---
BAND: Final = Box(-BLEED, -BLEED, CARD.width + 2 * BLEED, 8.6 * MM + BLEED)
BAND_EDGE: Final = Box(-BLEED, BAND.top, BAND.width, 0.8 * MM)
BAND_Y: Final = 4.7 * MM
BAND_WIDTH: Final = RIGHT - LEFT
BAND_SIZES: Final = (7.5, 5.5)
CODE: Final = Box.mm(3.2, 10.6, 34, 34)  # with its quiet zone
CAPTION_Y: Final = 46.2 * MM
CAPTION_SIZES: Final = (7.0, 5.0)
CAPTION_WIDTH: Final = 29.5 * MM
COLUMN_X: Final = 39 * MM
COLUMN_WIDTH: Final = SAFE.right - COLUMN_X
HOLDER_Y: Final = 46.2 * MM
HOLDER_SIZES: Final = (9.0, 6.0)
HOLDER_LINES_Y: Final = (47.3 * MM, 44.9 * MM)
HOLDER_LINES_SIZES: Final = (6.5, 5.0)
HOLDER_SMALLEST: Final = 4.5
FACTS_Y: Final = (42.9 * MM, 40.1 * MM)
FACTS_SIZES: Final = (6.8, 5.5)
TEXT: Final = Box(COLUMN_X, 20.4 * MM, COLUMN_WIDTH, 18 * MM)
TEXT_SIZES: Final = (7.0, 6.5, 6.0, 5.5)
TEXT_LEADING: Final = 1.18
SIGNATURE: Final = Box(COLUMN_X, 15 * MM, 32 * MM, 5.4 * MM)
SIGNER_Y: Final = (13.3 * MM, 11 * MM)
SIGNER_SIZES: Final = (6.5, 5.0)
