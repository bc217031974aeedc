"""Pages fetched by their address: only where the operator wants it, for whom, from where, and how much."""

import gzip
import time
from ipaddress import ip_network

import pytest

from dragoman.model.problems import UnreadableArticle
from dragoman.reading.fetch import Client
from dragoman.reading.reach import WEB, Reach
from dragoman.store import Store
from dragoman.store.roles import Role
from gather.site import Reply, Site, article

from .served import Served

HERE = Reach(networks=(ip_network("127.0.0.1/32"),), ports=WEB)


@pytest.fixture(scope="module")
def fetching(tmp_path_factory):
    """A server that fetches, from 127.0.0.1 too, and from no other address of this machine."""
    folder = tmp_path_factory.mktemp("fetching")
    Store.open(folder / "dragoman.db", create=True).close()
    options = ("--rate", "0", "--largest", "200000", "--fetch", "--fetch-from", "127.0.0.1/32")
    running = Served(folder / "dragoman.db", folder / "log", *options)
    yield running
    running.stop()


@pytest.fixture
def site():
    with Site() as site:
        yield site


def fetch(running, address, role=Role.CODER, **parameters):
    with running.client(role) as client:
        return client.post("/pages", json={"address": address}, params=parameters)


def test_a_page_is_had_by_its_address_and_coded(fetching, site):
    site.replies["/short"] = Reply("", status=301, headers={"Location": "/1"})
    site.articles(1)
    job = fetch(fetching, site.url + "/short", wait=60).json()
    assert (job["state"], job["name"]) == ("done", f"{site.url}/1")
    with fetching.client() as client:
        record = client.get(f"/articles/{job['result']['document']}").json()
    assert record["document"]["address"] == f"{site.url}/1"
    assert record["document"]["fetched"]
    assert record["events"]


def test_only_who_may_send_articles_has_pages_fetched_and_only_where_that_is_wanted(fetching, embedded, site):
    link = site.articles(1)[0]
    assert fetch(fetching, link, None).status_code == 401
    assert fetch(fetching, link, Role.READER).status_code == 403
    refused = fetch(embedded, link)
    assert refused.status_code == 403
    assert "--fetch" in refused.json()["detail"]
    assert site.seen == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.2:{port}/1",
        "http://[::1]:{port}/1",
        "http://[::ffff:127.0.0.2]:{port}/1",
        "http://[::ffff:7f00:2]/",
        "http://2130706434/",
        "http://0x7f000002/",
        "http://0177.0.0.2/",
        "http://127.2/",
        "http://0.0.0.0:{port}/1",
        "http://[::]:{port}/1",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/",
        "http://168.63.129.16/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://[ff02::1]/",
        "http://[2002:7f00:2::]/",
        "http://[64:ff9b::7f00:2]/",
    ],
)
def test_private_addresses_are_refused_however_they_are_written_and_wherever_they_stand(fetching, site, address):
    site.articles(1)
    address = address.format(port=site.url.rpartition(":")[2])
    straight = fetch(fetching, address)
    site.replies["/away"] = Reply("", status=302, headers={"Location": address})
    led = fetch(fetching, site.url + "/away")
    for answer in (straight, led):
        assert answer.status_code == 422, answer.text
        assert "private address" in answer.json()["detail"]
    assert site.paths() == ["/away"]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://example.org/a", "not an http or https address"),
        ("file:///etc/passwd", "not an http or https address"),
        ("gopher://127.0.0.1/", "not an http or https address"),
        ("javascript:alert(1)", "not an http or https address"),
        ("example.org", "not an http or https address"),
        ("http://", "not an http or https address"),
        ("http://me:secret@127.0.0.1/", "name or password"),
        ("http://127.0.0.1:{port}\r\nX: y/", "cannot be printed"),
        ("http://93.184.215.14:22/", "port 22"),
        ("http://93.184.215.14:6379/", "port 6379"),
        ("http://127.0.0.1:99999/", "no address"),
        ("http://[::1/", "no address"),
        ("http://no-such-name.invalid/", "could not be fetched"),
        ("http://127.0.0.1:{port}/nothing", "404"),
        ("http://127.0.0.1:{port}/loop", "more than 5 times"),
        ("http://127.0.0.1:{port}/big", "larger than"),
        ("http://127.0.0.1:{port}/bomb", "larger than"),
        ("http://127.0.0.1:{port}/picture", "is image/png"),
        ("http://127.0.0.1:{port}/cut", "could not be fetched"),
    ],
)
def test_what_cannot_be_had_is_told(fetching, site, address, why):
    site.replies |= {
        "/loop": Reply("", status=302, headers={"Location": "/loop"}),
        "/big": Reply(b"x" * 300_000),
        "/bomb": Reply(gzip.compress(b"x" * 100_000_000), headers={"Content-Encoding": "gzip"}),
        "/picture": Reply(b"\x89PNG", kind="image/png"),
        "/cut": Reply(article(1), cut=True),
    }
    answer = fetch(fetching, address.format(port=site.url.rpartition(":")[2]))
    assert answer.status_code == 422, answer.text
    assert why in answer.json()["detail"]


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(site, monkeypatch):
    """A name that stands for a public address when it is looked at, and for another one a moment later."""
    import socket

    asked = []
    truly = socket.getaddrinfo

    def resolver(host, port, *more, **options):
        if host != "rebinding.example":
            return truly(host, port, *more, **options)
        asked.append(host)
        return truly("127.0.0.1" if len(asked) == 1 else "127.0.0.2", port, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    site.articles(1)
    port = site.url.rpartition(":")[2]
    page = Client(reach=HERE, proxies=False).get(f"http://rebinding.example:{port}/1")
    assert page.status == 200
    assert asked == ["rebinding.example"]
    assert site.sent[0]["Host"] == f"rebinding.example:{port}"  # servers of many names know which is meant
    with pytest.raises(UnreadableArticle, match=r"private address 127\.0\.0\.2"):
        Client(reach=HERE, proxies=False).get(f"http://rebinding.example:{port}/1")


def test_a_name_with_one_private_address_among_others_is_refused(site, monkeypatch):
    import socket

    truly = socket.getaddrinfo

    def resolver(host, port, *more, **options):
        return truly("127.0.0.1", port, *more, **options) + truly("127.0.0.2", port, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    with pytest.raises(UnreadableArticle, match=r"private address 127\.0\.0\.2"):
        Client(reach=HERE, proxies=False).get("http://mixed.example/1")


def test_a_slow_page_is_given_up_and_holds_up_nobody(site):
    site.add("/slow", article(1), wait=2.0)
    began = time.monotonic()
    with pytest.raises(UnreadableArticle):
        Client(reach=HERE, proxies=False, patience=0.3).get(site.url + "/slow")
    assert time.monotonic() - began < 1.5
