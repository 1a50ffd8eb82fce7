"""Reports about mails that came back: which are understood, and what becomes of them."""

import datetime as dt
import imaplib

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from post_office.models import STATUS, Email

from core import due
from core.mail.bounces import read_bounces
from core.mail.mailboxes import MailboxError, check_bounce_mailbox, open_mailbox
from core.mail.outbox import unsettled_mails
from core.mail.returned import read_report
from core.models import MailAttempt
from tests.core.mail import reports

NOW = timezone.make_aware(dt.datetime(2026, 11, 2, 10, 0))


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        (reports.POSTFIX, ("5.1.1",)),
        (reports.POSTFIX.replace("\n", "\r\n"), ("5.1.1",)),
        (reports.EXCHANGE, ("5.2.2",)),
        (reports.GMAIL, ("5.1.1",)),
        (reports.INTERNATIONAL, ("5.1.1",)),
        (reports.NOTHING_RETURNED, ("5.2.2",)),
        (reports.EXPIRED, ("4.4.7",)),
        (reports.DELAYED, ()),
    ],
)
def test_reports_say_which_mail_it_was_and_why(text, statuses):
    report = read_report(text.encode())
    assert report is not None
    assert (report.message_ids[0], report.statuses) == (reports.OUR_ID, statuses)


@pytest.mark.parametrize(
    "text", [reports.OUT_OF_OFFICE, reports.LETTER, reports.READ_RECEIPT, reports.RETURNED]
)
def test_what_people_write_is_no_report(text):
    assert read_report(text.encode()) is None


@pytest.mark.parametrize("name", reports.BROKEN)
def test_broken_ones_say_nothing(name):
    report = read_report(reports.BROKEN[name].encode("latin-1", "replace"))
    assert report is None or not report.has_failed


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2000), st.binary(max_size=30), st.integers(0, 60))
def test_whatever_is_in_it_nothing_breaks(at, junk, length):
    content = reports.POSTFIX.encode()
    read_report(content[:at] + junk + content[at + length :])


@pytest.fixture
def sent(db) -> MailAttempt:
    email = Email.objects.create(
        from_email="verbund@example.org",
        to=["vorstand@chor.example"],
        status=STATUS.sent,
        message_id=reports.OUR_ID,
    )
    return MailAttempt.objects.create(email=email, begun_at=NOW)


@pytest.fixture
def maildir(tmp_path, settings):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    settings.BOUNCE_MAILBOX = f"maildir://{tmp_path}"
    return tmp_path


def arrives(maildir, **mails: str) -> None:
    for name, text in mails.items():
        (maildir / "new" / name).write_bytes(text.encode())


def test_a_report_is_noted_once_and_people_keep_their_letters(sent, maildir, capsys):
    arrives(
        maildir,
        a=reports.POSTFIX,
        b=reports.LETTER,
        c=reports.DELAYED,
        d=reports.OF_SOMEBODY_ELSE,
        e=reports.OUT_OF_OFFICE,
        f="\0",
    )
    call_command("read_bounces")
    assert capsys.readouterr().out.startswith("1 noted, 1 of mails")
    sent.refresh_from_db()
    assert (sent.bounced_at is not None, sent.error) == (True, "Returned 5.1.1")
    assert sent not in unsettled_mails(NOW + dt.timedelta(days=1))
    assert {file.name for file in (maildir / "new").iterdir()} == {"b", "e", "f"}
    assert {file.name for file in (maildir / "cur").iterdir()} == {"a:2,S", "c:2,S", "d:2,S"}
    # Somebody has looked at it, but not at the one that came next.
    (maildir / "cur" / "a:2,S").rename(maildir / "cur" / "a:2,RS")
    (maildir / "cur" / "g:2,F").write_text(reports.GMAIL)
    again = read_bounces(NOW)
    assert (again.noted, again.unknown, again.delayed) == (1, 0, 0)
    assert (maildir / "cur" / "g:2,FS").exists()
    assert sent.bounced_at < timezone.now()


def test_the_clock_reads_every_ten_minutes_and_bears_what_is_wrong(sent, maildir, settings, caplog):
    arrives(maildir, a=reports.POSTFIX)
    due.do_what_is_due(NOW.replace(minute=7))
    assert (maildir / "new" / "a").exists()
    due.do_what_is_due(NOW)
    assert not (maildir / "new" / "a").exists()
    settings.BOUNCE_MAILBOX = "maildir:///nowhere"
    due.do_what_is_due(NOW)
    assert "is no Maildir" in caplog.text


class FakeServer:
    """An IMAP server with one folder, as imaplib shows it."""

    mails: dict[bytes, bytes] = {}
    seen: list[str] = []

    def __init__(self, host, port, **options):
        self.host = host

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def login(self, user, password):
        if (user, password) != ("bounces@example.org", "gut:geheim/@"):
            raise imaplib.IMAP4.error(f"no such user or password {password}")

    def select(self, folder):
        return ("OK", [b"2"]) if folder == '"Returned mail"' else ("NO", [b"what?"])

    def uid(self, command, *arguments):
        if command == "SEARCH":
            return "OK", [b" ".join(self.mails)]
        if command == "FETCH":
            return "OK", [(b"1 (BODY[]<0> {9}", self.mails[arguments[0].encode()]), b")"]
        self.seen.append(arguments[0])
        return "OK", [None]


def test_a_mailbox_asked_by_imap(sent, settings, monkeypatch):
    monkeypatch.setattr(imaplib, "IMAP4_SSL", FakeServer)
    monkeypatch.setattr(FakeServer, "mails", {b"4": reports.GMAIL.encode(), b"9": b"\0"})
    monkeypatch.setattr(FakeServer, "seen", [])
    address = "imaps://bounces%40example.org:{}@mail.example.org/{}"
    settings.BOUNCE_MAILBOX = address.format("gut%3Ageheim%2F%40", "Returned%20mail")
    assert read_bounces(NOW).noted == 1
    assert FakeServer.seen == ["4"]
    monkeypatch.setattr(FakeServer, "mails", {})
    assert read_bounces(NOW).noted == 0
    for password, folder in (("falsch", "INBOX"), ("gut%3Ageheim%2F%40", "x")):
        wrong = address.format(password, folder)
        with pytest.raises(MailboxError) as error, open_mailbox(wrong):
            pass
        assert "falsch" not in str(error.value)
        assert error.value.__cause__ is None


def test_half_a_setting_is_said(settings):
    with pytest.raises(CommandError):
        call_command("read_bounces")
    for address, is_right in (
        ("", True),
        ("maildir:///var/mail/verbund", True),
        ("imaps://name:x@mail.example.org", True),
        ("imap://name:x@mail.example.org", False),
        ("imaps://mail.example.org", False),
        ("/var/mail", False),
    ):
        settings.BOUNCE_MAILBOX = address
        assert (check_bounce_mailbox() == []) == is_right
