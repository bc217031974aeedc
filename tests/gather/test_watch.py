"""What a watch asks of servers, what it stores, and that it does neither twice."""

from __future__ import annotations

import time
from itertools import pairwise

from sqlalchemy import select

from dragoman.gather import Memory, Polled
from dragoman.gather.watch import Stored
from dragoman.model.problems import Failure
from dragoman.store.tables import documents, feeds, fetches

from .conftest import sources
from .site import article, http_date


def kept(results):
    return [result for result in results if isinstance(result, Stored)]


def failures(results):
    return [result for result in results if isinstance(result, Failure)]


def rows(store, table):
    with store.reading() as connection:
        return list(connection.execute(select(table)))


def due_at_once(store, table=feeds):
    with store.writing() as connection:
        connection.execute(table.update().values(due=0))


def test_a_feed_is_polled_and_each_article_is_fetched_once(site, store, watch):
    links = site.articles(3)
    text = sources(site.feed("/feed", links, etag='"1"'), every="1h")
    first = watch(text)
    assert [result.document.address for result in kept(first)] == links
    assert [result for result in first if isinstance(result, Polled)] == [Polled(site.url + "/feed", 3)]
    assert site.paths() == ["/robots.txt", "/feed", "/1", "/2", "/3"]
    assert watch(text) == []  # it is not due
    due_at_once(store)
    assert watch(text) == [Polled(site.url + "/feed", 0)]
    assert site.paths()[5:] == ["/feed"]  # answered with 304: neither robots.txt nor an article again
    assert site.sent[5]["If-None-Match"] == '"1"'
    assert {row.status for row in rows(store, fetches)} == {"done"}


def test_servers_are_told_who_asks(site, watch):
    watch(sources(site.feed("/feed", [])))
    assert "(+test@example.org)" in site.sent[0]["User-Agent"]


def test_title_date_and_outlet_of_the_feed_fill_the_gaps_of_the_page(site, watch):
    site.add("/a", article("a", published=None))
    (result,) = kept(watch(sources(site.feed("/feed", [site.url + "/a?utm_source=rss#top"]))))
    document = result.document
    assert document.address == site.url + "/a"  # without what only counts readers
    assert (document.published.value, document.published.rule) == ("2025-09-17", "given.feed")  # the outlet's own day
    assert (document.source.value, document.title.value) == ("The Daily", "Report a")
    assert document.fetched.startswith(time.strftime("%Y-"))


def test_an_article_is_fetched_again_only_if_the_feed_says_it_changed(site, store, watch):
    (link,) = site.articles(1)
    text = sources(site.feed("/feed", [link], updated={link: "2025-09-17T10:00:00Z"}))
    watch(text)
    watch(text)
    assert site.count("/1") == 1
    site.add("/1", article(1, more=" Two more people were hurt, a doctor said."))
    site.feed("/feed", [link], updated={link: "2025-09-17T12:00:00Z"})
    (changed,) = kept(watch(text))
    assert site.count("/1") == 2
    assert changed.saved.outcome.value == "changed"
    assert [row.current for row in rows(store, documents)] in ([False, True], [0, 1])


def test_robots_txt_is_obeyed(site, store, watch):
    links = site.articles(2)
    site.add("/robots.txt", "User-agent: *\nDisallow: /1\nCrawl-delay: 0.3\n", kind="text/plain")
    results = watch(sources(site.feed("/feed", links)))
    assert [result.document.address for result in kept(results)] == [links[1]]
    assert "robots.txt" in failures(results)[0].reason
    assert site.count("/1") == 0
    times = [when for when, _ in site.seen]
    assert all(later - earlier >= 0.3 for earlier, later in pairwise(times))
    assert sorted(row.status for row in rows(store, fetches)) == ["done", "refused"]


def test_robots_txt_can_be_left_aside_by_those_who_may(site, watch):
    site.add("/robots.txt", "User-agent: *\nDisallow: /\n", kind="text/plain")
    assert len(kept(watch(sources(site.feed("/feed", site.articles(1)), robots=False)))) == 1
    assert site.count("/robots.txt") == 0


def test_a_server_whose_robots_txt_fails_is_left_alone(site, watch):
    site.add("/robots.txt", "", status=503)
    (failure,) = failures(watch(sources(site.feed("/feed", site.articles(1)))))
    assert "robots.txt" in failure.reason
    assert site.paths() == ["/robots.txt"]


def test_a_host_is_asked_one_thing_at_a_time_and_not_too_often(site, watch):
    feeds = [site.feed(f"/feed{n}", site.articles(3), wait=0.05) for n in range(3)]
    watch(sources(*feeds, interval="0.2s"))
    assert site.at_once == 1
    times = [when for when, _ in site.seen]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.19


