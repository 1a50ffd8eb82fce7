"""The scanner at the till: a film of cards before the camera, with network and without."""

import base64
import io
import json
import re
import sys
import time

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import CHROMIUM, CHROMIUM_OPTIONS, PATIENCE, PHONE, Visit
from tests.e2e.test_checking_cards import CONTROLLED
from tests.e2e.tills.film import write_film
from tests.e2e.tills.making import COFFEE, TENTH
from tests.qr import read_qr

SCANNER = "/partner/scannen/"
SHOP = "Bäckerei Morgenrot"
# In the order of the film.
SIGHTS = {
    "valid": "valid",
    "revoked": "revoked",
    "screenshot": "screenshot",
    "altered": "forged",
}

# Says since when each sight was in the picture, by the film's white corner, and which verdicts
# there were, each with its moment.
WITNESS = """() => {
    window.seen = [];
    window.verdicts = [];
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    let wasIn = false;
    const video = document.querySelector("[data-part=ready] video");
    setInterval(() => {
        context.drawImage(video, 10, 10, 1, 1, 0, 0, 1, 1);
        const isIn = context.getImageData(0, 0, 1, 1).data[0] > 200;
        if (isIn && !wasIn) seen.push(performance.now());
        wasIn = isIn;
    }, 10);
    const place = document.querySelector("[data-verdict-place]");
    new MutationObserver(() => verdicts.push([place.dataset.kind, performance.now()]))
        .observe(place, { childList: true });
}"""
# A browser with a decoder of its own, where this one has none: another one reads for it.
NATIVE = """globalThis.BarcodeDetector ??= class {
    static getSupportedFormats = async () => ["qr_code"];
    async detect(video) {
        const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
        canvas.getContext("2d").drawImage(video, 0, 0);
        const file = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
        const bytes = new Uint8Array(await file.arrayBuffer());
        const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
        return (await readCodes(text)).map((rawValue) => ({ rawValue }));
    }
};"""


def read_codes(picture: str) -> list[str]:
    image = Image.open(io.BytesIO(base64.b64decode(picture)))
    return [code.text for code in read_qr(image)]


@pytest.fixture(scope="module")
def shop(site):
    return json.loads(site.run("tests.e2e.tills.making", "shop", SHOP))


@pytest.fixture(scope="module")
def till_browser(browser, site, tmp_path_factory):
    """A browser before whose camera the film runs."""
    sights = json.loads(site.run("tests.e2e.tills.making", "sights", site.url))
    film = tmp_path_factory.mktemp("film") / "karten.mjpeg"
    write_film(film, [sights[name] for name in SIGHTS])
    camera = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    options = [*CHROMIUM_OPTIONS, *camera]
    till_browser = browser.browser_type.launch(executable_path=CHROMIUM, args=options)
    yield till_browser
    till_browser.close()


@pytest.fixture
def till(till_browser, site):
    """A phone at the till."""
    context = till_browser.new_context(
        viewport=PHONE, locale="de-DE", timezone_id="Europe/Berlin", permissions=["camera"]
    )
    context.set_default_timeout(PATIENCE * 1_000)
    visit = Visit(context, site)
    yield visit
    context.close()
    # That it asks although there is no network is right.
    offline = "INTERNET_DISCONNECTED"
    assert [one for one in visit.complaints if offline not in one] == []


def verdict(page, kind):
    """Wait until that verdict is on the screen; a valid card that is not meant is sent on."""
    place = page.locator(f"[data-part=verdict]:not([hidden]) [data-kind={kind}]")
    other = page.locator("[data-part=verdict]:not([hidden]):has([data-kind=valid]) [data-next]")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if place.is_visible():
            return place
        if other.is_visible():
            other.click()
        page.wait_for_timeout(50)
    raise AssertionError(f"no verdict {kind}")


def ledger(site):
    return [
        (one["benefit__title"], one["state"], one["conflict"])
        for one in json.loads(site.run("tests.e2e.tills.making", "ledger", SHOP))
    ]


def redeem(page, title):
    page.get_by_role("button", name=re.compile(title)).click()
    outcome = page.locator("[data-part=redeemed]:not([data-state=redeeming])")
    expect(outcome).to_contain_text("Eingelöst")
    return outcome


def camera_off(page):
    """Switch the camera off, whatever it sees meanwhile."""
    off = page.get_by_role("button", name="Kamera ausschalten")
    following = page.locator("[data-part]:not([hidden]) [data-next]")
    while not page.get_by_role("button", name="Mit der Kamera scannen").is_visible():
        for button in (following, off):
            if button.is_visible():
                button.click()
        page.wait_for_timeout(50)


