from hypothesis import HealthCheck, given, settings

from dragoman.store.packing import pack, pack_text, unpack, unpack_text

from .strategies import records, texts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records())
def test_a_packed_record_comes_back_exactly(record):
    assert unpack(pack(record), record.document.text) == record


@given(texts)
def test_a_packed_text_comes_back_exactly(text):
    assert unpack_text(pack_text(text)) == text
