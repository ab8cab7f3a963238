"""What may be asked at all."""

import pytest

from mutirao.learning.links.addresses import Fault, Guard, is_public

PRIVATE = [
    *("127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
    *("255.255.255.255", "240.0.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "not an address"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_on_the_public_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["208.80.154.224", "2620:0:861:ed1a::1", "::ffff:208.80.154.224"])
def test_addresses_that_are(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "gopher://example.org/", "https://", "x"),
        *("https://user:password@example.org/", "https://user@example.org/", "http://exa mple.org/", "http://a\\b/"),
        *(
            "http://example.org:8080/",
            "https://example.org:22/",
            "http://[",
            "https://example.org/\0",
            "http://e\n.org",
        ),
        "https://example.org/" + "x" * 2000,
    ],
    ids=range(16),
)
def test_what_is_no_address_of_a_web_page_is_refused(address):
    with pytest.raises(Fault):
        Guard().parsed(address)


def test_host_with_one_private_address_among_public_ones_is_refused():
    guard = Guard(resolve=lambda host, port: ["208.80.154.224", "127.0.0.1"])
    with pytest.raises(Fault, match="not_public"):
        guard.addresses_of("example.org", 443)


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f000001", "127.1"])
def test_other_spellings_of_this_machine_are_refused(host):
    with pytest.raises(Fault):
        Guard().addresses_of(host, 80)
