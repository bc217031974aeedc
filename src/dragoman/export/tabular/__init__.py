"""Tables that other programs read: those of the great event data sets, and plain ones."""

from __future__ import annotations

from dragoman.export.form import Exporter
from dragoman.export.tabular.acled import ACLED
from dragoman.export.tabular.flat_files import FLAT_FILES
from dragoman.export.tabular.gdelt import GDELT_EVENTS, GDELT_MENTIONS
from dragoman.export.tabular.icews import ICEWS
from dragoman.export.tabular.plover import PLOVER
from dragoman.export.tabular.polecat import POLECAT
from dragoman.export.tabular.ucdp import UCDP_GED

EXPORTERS: tuple[Exporter, ...] = (
    PLOVER,
    POLECAT,
    ICEWS,
    GDELT_EVENTS,
    GDELT_MENTIONS,
    ACLED,
    UCDP_GED,
    *FLAT_FILES,
)
