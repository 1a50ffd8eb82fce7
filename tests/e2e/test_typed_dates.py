"""Somebody types days and times in the administration."""

import re

from playwright.sync_api import expect

PASSWORD = "miteinander-2026"
COORDINATOR = "luenen@demo.example"


def test_nothing_typed_becomes_another_day_by_itself(visit):
    visit.sign_in(COORDINATOR, PASSWORD)
    page = visit.open("/verwaltung/speed_datings/new/")
    day, begin = page.locator("#id_takes_place_on"), page.locator("#id_starts_at")
    page.locator("#id_title").fill("Ehrenamt zum Kennenlernen")
    for field, typed in ((day, "5. Dezember 2099"), (begin, "25:00")):
        field.press_sequentially(typed)
        field.press("Tab")
        expect(field).to_have_value(typed)
    create = page.get_by_role("button", name="Erstellen")
    create.click()
    expect(page.locator("main")).to_contain_text("Bitte ein gültiges Datum eingeben.")
    expect(page.locator("main")).to_contain_text("Bitte eine gültige Uhrzeit eingeben.")
    for field, typed in ((day, "5.12.2099"), (begin, "17 Uhr")):
        field.fill("")
        field.press_sequentially(typed)
        field.press("Tab")
    create.click()
    page.wait_for_url(re.compile(r"/inspect/\d+/$"))
    expect(page.locator("main")).to_contain_text("Samstag, 5. Dezember 2099, 17:00")
