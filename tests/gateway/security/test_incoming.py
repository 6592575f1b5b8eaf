import pytest
from gateway.security.hosts import Hosts, client_address, neighbourhood
from gateway.security.incoming import Incoming, read, require_unambiguous
from gateway.security.refusal import Refusal


def a_request(*headers: tuple[str, str], path: str = "/", query: str = "") -> Incoming:
    return read(
        {
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode("latin-1"),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
            "client": ("192.0.2.9", 1234),
        }
    )


@pytest.mark.parametrize(
    "headers",
    [
        [("content-length", "5"), ("transfer-encoding", "chunked")],
        [("content-length", "5"), ("content-length", "6")],
        [("content-length", "+5")],
        [("content-length", "5,5")],
        [("transfer-encoding", "gzip, chunked")],
        [("transfer-encoding", "chunked"), ("transfer-encoding", "chunked")],
        [("host", "a"), ("host", "b")],
        [("authorization", "Bearer a"), ("authorization", "Bearer b")],
        [("origin", "https://a"), ("origin", "https://b")],
        [("idempotency-key", "a"), ("idempotency-key", "b")],
    ],
)
def test_what_two_programs_could_read_differently_is_refused(
    headers: list[tuple[str, str]],
) -> None:
    with pytest.raises(Refusal) as refused:
        require_unambiguous(a_request(*headers))

    assert refused.value.status == 400


@pytest.mark.parametrize("query", ["a=b c", "a=\r\nX: y", "a=\x00", "ä=1"])
def test_a_query_holds_visible_ascii_only(query: str) -> None:
    with pytest.raises(Refusal):
        require_unambiguous(a_request(query=query))


def test_an_ordinary_request_is_plain() -> None:
    require_unambiguous(a_request(("content-length", "5"), ("cookie", "a=1"), ("cookie", "b=2")))


def test_only_listed_headers_travel_on() -> None:
    incoming = a_request(
        ("accept", "application/json"),
        ("accept-language", "de"),
        ("cookie", "__Host-sid=secret"),
        ("authorization", "Bearer secret"),
        ("connection", "keep-alive, x-user-id"),
        ("x-user-id", "1"),
        ("x-internal-role", "operator"),
        ("x-http-method-override", "DELETE"),
        ("x-forwarded-for", "1.2.3.4"),
        ("forwarded", "for=1.2.3.4"),
        ("te", "trailers"),
    )

    assert [name for name, _ in incoming.travels_on] == [b"accept", b"accept-language"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("abcdefgh", True),
        ("0190-ABCD-ef", True),
        ("short", False),
        ("x" * 65, False),
        ("has space", False),
        ("<script>alert(1)</script>", False),
    ],
)
def test_a_request_id_is_kept_only_when_harmless(given: str, kept: bool) -> None:
    assert (a_request(("x-request-id", given)).request_id == given) is kept


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("markt.example", True),
        ("MARKT.example:443", True),
        ("127.0.0.1:8123", True),
        ("evil.example", False),
        ("markt.example.evil.example", False),
        ("markt.example:8000:9000", False),
        ("markt.example:", False),
        ("", False),
    ],
)
def test_only_known_names_are_answered(host: str, known: bool) -> None:
    hosts = Hosts(["markt.example", "127.0.0.1"])
    incoming = a_request(("host", host))

    if known:
        hosts.require_known(incoming)
    else:
        with pytest.raises(Refusal):
            hosts.require_known(incoming)


@pytest.mark.parametrize(
    ("forwarded", "hops", "found"),
    [
        ("1.1.1.1, 2.2.2.2", 0, "192.0.2.9"),
        ("1.1.1.1, 2.2.2.2", 1, "2.2.2.2"),
        ("6.6.6.6, 1.1.1.1, 2.2.2.2", 2, "1.1.1.1"),
        ("1.1.1.1", 2, "192.0.2.9"),
        ("", 1, "192.0.2.9"),
        ("x" * 99, 1, "192.0.2.9"),
    ],
)
def test_forged_addresses_left_of_our_own_proxies_do_not_count(
    forwarded: str, hops: int, found: str
) -> None:
    assert client_address(a_request(("x-forwarded-for", forwarded)), hops) == found


def test_a_household_counts_as_one() -> None:
    assert neighbourhood("2001:db8:1:2:3::4") == neighbourhood("2001:db8:1:2::9")
    assert neighbourhood("192.0.2.1") == "192.0.2.1"
    assert neighbourhood("no:address") == "no:address"
