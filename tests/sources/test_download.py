"""Downloads from a real server on this computer that serves the mirror, and breaks on demand."""

import errno
import hashlib
import os
import subprocess
import sys
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from foedus.errors import FoedusError
from foedus.sources import datasets, get, load, local_file, path, pull, source_url, verify

pytestmark = pytest.mark.mirror

SMALL = "cow_majors"
LARGE = "terrthreat"


class Handler(SimpleHTTPRequestHandler):
    """Serves files; what `server.trouble` says happens to the first `server.times` answers."""

    def do_GET(self):
        server = self.server
        with server.lock:
            server.asked.append(self.path)
            trouble = server.trouble if len(server.asked) <= server.times else ""
        if trouble == "silent":
            server.released.wait(10)
        elif trouble == "404":
            self.send_error(404)
        elif trouble == "503":
            self.send_error(503)
        elif trouble:
            self.spoil(trouble)
        else:
            super().do_GET()

    def spoil(self, trouble):
        data = Path(self.translate_path(self.path)).read_bytes()
        if trouble == "wrong bytes":
            data = data[:-1] + bytes([data[-1] ^ 1])
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if trouble == "wrong bytes":
            self.wfile.write(data)
            return
        self.wfile.write(data[: len(data) // 2])
        self.wfile.flush()
        if trouble == "stalls":
            self.server.released.wait(10)
        elif trouble == "trickles":
            time.sleep(0.3)
            self.wfile.write(data[len(data) // 2 :])
            return
        self.close_connection = True

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server(mirror, tmp_path, monkeypatch):
    made = ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *a: Handler(*a, directory=os.fspath(mirror))
    )
    made.handle_error = lambda request, address: None
    made.trouble, made.times, made.asked = "", 10**6, []
    made.lock, made.released = threading.Lock(), threading.Event()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", f"http://127.0.0.1:{made.server_address[1]}/")
    monkeypatch.setenv("FOEDUS_CACHE", os.fspath(tmp_path / "cache"))
    # A proxy of the environment would stand between.
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield made
    made.released.set()
    made.shutdown()
    made.server_close()
    thread.join()


def files_in(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def refused(name, **options):
    with pytest.raises(FoedusError) as caught:
        pull([name], **options)
    text = str(caught.value)
    assert "\n" not in text
    assert text.startswith(f"{name} could not be pulled from {source_url(get(name))}: ")
    assert "nothing was written" in text
    return text


def test_a_pulled_file_has_the_bytes_of_the_record(server, tmp_path):
    assert verify([SMALL]) == {SMALL: "absent"}
    (file,) = pull([SMALL])
    assert file == local_file(get(SMALL)) == path(SMALL)
    assert file.is_relative_to(tmp_path / "cache")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == get(SMALL).sha256
    assert verify([SMALL]) == {SMALL: "ok"}
    assert load(SMALL).height == get(SMALL).rows


def test_all_without_names_but_not_what_has_terms(server, tmp_path):
    pull()
    states = verify()
    assert {name for name, state in states.items() if state != "ok"} == {
        "cshapes_cow",
        "cshapes_gw",
    }
    assert len(server.asked) == len(datasets()) - 2
    assert not [f for f in files_in(tmp_path / "cache") if "tmp" in Path(f).name]


def test_what_is_here_is_not_asked_for_again(server):
    pull([SMALL])
    pull([SMALL])
    assert len(server.asked) == 1


def test_a_damaged_file_is_said_to_be_and_replaced(server):
    (file,) = pull([SMALL])
    file.write_bytes(file.read_bytes()[:100])
    assert "is damaged: SHA-256" in verify([SMALL])[SMALL]
    with pytest.raises(FoedusError, match=f"to replace it: foedus data pull {SMALL}"):
        path(SMALL)
    pull([SMALL])
    assert verify([SMALL]) == {SMALL: "ok"}


@pytest.mark.parametrize(
    ("trouble", "said", "attempts"),
    [
        ("404", "the server answered 404", 1),
        ("503", "the server answered 503", 3),
        ("wrong bytes", "other bytes arrived than the checksum in the record allows", 3),
        ("cut", "the transfer broke off", 3),
        ("silent", "no answer for 0.2 seconds", 3),
        ("stalls", "no answer for 0.2 seconds", 3),
    ],
)
def test_trouble_is_one_line_and_leaves_nothing(server, tmp_path, trouble, said, attempts):
    server.trouble = trouble
    waits = trouble in {"silent", "stalls"}
    assert said in refused(LARGE, timeout=0.2 if waits else 30)
    assert len(server.asked) == attempts
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("trouble", ["503", "wrong bytes", "cut", "silent", "stalls"])
def test_passing_trouble_is_overcome(server, trouble):
    server.trouble, server.times = trouble, 2
    pull([LARGE], timeout=1.5)
    assert verify([LARGE]) == {LARGE: "ok"}
    assert len(server.asked) == 3


def test_a_slow_server_is_waited_for_while_bytes_come(server):
    server.trouble = "trickles"
    pull([LARGE], timeout=10)
    assert verify([LARGE]) == {LARGE: "ok"}


def test_trouble_leaves_what_was_here(server, tmp_path):
    (file,) = pull([SMALL])
    file.write_bytes(b"an older release")
    server.trouble = "cut"
    refused(SMALL)
    assert file.read_bytes() == b"an older release"
    assert files_in(tmp_path) == [file.relative_to(tmp_path).as_posix()]


def test_nobody_listens(server, tmp_path, monkeypatch):
    server.server_close()
    assert "no connection (" in refused(SMALL)
    assert files_in(tmp_path) == []


def test_the_user_interrupts(server, tmp_path, monkeypatch):
    class Impatient:
        total = 0.0

        def update(self, amount):
            raise KeyboardInterrupt

        def reset(self): ...

        def close(self): ...

    with pytest.raises(KeyboardInterrupt):
        pull([LARGE], progress={LARGE: Impatient()})
    assert files_in(tmp_path) == []


PULL = "from foedus.cli.main import main; main(['data', 'pull', {names}])"
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); "


def in_a_process(code):
    return subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_a_file_limit_that_is_too_small(server, tmp_path):
    process = in_a_process(LIMITED + PULL.format(names=f"'{LARGE}'"))
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert f"error: {LARGE} could not be pulled" in err
    assert "File too large" in err
    assert files_in(tmp_path) == []
    assert len(server.asked) == 1


def test_a_full_disk(server, tmp_path, monkeypatch):
    real = open

    class Full:
        def __init__(self, file):
            self.file, self.written = file, 0

        def write(self, data):
            self.written += len(data)
            if self.written > 50_000:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return self.file.write(data)

        def __getattr__(self, name):
            return getattr(self.file, name)

    def opened(name, mode="r", *arguments, **options):
        file = real(name, mode, *arguments, **options)
        return Full(file) if "w" in mode and os.fspath(tmp_path) in str(name) else file

    monkeypatch.setattr("builtins.open", opened)
    assert "No space left on device" in refused(LARGE)
    monkeypatch.undo()
    assert files_in(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to(server, tmp_path):
    (tmp_path / "cache").mkdir(mode=0o500)
    assert "Permission denied" in refused(SMALL)


def test_a_file_stands_where_the_folder_should_be(server, tmp_path):
    (tmp_path / "cache").write_text("not a folder", "utf-8")
    text = refused(SMALL)
    assert "Not a directory" in text or "File exists" in text


def test_two_processes_at_once(server, tmp_path):
    code = PULL.format(names=f"'{LARGE}', '{SMALL}', 'cow_nmc'")
    processes = [in_a_process(code) for _ in range(2)]
    ends = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], ends
    assert set(verify([LARGE, SMALL, "cow_nmc"]).values()) == {"ok"}
    here = [f for f in files_in(tmp_path / "cache") if f.startswith("upstream/")]
    assert len(here) == 3


def test_threads_that_load_at_once_get_the_same_values(server):
    pull([LARGE])
    found = []
    threads = [threading.Thread(target=lambda: found.append(load(LARGE))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(frame.equals(found[0]) for frame in found)


def test_terms_are_to_be_accepted_first(server):
    with pytest.raises(FoedusError, match=r"has terms to accept first: CShapes .* --accept-terms"):
        pull(["cshapes_gw"])
    assert server.asked == []
    pull(["cshapes_gw"], accept_terms=True)
    assert verify(["cshapes_gw"]) == {"cshapes_gw": "ok"}
    # Once accepted and here, nothing is asked again.
    pull(["cshapes_gw"])


def test_an_unknown_name_pulls_nothing(server):
    with pytest.raises(FoedusError, match="did you mean cow_nmc"):
        pull([SMALL, "cow_nmcs"])
    assert server.asked == []


def test_offline_says_what_is_missing_the_command_and_what_works(tmp_path, monkeypatch, mirror):
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", "")
    monkeypatch.setenv("FOEDUS_CACHE", os.fspath(tmp_path))
    for ask in (load, path):
        with pytest.raises(FoedusError) as caught:
            ask("cow_nmc")
        text = str(caught.value)
        assert "cow_nmc (Correlates of War National Material Capabilities)" in text
        assert "foedus data pull cow_nmc" in text
        assert "without it" in text
        assert "assess" in text
    assert files_in(tmp_path) == []


def test_a_mirror_folder_needs_no_server_and_is_checked(tmp_path, monkeypatch, mirror):
    monkeypatch.setenv("FOEDUS_CACHE", os.fspath(tmp_path / "cache"))
    copy = tmp_path / "mirror"
    file = copy / get(SMALL).mirror_path
    file.parent.mkdir(parents=True)
    file.write_bytes((mirror / get(SMALL).mirror_path).read_bytes())
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", os.fspath(copy))
    assert pull([SMALL]) == [file]
    assert load(SMALL).height == get(SMALL).rows
    with pytest.raises(FoedusError, match="the mirror lacks"):
        pull([LARGE])
    file.write_bytes(b"")
    with pytest.raises(FoedusError, match=r"is damaged.*repair the mirror"):
        pull([SMALL])
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", os.fspath(tmp_path / "nowhere"))
    with pytest.raises(FoedusError, match="neither a folder nor"):
        load("cow_states")
