"""Stop with a clear message where the Python at hand cannot set Dragoman up.

Kept to syntax that old interpreters read, so that the message appears rather than a syntax error.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Dragoman needs Python 3.11 or newer; this is %d.%d. Name another one: make PYTHON=python3.12 ..."
        % sys.version_info[:2]
    )
try:
    import ensurepip  # noqa: F401
    import venv  # noqa: F401
except ImportError:
    sys.exit("Python's venv module is missing. On Debian: apt-get install python3-venv")
