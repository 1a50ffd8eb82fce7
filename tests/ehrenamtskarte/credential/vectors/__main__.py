"""Write docs/card-credential/vectors.json: python -m tests.ehrenamtskarte.credential.vectors"""

from tests.ehrenamtskarte.credential.vectors.writing import FILE, file_text

FILE.parent.mkdir(exist_ok=True)
FILE.write_text(file_text())
