"""Packed files, without a server."""

import gzip
import os

from pages._live.files import ASK_AGAIN, PackedFiles

SCOPE = {
    "type": "http",
    "method": "GET",
    "path": "/web/a/page.js",
    "headers": [(b"accept-encoding", b"gzip")],
}


def test_a_folders_file_is_packed_until_it_changes(tmp_path):
    script = tmp_path / "a" / "page.js"
    script.parent.mkdir()
    script.write_text("old")
    files = PackedFiles({"/web": (tmp_path, ASK_AGAIN)})
    files.pack()
    assert gzip.decompress(files.find(SCOPE).content) == b"old"
    script.write_text("new")
    os.utime(script, (1, 1))
    assert files.find(SCOPE) is None
