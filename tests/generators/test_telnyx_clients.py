"""The published clients of Telnyx and the generated codes understand each other."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from errcat.generating.options import parse_options
from errcat.generating.running import render
from errcat_generators.ts import GENERATOR as TS
from tests.generators.test_python import generated, imported
from tests.generators.test_python import telnyx as read
from tests.support import NODE_MODULES

pytestmark = [pytest.mark.tools, pytest.mark.exhaustive]

UNKNOWN = "10999"
catalog = cache(read)


class Handler(BaseHTTPRequestHandler):
    """Answers every request with the error that its path names last, in Telnyx's envelope."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the error of the code asked for."""
        code = self.path.partition("?")[0].rpartition("/")[2]
        entry = catalog().by_code.get(code)
        error: dict[str, Any] = {"code": code, "title": entry.title if entry else "New"}
        if entry and entry.detail:
            error["detail"] = entry.detail
        body = json.dumps({"errors": [error]}).encode()
        self.send_response(422)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(
        self, format: str, *args: Any  # noqa: A002  # the name it has in the base class
    ) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Give the address of a server that answers with errors while the tests run."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()
        thread.join()


def test_the_python_client_gives_bodies_in_which_every_code_is_found(
    server: str,
) -> None:
    import telnyx  # of the group dev

    with (
        imported(generated(catalog())) as module,
        telnyx.Telnyx(api_key="none", base_url=server, max_retries=0) as client,
    ):
        for code in (*module.ErrorCode, UNKNOWN):
            with pytest.raises(telnyx.APIStatusError) as caught:
                client.messages.retrieve(str(code))
            (found,) = module.codes_in(caught.value.body)
            assert found == code
            assert isinstance(found, module.ErrorCode) is (code != UNKNOWN)


PROGRAM = """
import Telnyx from "telnyx";
import { ErrorCode, codesIn, isErrorCode } from "./errors.mjs";

const client = new Telnyx({ apiKey: "none", baseURL: process.argv[2], maxRetries: 0 });
const seen = [];
for (const code of [...Object.values(ErrorCode), "%s"]) {
  try {
    await client.messages.retrieve(code);
  } catch (error) {
    const found = codesIn(error.error);
    seen.push([code, found, found.map(isErrorCode)]);
  }
}
console.log(JSON.stringify(seen));
"""


def test_the_node_client_gives_bodies_in_which_every_code_is_found(
    server: str, tmp_path: Path
) -> None:
    (file,) = render(TS, catalog(), parse_options(TS, {}))
    (tmp_path / "errors.ts").write_text(file.text, encoding="utf-8")
    (tmp_path / "client.mjs").write_text(PROGRAM % UNKNOWN, encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(NODE_MODULES)
    esbuild = NODE_MODULES / ".bin" / "esbuild"
    command = [str(esbuild), "errors.ts", "--format=esm", "--outfile=errors.mjs"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    done = subprocess.run(
        ["node", "client.mjs", server],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    codes = [entry.code for entry in catalog().entries]
    assert json.loads(done.stdout) == [
        *([code, [code], [True]] for code in codes),
        [UNKNOWN, [UNKNOWN], [False]],
    ]