def test_a_busy_server_is_left_alone_as_long_as_it_asks(site, store, watch):
    links = site.articles(3)
    site.add("/1", "", status=429, headers={"Retry-After": "100"})
    text = sources(site.feed("/feed", links))
    assert "429" in failures(watch(text))[0].reason
    assert site.paths() == ["/robots.txt", "/feed", "/1"]  # then nothing more of this host
    watch(text)
    assert len(site.seen) == 3
    (row,) = [row for row in rows(store, fetches) if row.error]
    assert (row.status, row.tries) == ("waiting", 1)
    assert 90 < row.due - time.time() <= 100


def test_a_date_may_say_how_long(site, store, watch):
    site.add("/feed", "", status=503, headers={"Retry-After": http_date(1000)})
    watch(sources(site.url + "/feed"))
    (row,) = rows(store, feeds)
    assert 900 < row.due - time.time() <= 1000


def test_a_source_that_keeps_failing_is_tried_ever_more_seldom_and_never_dropped(site, store, watch):
    text = sources(site.url + "/gone", retry="10s", every="1h")
    waits = []
    for _ in range(4):
        (failure,) = failures(watch(text))
        assert "404" in failure.reason
        waits.append(round(rows(store, feeds)[0].due - time.time(), -1))
        due_at_once(store)
    assert waits == [10, 20, 40, 80]
    (status,) = Memory(store).status()
    assert (status.failures, status.done) == (4, 0)
    assert "404" in status.error
    site.feed("/gone", site.articles(1))
    assert len(kept(watch(text))) == 1
    assert Memory(store).status()[0].failures == 0


def test_an_article_that_fails_for_now_is_tried_again_and_given_up_in_the_end(site, store, watch):
    site.add("/1", "", status=500)
    text = sources(site.feed("/feed", [site.url + "/1"]), every="1h")
    for _ in range(7):
        watch(text)
        due_at_once(store, fetches)
    assert site.count("/1") == 5
    assert rows(store, fetches)[0].status == "failed"


def test_what_the_feed_carries_stands_in_for_a_page_that_cannot_be_had(site, store, watch):
    content = "".join(f"<p>{words}</p>" for words in ("The envoys of both sides met in Vienna on Tuesday.",) * 3)
    (result,) = kept(watch(sources(site.feed("/feed", [site.url + "/gone"], content=content))))
    assert "The envoys of both sides met in Vienna" in result.document.text
    assert result.document.published.value == "2025-09-17"
    (row,) = rows(store, fetches)
    assert (row.status, row.document) == ("done", result.document.id)
    assert "404" in row.error


def test_broken_and_endless_answers_fail_and_the_rest_is_read(site, watch):
    links = site.articles(3)
    site.add("/1", article(1), cut=True)
    site.add("/2", "", status=302, headers={"Location": "/2"})
    results = watch(sources(site.feed("/feed", links)))
    assert "leads on more than 5 times" in " ".join(failure.reason for failure in failures(results))
    assert [result.document.address for result in kept(results)] == [links[2]]


def test_private_addresses_are_refused_unless_they_are_allowed(site, watch):
    text = sources(site.feed("/feed", site.articles(1)))
    (failure,) = failures(watch(text, allow_private=False))
    assert "private address 127.0.0.1" in failure.reason
    assert site.seen == []


def test_a_sitemap_index_leads_to_its_newest_sitemaps(site, watch):
    links = site.articles(3)
    urls = "".join(f"<url><loc>{url}</loc><lastmod>2025-09-1{n}</lastmod></url>" for n, url in enumerate(links))
    site.add("/new.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')
    maps = "".join(f"<sitemap><loc>{site.url}/{name}.xml</loc></sitemap>" for name in ("new", "gone"))
    index = site.add("/index.xml", f"<sitemapindex>{maps}</sitemapindex>")
    results = watch(sources(index, every="1h", limit=2))
    assert [result.document.address for result in kept(results)] == [links[2], links[1]]
    assert failures(results)[0].address == site.url + "/gone.xml"


def test_a_page_is_read_again_when_it_changes(site, store, watch):
    text = sources(site.add("/statement", article("first"), etag='"1"'))
    assert len(kept(watch(text))) == 1
    assert kept(watch(text)) == []
    site.add("/statement", article("second"), etag='"2"')
    (changed,) = kept(watch(text))
    assert changed.saved.outcome.value == "changed"


def test_a_feed_that_is_none_says_so(site, watch):
    text = sources(site.add("/page", article(1))) + 'kind = "feed"\n'
    assert "is no feed" in failures(watch(text))[0].reason


def test_the_name_in_the_file_is_the_outlet(site, watch):
    text = sources(site.feed("/feed", site.articles(1))) + 'name = "Our Wire"\n'
    assert kept(watch(text))[0].document.source.value == "Our Wire"
