"""Cards on paper and plastic: codes, faces, sheets, archives, letters; knows no models.

cards       what is printed: `PrintedCard`, `CardLook`
codes       a card's QR code; `readback` reads it back before anything is released
typesetting letters of names, whatever language they come from, as glyphs in their places
pdf         a PDF that is written while it is made, so that memory stays flat
measures    where what stands on a card; `looks` says what is wrong with a town's look
faces       front and back; `sheets` and `archive` put many of them on A4 or into a ZIP
letter      what comes with a card; `handover` the list for the ceremony
"""
