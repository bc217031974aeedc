"""A corrected record says who changed what, and what the program had."""

import io

from rich.console import Console

from dragoman import explain
from dragoman.show import html, markdown, terminal

from .conftest import entry


def printed(record):
    out = io.StringIO()
    terminal(record, Console(file=out, width=140, color_system=None))
    return out.getvalue()


def test_explain_says_who_changed_a_field_and_what_the_program_had(desk):
    desk.logged(desk.preparer.edit("e1", {"recipient": ["TUR"]}, desk.signed("jane", "the host is Türkiye")))
    told = " ".join(explain.text(desk.record, "e1").split())
    assert "recipient Türkiye [TUR] corrected corrected.jane" in told
    assert "recipient changed by jane on 2025-10-01: the host is Türkiye correction r1" in told
    assert "the program had SYR stated test" in told


def test_explain_tells_of_what_was_rejected_and_added(desk):
    desk.reject("e2", reason="they did not")
    added = desk.add("statement", "The sides agreed", speaker="SYR")
    assert "e2" in explain.explained(desk.record)
    told = " ".join(explain.text(desk.record, "e2").split())
    assert "“met” 27-30" in told
    assert "rejected by jane on 2025-10-01: they did not" in told
    assert "added by jane" in " ".join(explain.text(desk.record, f"s-{added.id}").split())


def test_every_view_of_a_record_tells_its_corrections(desk):
    desk.edit("e1", date="2025-09-16")
    desk.reject("e2", reason="<b>never</b>")
    for view in (printed, markdown, html):
        told = view(desk.record)
        assert "Corrected by people" in told
        assert "date changed by jane on 2025-10-01" in told.replace("\\", "")
        assert "2025-09-17" in told.replace("\\", "")
    assert "<b>never" not in html(desk.record)
    assert "Corrected by people" not in markdown(desk.coded)
    assert entry(desk.record, "e1").date.value == "2025-09-16"
