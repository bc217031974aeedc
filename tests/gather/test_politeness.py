"""How pages that a list names are fetched by ``dragoman read``, and what slow and endless servers cost."""

from __future__ import annotations

import time
from ipaddress import ip_network
from pathlib import Path

import pytest

from dragoman.gather import Follower, Visitor
from dragoman.gather.politeness import back_off
from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.model.text import Document
from dragoman.reading import read_all
from dragoman.reading.fetch import Client, Unreachable
from dragoman.reading.reach import Reach, refuse_private

from .site import Reply, Site, article


def follow(folder: Path, *links: str, allow_private: bool = True) -> list[Document | Failure]:
    path = folder / "list.urls"
    path.write_text("\n".join(links))
    return list(read_all([str(path)], follow=Follower(Visitor(interval=0.0, allow_private=allow_private))))


def test_a_list_is_followed_as_robots_txt_allows(site: Site, tmp_path: Path) -> None:
    links = site.articles(3)
    site.add("/robots.txt", "User-agent: Dragoman\nDisallow: /2\n", kind="text/plain")
    first, second, third = follow(tmp_path, *links)
    assert isinstance(first, Document)
    assert isinstance(second, Failure)
    assert "robots.txt" in second.reason
    assert isinstance(third, Document)
    assert site.paths() == ["/robots.txt", "/1", "/3"]


def test_a_list_waits_once_for_a_server_that_says_how_long(site: Site, tmp_path: Path) -> None:
    link = site.add("/1", article(1), status=429, headers={"Retry-After": "1"})
    site.add("/2", article(2), status=500)
    first, second = follow(tmp_path, link, site.url + "/2")
    assert isinstance(first, Failure)
    assert isinstance(second, Failure)
    assert site.paths() == ["/robots.txt", "/1", "/1", "/2"]
    times = [when for when, _ in site.seen]
    assert times[2] - times[1] >= 1


def test_a_list_leads_to_no_private_address(site: Site, tmp_path: Path) -> None:
    (failure,) = follow(tmp_path, *site.articles(1), allow_private=False)
    assert isinstance(failure, Failure)
    assert "--allow-private" in failure.reason
    assert site.seen == []


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0"),
        *("224.0.0.1", "255.255.255.255", "100.100.100.200", "168.63.129.16", "240.0.0.1"),
        *("::1", "::", "fe80::1%eth0", "fd00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1"),
        *("2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
    ],
)
def test_what_is_private(address: str) -> None:
    with pytest.raises(UnreadableArticle, match="private address"):
        refuse_private(address)


def test_what_is_public() -> None:
    refuse_private("93.184.215.14")
    refuse_private("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


def test_a_redirect_leads_to_no_other_scheme(site: Site) -> None:
    site.replies["/away"] = Reply("", status=302, headers={"Location": "file:///etc/hostname"})
    with pytest.raises(UnreadableArticle, match="not an http or https address"):
        Client(allow_private=True).get(site.url + "/away")


def test_every_hop_is_looked_at(site: Site) -> None:
    """As if 127.0.0.1 were public, and led to a private address."""
    site.replies["/away"] = Reply("", status=302, headers={"Location": site.url.replace("127.0.0.1", "127.0.0.2")})
    with pytest.raises(UnreadableArticle, match="private address"):
        Client(reach=Reach(networks=(ip_network("127.0.0.1/32"),))).get(site.url + "/away")
    assert site.paths() == ["/away"]


def test_robots_txt_of_another_host_counts_where_a_redirect_leads_there(site: Site, tmp_path: Path) -> None:
    with Site() as other:
        link = other.add("/closed", article(1))
        other.add("/robots.txt", "User-agent: *\nDisallow: /closed\n", kind="text/plain")
        site.replies["/away"] = Reply("", status=302, headers={"Location": link})
        site.replies["/open"] = Reply("", status=302, headers={"Location": other.add("/open", article(2))})
        refused, found = follow(tmp_path, site.url + "/away", site.url + "/open")
    assert isinstance(refused, Failure)
    assert f"robots.txt of {other.url} forbids it" in refused.reason
    assert isinstance(found, Document)
    assert other.paths() == ["/robots.txt", "/open"]


def test_a_server_that_says_nothing_is_not_waited_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.reading.fetch._WAIT", 0.2)
    link = site.add("/slow", article(1), wait=1.0)
    started = time.monotonic()
    with pytest.raises(Unreachable, match="timed out"):
        Client(allow_private=True).get(link)
    assert time.monotonic() - started < 0.9


def test_a_server_that_takes_too_long_to_answer_is_hung_up_on(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.reading.fetch._PATIENCE", 0.2)
    link = site.add("/slow", article(1), wait=1.0)
    started = time.monotonic()
    with pytest.raises(Unreachable):
        Client(allow_private=True).get(link)
    assert time.monotonic() - started < 0.9


def test_more_than_an_article_can_be_is_refused(site: Site) -> None:
    link = site.add("/big", b"x" * 3_000_000)
    with pytest.raises(UnreadableArticle, match="is larger than 2 MB"):
        Client(allow_private=True).get(link, limit=2_000_000)


def test_back_off_doubles_up_to_a_day() -> None:
    assert [back_off(60, n) for n in (1, 2, 3, 20, 1000)] == [60, 120, 240, 86_400, 86_400]
