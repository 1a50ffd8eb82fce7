"""Many tills at the same moment, and a server that dies: each use once, no more than allowed."""

import http.client
import json
import os
import signal
import socket
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection, connections
from django.urls import reverse
from django.utils import timezone

from municipalities.models import Municipality
from partners.enums import LimitPeriod
from partners.models import Redemption
from partners.redeeming import services
from partners.redeeming.device_api import till_view
from partners.redeeming.services import redeem
from tests.partners.redeeming.tills import make_card, make_shop, print_card, report, sent

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TILLS = 64


@pytest.fixture
def shop():
    # Without groups and pages: what has to be emptied again afterwards costs time.
    return make_shop(
        Municipality.objects.create(
            ags="05978024", name="Lünen", slug="luenen", latitude=51.6, longitude=7.5
        )
    )


def all_at_once(till, reports):
    """What becomes of the reports if each is made by a till of its own, all at the same moment."""
    gate = threading.Barrier(len(reports))

    def run(one):
        try:
            gate.wait()
            return redeem(till=till, report=one, now=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(len(reports)) as threads:
        return list(threads.map(run, reports))


def test_of_many_tills_at_once_one_wins(shop):
    code = print_card(make_card(shop.partner.municipality))
    once, thrice = shop.benefit(LimitPeriod.ONCE), shop.benefit(LimitPeriod.DAY, 3)
    for benefit, most, tills in ((once, 1, TILLS), (thrice, 3, 12)):
        outcomes = all_at_once(shop.till, [report(benefit, code) for _ in range(tills)])
        assert Counter((one.state, one.error) for one in outcomes) == {
            ("done", None): most,
            (None, "limit"): tills - most,
        }
        rows = Redemption.objects.filter(benefit=benefit)
        assert sorted(rows.values_list("slot", flat=True)) == list(range(most))
        assert sorted(one.left for one in outcomes if one.state) == list(range(most))
    # The same report, sent by an impatient device again and again.
    same = report(shop.benefit(LimitPeriod.DAY, 3), code)
    outcomes = all_at_once(shop.till, [same] * 8)
    assert {(one.state, one.left) for one in outcomes} == {("done", 2)}
    assert Redemption.objects.filter(idempotency_key=same.key).count() == 1


def test_a_broken_connection_is_made_anew(shop, client, monkeypatch):
    find, broken = till_view.find_till, iter([OperationalError])

    def find_once_broken(*arguments):
        for error in broken:
            raise error
        return find(*arguments)

    monkeypatch.setattr(till_view, "find_till", find_once_broken)
    one = report(shop.benefit(), print_card(make_card(shop.partner.municipality)))
    answer = client.post(
        reverse("device_redemptions"),
        sent(one),
        content_type="application/json",
        headers=shop.headers,
    )
    assert answer.json()["results"][0]["state"] == "done"


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def serve(listening, dies):
    """Serve the site in a child of this process; `dies` changes what it needs to be killed by."""
    pid = os.fork()
    if pid:
        return pid
    try:
        application = dies(get_wsgi_application())
        server = WSGIServer(listening.getsockname(), Quiet, bind_and_activate=False)
        server.socket = listening
        server.server_name, server.server_port = "localhost", listening.getsockname()[1]
        server.setup_environ()
        server.set_app(application)
        server.serve_forever()
    finally:
        os._exit(1)


def killed_before_the_answer(number):
    """Dies when the redemptions of that request are written and nobody has heard of it."""

    def change(application):
        requests = []

        def dying(environ, start_response):
            answer = application(environ, start_response)
            requests.append(environ)
            if len(requests) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return dying

    return change


def killed_while_writing(number):
    """Dies between two redemptions of one request."""

    def change(application):
        write, written = services.write, []

        def dying(entry):
            written.append(write(entry))
            if len(written) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return written[-1]

        services.write = dying
        return application

    return change


def test_whatever_dies_each_is_counted_once(shop):
    """The till sends what it has no answer to, over and over; in the end it sends all once more."""
    code = print_card(make_card(shop.partner.municipality))
    often, twenty = shop.benefit(), shop.benefit(LimitPeriod.DAY, 20)
    queue = [report(benefit, code, offline=True) for benefit in (often, twenty) for _ in range(30)]
    batches = [queue[start : start + 10] for start in range(0, len(queue), 10)]
    answers, deaths = {}, []
    listening = socket.create_server(("127.0.0.1", 0))
    connections.close_all()  # a connection must not be used by two processes

    def send(batch):
        channel = http.client.HTTPConnection(*listening.getsockname(), timeout=30)
        try:
            channel.request(
                "POST",
                reverse("device_redemptions"),
                json.dumps(sent(*batch)),
                {"Content-Type": "application/json", **shop.headers},
            )
            answer = channel.getresponse()
            assert answer.status == 200
            for one in json.loads(answer.read())["results"]:
                assert answers.setdefault(one["key"], one) == one
        except (OSError, http.client.HTTPException):
            return False
        finally:
            channel.close()
        return True

    for dies in (killed_before_the_answer(2), killed_while_writing(15), lambda same: same):
        pid = serve(listening, dies)
        lives = True
        for batch in batches:
            lives = lives and send(batch)
        if lives:
            os.kill(pid, signal.SIGKILL)
        deaths.append((lives, os.WTERMSIG(os.waitpid(pid, 0)[1])))
    listening.close()

    assert deaths == [(False, signal.SIGKILL), (False, signal.SIGKILL), (True, signal.SIGKILL)]
    assert answers.keys() == {str(one.key) for one in queue}
    assert Counter((one["state"], one["error"]) for one in answers.values()) == {
        ("done", ""): 50,
        ("conflict", "limit"): 10,
    }
    rows = Redemption.objects.values_list("idempotency_key", "state")
    assert {str(key): state for key, state in rows} == {
        key: one["state"] for key, one in answers.items()
    }
    assert Redemption.objects.count() == len(queue)
