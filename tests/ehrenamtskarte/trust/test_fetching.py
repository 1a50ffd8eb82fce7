"""A file of another site: only from the internet, only so large, only so long."""

import contextlib
import datetime as dt
import http.server
import ipaddress
import socket
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ehrenamtskarte.trust import fetching
from ehrenamtskarte.trust.fetching import FetchError, fetch, is_public


class Site(http.server.BaseHTTPRequestHandler):
    """Answers by the path that is asked for."""

    def do_GET(self):
        if self.path == "/weiter":
            self.send_response(302)
            self.send_header("Location", "https://127.0.0.1/innen")
            self.end_headers()
        elif self.path == "/fort":
            self.send_error(404)
        elif self.path == "/tropfen":
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                for _ in range(100):
                    self.wfile.write(b" ")
                    self.stopping.wait(0.05)
        elif self.path == "/stumm":
            self.stopping.wait(5)
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f"{self.headers['Host']} {self.path}".encode())

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "site.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return path


@pytest.fixture(scope="module")
def site(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    Site.stopping = threading.Event()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *args: None  # clients that hang up are what this is about
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    Site.stopping.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fetch_here(site, certificate):
    """As from the internet, although it is this machine."""
    context = ssl.create_default_context(cafile=certificate)

    def fetch_path(path, most_bytes=1000, **options):
        return fetch(
            f"https://localhost{path}",
            most_bytes=most_bytes,
            port=site,
            **{"may_reach": lambda address: True, "context": context} | options,
        )

    return fetch_path


def refused(call):
    with pytest.raises(FetchError) as found:
        call()
    return found.value.code


def test_a_file_arrives(fetch_here, site):
    assert fetch_here("/jwks.json?v=1").decode().endswith(" /jwks.json?v=1")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/jwks.json",
        "file:///etc/passwd",
        "https:///jwks.json",
        "https://example.org:22/",
        "https://example.org:port/",
        "https://user:password@example.org/",
        "",
    ],
)
def test_only_https_on_its_own_port(url):
    assert refused(lambda: fetch(url, most_bytes=10)) == FetchError.Code.NOT_HTTPS


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.178.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - nobody listens there
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_of_inner_networks_are_not_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_addresses_of_the_internet_are(address):
    assert is_public(ipaddress.ip_address(address))


def test_a_name_that_leads_inside_is_not_followed(fetch_here):
    assert refused(lambda: fetch_here("/", may_reach=is_public)) == FetchError.Code.NOT_PUBLIC


def test_a_name_with_one_inner_address_among_others_neither(monkeypatch):
    entries = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))
        for address in ("93.184.216.34", "192.168.0.1")
    ]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *args, **kwargs: entries)
    assert (
        refused(lambda: fetch("https://example.org/", most_bytes=10)) == FetchError.Code.NOT_PUBLIC
    )


def test_the_name_is_asked_for_once_only(fetch_here, monkeypatch):
    """What it means afterwards doesn't matter (DNS rebinding)."""
    asked = []
    real = socket.getaddrinfo

    def ask(host, *args, **kwargs):
        asked.append(host)
        return real(host, *args, **kwargs)

    monkeypatch.setattr(fetching.socket, "getaddrinfo", ask)
    fetch_here("/")
    assert asked.count("localhost") == 1


def test_redirects_are_not_followed(fetch_here):
    assert refused(lambda: fetch_here("/weiter")) == FetchError.Code.REDIRECT


def test_errors_of_the_other_site_are_said(fetch_here):
    assert refused(lambda: fetch_here("/fort")) == FetchError.Code.REFUSED


def test_what_is_too_large_is_left(fetch_here):
    assert refused(lambda: fetch_here("/" + "x" * 200, most_bytes=100)) == FetchError.Code.TOO_LARGE


def test_who_takes_too_long_is_left(fetch_here, monkeypatch):
    monkeypatch.setattr(fetching, "LONGEST", 0.2)
    assert refused(lambda: fetch_here("/tropfen")) == FetchError.Code.TOO_SLOW
    monkeypatch.setattr(fetching, "LONGEST_SILENCE", 0.2)
    assert refused(lambda: fetch_here("/stumm")) == FetchError.Code.TOO_SLOW


def test_a_certificate_that_nobody_knows_is_not_taken(fetch_here):
    strict = ssl.create_default_context()
    assert refused(lambda: fetch_here("/", context=strict)) == FetchError.Code.BAD_CERTIFICATE


def test_who_is_not_there(monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    reach = {"may_reach": lambda address: True, "port": port}
    code = refused(lambda: fetch("https://localhost/", most_bytes=10, **reach))
    assert code == FetchError.Code.UNREACHABLE


def test_a_name_that_nobody_has():
    code = refused(lambda: fetch("https://gibt-es-nicht.invalid/", most_bytes=10))
    assert code == FetchError.Code.NO_SUCH_NAME
