"""Several processes on one database: no change is lost, and all see it soon."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from wagtail.models import PageViewRestriction

from opportunities.catalogue import Question, changes, current
from opportunities.models import OfferChange, OpportunityPage
from organisations.models import OrganisationPage
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.other_processes import database_url, fork, start

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 180  # seconds; what is promised is two, but a test machine may have much to do
PUBLISHERS = 10
OFFERS_EACH = 4


@pytest.fixture
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page)


def eventually(is_so) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.2)
    return False


class Server:
    """The site under gunicorn, as a visitor meets it."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "config.wsgi:application"),
                *("--bind", f"127.0.0.1:{self.port}", "--log-level", "error"),
            ],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": paths,
                "DJANGO_SETTINGS_MODULE": "config.settings.dev",
                "DATABASE_URL": database_url(),
                "VAR_DIR": str(folder),
            },
        )

    def get(self, path: str) -> str:
        try:
            http_connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            http_connection.request("GET", path, headers={"Host": "localhost"})
            response = http_connection.getresponse()
            body = response.read().decode()
            http_connection.close()
        except OSError:
            return ""
        assert response.status == 200
        return body

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)


@pytest.fixture
def servers(organisation, tmp_path):
    servers = [Server(tmp_path / str(number)) for number in range(2)]
    try:
        assert all(eventually(lambda server=server: server.get("/angebote/")) for server in servers)
        yield servers
    finally:
        for server in servers:
            server.stop()


def test_two_servers_see_what_is_published_and_what_is_gone(servers, organisation):
    def titles(server: Server) -> bool:
        return "Taubenschlag" in server.get("/angebote/")

    def all_show(is_shown: bool) -> bool:
        return eventually(lambda: all(titles(server) is is_shown for server in servers))

    assert all_show(False)
    offer = OpportunityPageFactory(parent=organisation, title="Im Taubenschlag helfen")
    assert all_show(True)
    offer.unpublish()
    assert all_show(False)
    offer.save_revision().publish()
    assert all_show(True)
    # What concerns a whole town makes every server build anew, and hides at once.
    restriction = PageViewRestriction.objects.create(
        page=organisation.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert all_show(False)
    restriction.delete()
    assert all_show(True)
    offer.refresh_from_db()
    offer.delete()
    assert all_show(False)


def test_a_server_looks_once_a_second():
    from config.settings import base

    assert base.CATALOGUE_LOOK_EVERY == 1.0


def publish(organisation_id: int, barrier: threading.Barrier) -> None:
    """What one of many processes does."""
    barrier.wait()
    organisation = OrganisationPage.objects.get(pk=organisation_id)
    for _ in range(OFFERS_EACH):
        OpportunityPageFactory(parent=organisation)


def test_ten_processes_publishing_at_once_lose_nothing(luenen):
    organisations = [OrganisationPageFactory(parent=luenen.page) for _ in range(PUBLISHERS)]
    snapshot = current.build()
    assert len(snapshot) == 0
    barrier = fork.Barrier(PUBLISHERS)
    processes = [start(publish, organisation.pk, barrier) for organisation in organisations]
    while any(process.is_alive() for process in processes):
        snapshot = current.advanced(snapshot)
        time.sleep(0.01)
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * PUBLISHERS
    snapshot = current.advanced(snapshot)
    assert not snapshot.is_provisional  # every single one was taken over, nothing was built anew
    everything = set(OpportunityPage.objects.live().values_list("pk", flat=True))
    assert len(everything) == PUBLISHERS * OFFERS_EACH
    assert set(snapshot.answer(Question()).keys()) == everything


def test_who_commits_late_is_not_missed():
    """Primary keys are drawn before the commit; numbers are given after it."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets only one transaction write at a time.")
    has_written, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                changes.note([1])
                has_written.set()
                may_commit.wait(PATIENCE)
        finally:
            connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    assert has_written.wait(PATIENCE)
    changes.note([2])
    first = changes.look()
    assert changes.changed_between(0, first.number) == {2}
    may_commit.set()
    thread.join()
    second = changes.look()
    assert changes.changed_between(first.number, second.number) == {1}
    early, late = OfferChange.objects.order_by("pk").values_list("offer_id", "number")
    assert early[0] == 1
    assert early[1] > late[1]
