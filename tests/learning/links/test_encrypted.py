"""Most links are https: the certificate is that of the name in the link, whatever address was judged."""

from __future__ import annotations

import datetime as dt
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mutirao.learning.links import Guard

HOST = "guide.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for ``HOST`` that nobody but these tests trusts, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(subject_name=name, issuer_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    path.write_bytes(
        made.public_bytes(pem) + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


@pytest.fixture
def follow(server, visitor, certificate):
    """Follow a link to a name that stands for our own server, with or without trust in its certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)

    def ask(host, path="/page", *, is_trusted=True, **limits):
        asking = visitor(retries=0, **limits)
        allowed = frozenset({("127.0.0.1", server.port), (host, server.port)})
        asking.guard = Guard(also_allowed=allowed, resolve=lambda name, port: ["127.0.0.1"])
        trust = ssl.create_default_context(cafile=certificate if is_trusted else None)
        asking.certificates = lambda: trust
        return asking.follow(f"https://{host}:{server.port}{path}")

    return ask


def test_link_works_by_the_certificate_of_its_name(follow):
    assert follow(HOST).state == "works"


def test_certificate_of_another_name_is_no_connection(follow):
    assert follow("other.example").fault == "no_connection"


def test_certificate_that_nobody_trusts_is_no_connection(follow):
    assert follow(HOST, is_trusted=False).fault == "no_connection"


def test_encrypted_server_that_hangs_is_left_after_the_whole_time(follow):
    assert follow(HOST, "/hang", whole=0.5).fault == "timed_out"
