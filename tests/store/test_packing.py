import hashlib
import zlib

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from dragoman import data
from dragoman.store.packing import pack, pack_text, unpack, unpack_text

from .builders import visit
from .strategies import records, texts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records())
def test_a_packed_record_comes_back_exactly(record):
    assert unpack(pack(record), record.document.text) == record


@given(texts)
def test_a_packed_text_comes_back_exactly(text):
    assert unpack_text(pack_text(text)) == text


def test_the_primer_is_the_one_that_databases_were_written_with():
    """Without it no stored record can be read. For another primer, add a file and a migration; keep this one."""
    digest = hashlib.sha256(data.path("store", "primer.txt").read_bytes()).hexdigest()
    assert digest == "f15f0d1e4ac52b735f609781b6d0bd4516fe747b4023316673b1ea09c5c85d62"


def test_bytes_cut_short_are_no_record():
    packed = pack(visit())
    with pytest.raises((zlib.error, msgspec.MsgspecError)):
        unpack(packed[:-20], visit().document.text)
