"""The commands as processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

from .conftest import sources

COMMAND = [sys.executable, "-c", "from dragoman.cli import app; app()"]


def start(folder, *words):
    environment = os.environ | {"DRAGOMAN_DB": str(folder / "dragoman.db")}
    return subprocess.Popen(
        [*COMMAND, *words], env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_a_watch_runs_until_it_is_stopped_and_feeds_shows_how_it_did(site, tmp_path):
    links = site.articles(2)
    text = sources(site.feed("/feed", links), site.url + "/gone", every="0.2s")
    (tmp_path / "feeds.toml").write_text(text)
    running = start(tmp_path, "watch", "feeds.toml", "--allow-private")
    while site.count("/feed") < 3:
        assert running.poll() is None, running.communicate()
        time.sleep(0.02)
    running.send_signal(signal.SIGTERM)
    out, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert len(out.splitlines()) == 2  # a line for each article
    assert f"{site.url}/feed: 2 new" in err
    assert "stopped; the next watch goes on from here" in err
    assert "Traceback" not in err
    listed = start(tmp_path, "feeds", "--format", "json")
    out, err = listed.communicate(timeout=20)
    feed, gone = json.loads(out)
    assert (feed["done"], feed["waiting"], feed["failures"], feed["error"]) == (2, 0, 0, None)
    assert "404" in gone["error"]
    assert listed.returncode == 1  # a source fails
    table, _ = start(tmp_path, "feeds").communicate(timeout=20)
    assert "404" in table


def test_a_wrong_file_of_sources_is_named(tmp_path):
    (tmp_path / "feeds.toml").write_text("[watch]\n")
    out, err = (wrong := start(tmp_path, "watch", "feeds.toml")).communicate(timeout=20)
    assert (wrong.returncode, out) == (3, "")
    assert "feeds.toml:1: 'contact' is missing" in err
    assert not (tmp_path / "dragoman.db").exists()


def test_a_feed_is_read_once_by_name(site, tmp_path):
    feed = site.feed("/feed", [*site.articles(1), site.url + "/gone"])
    reading = start(tmp_path, "read", feed, "--allow-private")
    out, err = reading.communicate(timeout=60)
    assert reading.returncode == 1
    assert "Report 1" in out
    assert f"{site.url}/gone: could not be fetched: the server answered 404" in err
    assert f"(named in {feed})" in err
