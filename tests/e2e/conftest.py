"""A whole site in a process of its own, and a browser that visits it as a person would.

The site is made as `make run` makes it: migrations, demo content, web server, worker and clock,
in a folder that is thrown away afterwards. Where several processes test at once (`pytest -n 2`),
each has a site of its own, and the demo is made once for all.
"""

import fcntl
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.e2e.accessibility import COLOURS, overflow, violations
from tests.e2e.accessibility import NAME as MEASURING

ROOT = Path(__file__).resolve().parents[2]
# The shell is the same engine without the window around it, which nobody sees in a test.
CHROMIUM = next(
    (
        path
        for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)
CHROMIUM_OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}
# Seconds. Whoever waits goes on at once, but a test machine may have much else to do.
PATIENCE = 90
expect.set_options(timeout=PATIENCE * 1_000)
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Site:
    """A running site."""

    url: str
    var: Path

    def newest_mail_to(self, address: str, *, says: str = "") -> str:
        """The text of the last mail to `address` that says so; waits for one."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for file in sorted((self.var / "mail").glob("*"), reverse=True):
                # What is sent over one connection stands in one file, a line below each mail; what
                # has no line yet is just being written.
                *mails, _unfinished = file.read_bytes().split(b"-" * 79)
                for part in reversed(mails):
                    message = message_from_bytes(part.lstrip(), policy=policy.default)
                    if address not in str(message["To"]):
                        continue
                    text = message.get_body(("plain",)).get_content()
                    if says in text:
                        return text
            time.sleep(0.3)
        raise AssertionError(f"no mail to {address} that says {says!r}")

    @property
    def environment(self) -> dict[str, str]:
        """Of every process that works on this site's data."""
        return {**os.environ, **SETTINGS, "BASE_URL": self.url, "VAR_DIR": str(self.var)}

    def run(self, module: str, *arguments: str) -> str:
        """What a module of the tests prints that works on the site's data."""
        command = [sys.executable, "-m", module, *arguments]
        path = f"{ROOT}{os.pathsep}{ROOT / 'site'}"
        environment = {**self.environment, "PYTHONPATH": path}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker("e2e")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _manage(*command: str, environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a site's data: of `make test`, or of whichever test process comes first."""
    if made := os.environ.get("TEST_SITE"):
        return Path(made, "demo")
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, unfinished = shared / "demo", shared / "demo.unfinished"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            environment = {**os.environ, **SETTINGS, "VAR_DIR": str(unfinished)}
            _manage("migrate", "--verbosity", "0", environment=environment)
            _manage("demo", environment=environment)
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    var = tmp_path_factory.mktemp("site") / "var"
    shutil.copytree(demo, var)
    port = _free_port()
    site = Site(f"http://127.0.0.1:{port}", var)
    environment = site.environment
    _answer_at(port, var / "ehrenamtsverbund.sqlite3")
    manage = [sys.executable, "manage.py"]
    server = subprocess.Popen(
        [*manage, "serve", "--port", str(port)], cwd=ROOT, env=environment, start_new_session=True
    )
    try:
        _wait(port, server)
        yield site
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=PATIENCE)


def _answer_at(port: int, database: Path) -> None:
    """Let full addresses begin with the site's own, as a second `make run` with a port does."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "UPDATE wagtailcore_site SET hostname = '127.0.0.1', port = ? WHERE is_default_site",
            (port,),
        )


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError("the site did not start")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("Chromium is missing; scripts/system-packages.sh installs or names it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


class Visit:
    """One person's browser window, which remembers what went wrong in it."""

    def __init__(self, context: BrowserContext, site: Site) -> None:
        self.site = site
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._on_request)

    def _on_console(self, message) -> None:
        if message.location["url"] == MEASURING:
            return  # axe-core sets inline styles, against which the policy protests
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _on_request(self, request) -> None:
        if not request.url.startswith((self.site.url, "data:", "blob:", "about:")):
            self.complaints.append(f"request to somebody else: {request.url}")

    def violations(self) -> list[str]:
        """What axe-core has to say of the page that is open."""
        return violations(self.page)

    def violations_in_the_dark(self) -> list[str]:
        """The same of what the style sheets change for dark: colours, and whether it still fits."""
        self.page.emulate_media(color_scheme="dark")
        found = violations(self.page, rules=COLOURS)
        if (too_wide := overflow(self.page)) > 0:
            found.append(f"{too_wide} px wider than the window")
        self.page.emulate_media(color_scheme="light")
        return [f"in the dark: {one}" for one in found]

    def open(self, path: str) -> Page:
        self.page.goto(path if path.startswith("http") else self.site.url + path)
        return self.page

    def open_when(self, path: str, *, says: str) -> Page:
        """Open a page that will say so: lists hear of a change a second later, or a bit more."""
        deadline = time.monotonic() + PATIENCE
        while says not in self.open(path).locator("main").inner_text():
            assert time.monotonic() < deadline, f"{path} does not say {says!r}"
            time.sleep(0.3)
        return self.page

    def sign_in(self, email: str, password: str) -> Page:
        page = self.open("/konto/anmelden/")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(password)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(re.compile(r"/konto/$"))
        return page


@pytest.fixture
def new_visit(browser: Browser, site: Site, request: pytest.FixtureRequest):
    """Makes a `Visit` with the given browser options; at the end nothing may have gone wrong."""
    visits: list[Visit] = []
    contexts: list[BrowserContext] = []

    def make(**options) -> Visit:
        options = {"viewport": DESK, "locale": "de-DE", "timezone_id": "Europe/Berlin", **options}
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE * 1_000)
        contexts.append(context)
        visits.append(Visit(context, site))
        return visits[-1]

    yield make
    for context in contexts:
        context.close()
    assert [complaint for visit in visits for complaint in visit.complaints] == []


@pytest.fixture
def visit(new_visit) -> Visit:
    return new_visit()
