import re
import threading
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import include, path
from django.utils import timezone

from config import urls as site_urls
from core import links
from core.links import (
    LinkError,
    Purpose,
    erase_closed_links,
    find_link,
    make_link,
    opened_link,
    revoke_links,
    use_link,
)
from core.models import ReadyText, SecretLink

SHOW = Purpose(name="test_show", view_name="show", lifetime=timedelta(days=30))
DECIDE = Purpose(name="test_decide", view_name="decide", lifetime=timedelta(days=3), once=True)
TELL = Purpose(name="test_tell", view_name="tell", once=True)
FEED = Purpose(name="test_feed", view_name="feed", is_for_programs=True)


@opened_link(SHOW)
def show(request, link):
    page = engines["django"].from_string("{{ request.path }} {{ link.subject.title }}")
    return HttpResponse(page.render({"request": request, "link": link}))


@opened_link(DECIDE)
def decide(request, link):
    if request.method == "POST":
        with transaction.atomic():
            use_link(link)
            ReadyText.objects.filter(pk=link.subject.pk).update(title="done")
    return HttpResponse(link.subject.title)


@opened_link(TELL, even_used=True)
def tell(request, link):
    return HttpResponse("done already" if link.used_at else "to do")


def feed(request, secret):
    try:
        return HttpResponse(find_link(FEED, secret).subject.title)
    except LinkError:
        return HttpResponse(status=404)


urlpatterns = [
    path("zeigen/<key:link>/", show, name="show"),
    path("entscheiden/<key:link>/", decide, name="decide"),
    path("sagen/<key:link>/", tell, name="tell"),
    path("l/<secret:secret>/kalender.ics", feed, name="feed"),
    path("", include(site_urls)),
]
handler404 = site_urls.handler404

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def subject(home):
    return ReadyText.objects.create(purpose="offer_returned", title="Ein Angebot", text="…")


def secret_of(address):
    return urlsplit(address).path.split("/")[2]


def follow(client, address):
    return client.get(urlsplit(address).path, follow=True)


def test_secrets_are_long_and_only_their_digest_is_kept(subject):
    addresses = {make_link(SHOW, subject, email="wer@example.org") for _ in range(50)}
    secrets = {secret_of(address) for address in addresses}
    assert len(secrets) == 50
    # 32 random bytes: 256 bits
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", secret) for secret in secrets)
    kept = str(list(SecretLink.objects.values()))
    assert not any(secret in kept for secret in secrets)


def test_opening_leads_to_a_page_without_the_secret(client, subject):
    address = make_link(SHOW, subject)
    answer = client.get(urlsplit(address).path)
    assert answer.status_code == 302
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert secret_of(address) not in answer["Location"]

    page = client.get(answer["Location"])
    assert page.content.decode() == f"/zeigen/{SecretLink.objects.get().pk}/ Ein Angebot"
    assert page["Cache-Control"] == "no-store"
    # A form on it has to send its origin.
    assert page["Referrer-Policy"] == "same-origin"
    assert secret_of(address) not in str(dict(client.session))


def test_the_view_opens_only_where_the_link_was_opened(client, subject):
    follow(client, make_link(SHOW, subject))
    other = make_link(SHOW, subject)
    there, elsewhere = SecretLink.objects.order_by("pk").values_list("pk", flat=True)
    assert client.get(f"/zeigen/{there}/").status_code == 200
    assert Client().get(f"/zeigen/{there}/").status_code == 404
    assert client.get(f"/zeigen/{elsewhere}/").status_code == 404
    assert client.get(f"/zeigen/{10**17}/").status_code == 404
    # A link of one purpose opens no view of another.
    assert client.get(f"/entscheiden/{there}/").status_code == 404
    assert follow(client, other).status_code == 200


def test_a_browser_forgets_after_some_hours(client, subject):
    address = make_link(SHOW, subject)
    page = follow(client, address).request["PATH_INFO"]
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        answer = client.get(page)
        assert answer.status_code == 404
        assert str(LinkError.Code.NOT_OPENED.label) in answer.content.decode()
        assert follow(client, address).status_code == 200


def test_previews_and_prefetches_change_nothing(client, subject):
    address = urlsplit(make_link(DECIDE, subject)).path
    before = list(SecretLink.objects.values())
    for _ in range(3):
        robot = Client()
        assert robot.head(address).status_code == 302
        assert robot.get(address, headers={"Sec-Purpose": "prefetch"}, follow=True).content
    assert list(SecretLink.objects.values()) == before
    assert Client().post(address).status_code == 405
    assert Session.objects.count() == 3  # none for HEAD
    assert follow(client, address).status_code == 200


