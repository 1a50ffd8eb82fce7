"""That looking for violations finds them, and only those."""

from tests.e2e.accessibility import violations

FRAME = """<!doctype html><html lang="de"><title>Seite</title><style>{style}</style>
    <main><h1>Seite</h1><p>{text}</p></main>"""


def test_what_fades_in_is_judged_once_it_is_there(browser):
    page = browser.new_page()
    fading = "p { animation: appear 0.8s linear } @keyframes appear { from { opacity: 0.1 } }"
    page.set_content(FRAME.format(style=fading, text="Gespeichert"))
    assert violations(page) == []
    page.close()


def test_what_is_pale_stays_a_violation(browser):
    page = browser.new_page()
    page.set_content(FRAME.format(style="p { color: #bbb }", text="Gespeichert"))
    assert [one.split()[0] for one in violations(page)] == ["color-contrast"]
    page.close()
