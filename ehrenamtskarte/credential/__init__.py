"""What a card says and how it is checked: no database, no request, no clock of its own.

The formats stand in docs/card-credential.md; static/js/karte/ is the same in the browser, and both
are held together by docs/card-credential/vectors.json.
"""
