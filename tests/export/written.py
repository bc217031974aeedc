"""What tests do with exports."""

from io import BytesIO, StringIO

import pandas

from dragoman.export import exporters, write
from dragoman.export.tabular.layouts import columns
from dragoman.query import Filter


def written(store, format, **wanted):
    """The bytes of an export."""
    file = BytesIO()
    write(store, exporters()[format], Filter(**wanted), file)
    return file.getvalue()


def table(store, format, **wanted):
    """An export in pandas, every cell as it is written."""
    exporter = exporters()[format]
    named = {"header": None, "names": columns(format)} if format.startswith("gdelt") else {}
    return pandas.read_csv(
        StringIO(written(store, format, **wanted).decode()),
        sep="\t" if exporter.suffix == ".tsv" else ",",
        dtype=str,
        keep_default_na=False,
        **named,
    )


def rows(store, format, **wanted):
    """The rows of an export as dictionaries without their empty cells."""
    found = table(store, format, **wanted).to_dict("records")
    return [{column: cell for column, cell in row.items() if cell} for row in found]
