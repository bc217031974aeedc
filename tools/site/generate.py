"""Pages made from the program itself: its commands, its API, its record, its ontology, its data.

mkdocs runs it (plugin gen-files) while it builds the site; nothing of it is kept with the code, so nothing can be out
of date.
"""

from __future__ import annotations

import mkdocs_gen_files

from tools.site import commands, data_sheets, guides, ontology, python, record, rest

for name, page in {
    "cli": commands.page,
    "python": python.page,
    "rest": rest.page,
    "record": record.page,
    "ontology": ontology.page,
    "data-sheets": data_sheets.page,
    **guides.PAGES,
}.items():
    with mkdocs_gen_files.open(f"reference/{name}.md", "w") as file:
        file.write(page())