def pair(visit, shop, till, name):
    """The owner's screen shows a code, and the device opens its address."""
    page = visit.sign_in(shop["owner"], shop["password"])
    visit.open(f"/partner/verwalten/{shop['partner']}/geraete/")
    assert visit.violations() == []
    page.get_by_role("link", name="Gerät koppeln").click()
    page.get_by_label("Name des Geräts").fill(name)
    page.get_by_role("button", name="Code zeigen").click()
    expect(page.get_by_role("img", name="QR-Code, der das Gerät koppelt")).to_be_visible()
    assert visit.violations() == []
    picture = base64.b64encode(page.screenshot()).decode()
    (address,) = read_codes(picture)
    assert address.startswith(f"{till.site.url}{SCANNER}#koppeln=")

    till.open(address)
    expect(till.page.locator("[data-till]")).to_have_attribute(
        "data-screen", re.compile("ready|verdict")
    )
    expect(till.page).to_have_url(f"{till.site.url}{SCANNER}")
    expect(page).to_have_url(re.compile("/geraete/$"))
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_till_with_network_and_without(till, new_visit, shop, site):
    owner = new_visit()
    page = till.page
    today = page.evaluate("new Date().toLocaleDateString('de-DE', {dateStyle: 'long'})")
    pair(owner, shop, till, "Kasse 1")
    page.evaluate(WITNESS)
    place = verdict(page, "valid")
    expect(place).to_contain_text("Erika Mustermann")
    expect(place).to_contain_text("Gültig bis 31. Dezember 2029")
    expect(place).to_contain_text("Bitte mit Lichtbildausweis vergleichen")
    assert till.violations() == []
    assert overflow(page) <= 0
    redeem(page, COFFEE)
    assert till.violations() == []

    page.evaluate(CONTROLLED)
    page.context.set_offline(True)
    verdict(page, "revoked")
    expect(page.locator(".offer")).to_have_count(0)
    verdict(page, "screenshot")
    assert "Erich" not in verdict(page, "forged").inner_text()
    verdict(page, "valid")
    outcome = redeem(page, TENTH)
    expect(outcome).to_contain_text("Kein Netz")
    tell_times(page)

    # The tab is closed, and the till comes up again without network.
    page.goto("about:blank")
    page.goto(f"{site.url}{SCANNER}")
    # What it says of itself may be behind a verdict already.
    expect(page.locator("[data-queue]")).to_have_text("Eine Einlösung wartet auf Netz")
    expect(page.locator("[data-offline]")).to_have_js_property("hidden", False)
    # Only a list of today goes without its date, and midnight may have passed meanwhile.
    of_today = re.compile(rf"^Stand ({re.escape(today)}, )?\d\d:\d\d$")
    expect(page.locator("[data-list-age]")).to_have_text(of_today)
    verdict(page, "valid")
    redeem(page, COFFEE)  # once more, which this till can't know of
    waiting = page.evaluate("performance.getEntriesByName('kasse-ready')[0].startTime")
    sys.stdout.write(f"\nfrom opening to ready, again and without network: {waiting:.0f} ms\n")

    page.context.set_offline(False)
    expect(page.locator("[data-queue]")).to_have_text("")

    # What was counted can be taken back; a revoked device redeems nothing.
    camera_off(page)
    page.get_by_text("Letzte Einlösungen und Einstellungen").click()
    row = page.get_by_role("listitem").filter(has_text="nicht gezählt: ")
    expect(row).to_contain_text(COFFEE)
    expect(row.get_by_role("button")).to_have_count(0)
    row = page.get_by_role("listitem").filter(has_text=TENTH)
    row.get_by_role("button", name="Zurücknehmen").click()
    expect(page.locator("[data-outcome=undone]")).to_be_visible()
    assert ledger(site) == [
        (COFFEE, "done", ""),
        (TENTH, "undone", ""),
        (COFFEE, "conflict", "limit"),
    ]
    owner.page.get_by_role("link", name="Trennen").click()
    owner.page.get_by_role("button", name="Trennen").click()
    page.reload()
    expect(page.get_by_text("Ihr Betrieb hat dieses Gerät getrennt")).to_be_visible()
    assert till.violations() == []


def test_same_film_through_the_other_decoder(till, new_visit, shop):
    till.page.expose_function("readCodes", read_codes)
    till.page.add_init_script(NATIVE)
    wasm = []
    till.page.on("request", lambda request: wasm.append(request.url))
    pair(new_visit(), shop, till, "Kasse 2")
    page = till.page
    page.evaluate(WITNESS)
    for kind in SIGHTS.values():
        verdict(page, kind)
    tell_times(page)
    # Its own decoder has not been asked for by the page; the service worker keeps it all the same.
    assert page.evaluate("""performance.getEntriesByType('resource')
        .every(({ name }) => !name.endsWith('.wasm'))""")


def tell_times(page):
    """How long after a code was wholly in the picture the verdict stood on the screen."""
    seen, verdicts = page.evaluate("[seen, verdicts]")
    for kind, said in verdicts:
        since = [moment for moment in seen if moment < said]
        if since:
            took = said - since[-1]
            sys.stdout.write(f"{kind}: {took:.0f} ms from the code in view to the verdict\n")