def test_what_is_done_once_is_not_done_again(client, subject):
    address = make_link(DECIDE, subject)
    page = follow(client, address).request["PATH_INFO"]
    assert client.post(page).status_code == 200
    subject.refresh_from_db()
    assert subject.title == "done"
    for answer in (client.post(page), client.get(page), follow(client, address)):
        assert answer.status_code == 410
        assert str(LinkError.Code.USED.label) in answer.content.decode()


def test_a_view_may_say_that_it_is_done_already(client, subject):
    address = make_link(TELL, subject)
    assert follow(client, address).content == b"to do"
    use_link(SecretLink.objects.get())
    assert follow(client, address).content == b"done already"


def test_links_end(client, subject):
    address = make_link(DECIDE, subject)
    page = follow(client, address).request["PATH_INFO"]
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        for answer in (follow(client, address), client.get(page)):
            assert answer.status_code in (404, 410)
        assert str(LinkError.Code.EXPIRED.label) in follow(client, address).content.decode()
        with pytest.raises(LinkError) as refused:
            use_link(SecretLink.objects.get())
    assert refused.value.code == LinkError.Code.EXPIRED


def test_revoked_links_open_nothing(client, subject):
    address, other = make_link(SHOW, subject), make_link(DECIDE, subject)
    page = follow(client, address).request["PATH_INFO"]
    assert revoke_links(SHOW, subject) == 1
    assert revoke_links(SHOW, subject) == 0
    assert follow(client, address).status_code == 410
    assert client.get(page).status_code == 410
    assert follow(client, other).status_code == 200


@pytest.mark.parametrize("secret", ["kurz-und-falsch", "A" * 43, "zer rissen", "Überschrieben"])
def test_unknown_links_get_a_page_that_helps(client, home, secret):
    answer = client.get(f"/l/{secret}/")
    assert answer.status_code == 404
    assert answer["Referrer-Policy"] == "no-referrer"
    page = answer.content.decode()
    assert str(LinkError.Code.UNKNOWN.label) in page
    assert secret not in page


def test_a_link_to_what_was_erased_is_unknown(client, subject):
    address = make_link(SHOW, subject)
    page = follow(client, address).request["PATH_INFO"]
    subject.delete()
    assert follow(client, address).status_code == 404
    assert client.get(page).status_code == 404


def test_programs_come_without_a_session(client, subject):
    address = make_link(FEED, subject)
    assert urlsplit(address).path.endswith("/kalender.ics")
    assert client.get(urlsplit(address).path).content.decode() == "Ein Angebot"
    assert not client.cookies
    # It is no door for people.
    assert client.get(f"/l/{secret_of(address)}/").status_code == 404
    revoke_links(FEED, subject)
    assert client.get(urlsplit(address).path).status_code == 404


def test_the_secret_is_on_no_page_that_follows(client, subject):
    address = make_link(DECIDE, subject)
    answer = client.get(urlsplit(address).path)
    pages = [answer, client.get(answer["Location"]), client.post(answer["Location"])]
    pages += [client.get(answer["Location"]), client.get("/gibt-es-nicht/")]
    for page in pages:
        assert secret_of(address) not in page.content.decode() + str(page.headers)


def test_closed_links_are_erased_after_some_time(subject):
    for purpose in (SHOW, DECIDE, TELL, FEED):
        make_link(purpose, subject)
    use_link(SecretLink.objects.get(purpose=TELL.name))
    revoke_links(DECIDE, subject)
    now = timezone.now()
    assert erase_closed_links(now + links.KEEP_CLOSED_FOR - timedelta(hours=1)) == 0
    assert erase_closed_links(now + links.KEEP_CLOSED_FOR + timedelta(hours=1)) == 2
    assert erase_closed_links(now + links.KEEP_CLOSED_FOR + timedelta(days=31)) == 1
    assert SecretLink.objects.get().purpose == FEED.name


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_at_once_one_uses_the_link(subject):
    make_link(DECIDE, subject)
    found = [SecretLink.objects.get() for _ in range(8)]
    barrier = threading.Barrier(len(found))
    outcome = []

    def use(link):
        barrier.wait()
        try:
            with transaction.atomic():
                use_link(link)
            outcome.append("done")
        except LinkError as error:
            outcome.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=use, args=[link]) for link in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["done"] + [LinkError.Code.USED] * 7


def test_what_fails_afterwards_leaves_the_link_unused(subject):
    make_link(DECIDE, subject)
    link = SecretLink.objects.get()
    with transaction.atomic():
        use_link(link)
        transaction.set_rollback(True)
    assert SecretLink.objects.get().used_at is None
    use_link(SecretLink.objects.get())
