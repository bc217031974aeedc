"""Files cut into parts: together the parts give what the whole file gives."""

import gzip

import pyarrow
import pytest
from pyarrow import parquet

from dragoman.model.problems import UnreadableArticle
from dragoman.reading import cut, read_all, read_part

from .conftest import article, fill, lines, web_archive

ARTICLES = [article(number) for number in range(25)]


def whole(path):
    return list(read_all([str(path)]))


def in_parts(path, size):
    found = []
    with path.open("rb") as stream:
        parts = cut(stream, path.name, size)
    for part in parts:
        with path.open("rb") as stream:  # as another process would
            found.append(list(read_part(stream, part, shown=str(path), address=path.as_uri())))
    return found


@pytest.mark.parametrize("size", [1, 4, 7, 100])
@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet", "a.warc", "a.warc.gz", "packed-once.warc.gz"])
def test_the_parts_of_a_file_give_what_the_file_gives(tmp_path, name, size):
    path = tmp_path / name
    without_ids = [{key: value for key, value in one.items() if key != "id"} for one in ARTICLES]
    plain = lines(without_ids[:9]) + b"\nno JSON\n" + lines(without_ids[9:])  # addresses by the numbers of lines
    if name == "a.parquet":
        parquet.write_table(pyarrow.Table.from_pylist(without_ids), path, row_group_size=6)
    elif "warc" in name:
        packed = web_archive(ARTICLES, packed=name == "a.warc.gz")
        path.write_bytes(gzip.compress(packed) if name.startswith("packed") else packed)
    else:
        path.write_bytes(gzip.compress(plain) if name.endswith(".gz") else plain)
    parts = in_parts(path, size)
    assert [one for part in parts for one in part] == whole(path)
    assert len(parts) == -(-len([*ARTICLES, "", "no JSON"][: 27 if "jsonl" in name else 25]) // size)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.warc.gz"])
def test_a_file_that_is_cut_off_gives_all_that_comes_before_and_says_so(tmp_path, name):
    path = tmp_path / name
    content = gzip.compress(lines(ARTICLES)) if "jsonl" in name else web_archive(ARTICLES, packed=True)
    path.write_bytes(content[: len(content) * 3 // 4])
    told = [one for part in in_parts(path, 5) for one in part]
    assert told == whole(path)
    assert "cut off" in told[-1].reason


def test_what_is_no_file_of_many_articles_is_refused(tmp_path):
    path = fill(tmp_path / "in") / "a.txt"
    path.write_text("Iran condemned Israel.")
    with path.open("rb") as stream, pytest.raises(UnreadableArticle, match="dragoman read"):
        cut(stream, path.name, 10)
