"""Downloads from a real server on this computer that serves the mirror, and breaks on demand."""

import bz2
import errno
import gzip
import hashlib
import lzma
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from email.utils import formatdate
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from foedus.cli.main import main
from foedus.errors import FoedusError
from foedus.sources import (
    _download,
    datasets,
    get,
    load,
    local_file,
    path,
    pull,
    source_url,
    verify,
)
from foedus.sources._unpack import unpacked

pytestmark = pytest.mark.mirror

SMALL = "cow_majors"
LARGE = "terrthreat"
FLOODS = {"offers too much", "sends too much", "packed", "drips"}


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
        elif trouble[:3] in {"429", "503"}:
            self.send_response(int(trouble[:3]))
            if wait := trouble[4:]:
                self.send_header("Retry-After", wait)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif trouble == "redirects":
            self.send_response(302)
            self.send_header("Location", f"{self.path}x")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif trouble in FLOODS:
            self.flood(trouble)
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

    def flood(self, trouble):
        """Send without end, as much as is taken; how much that was is noted."""
        self.send_response(200)
        if trouble == "offers too much":
            self.send_header("Content-Length", str(10**9))
        if trouble == "packed":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.close_connection = True
        part = gzip.compress(bytes(10**7)) if trouble == "packed" else bytes(10_000)
        pause = 0.02 if trouble == "drips" else 0
        with suppress(OSError):
            while not self.server.released.wait(pause) and self.server.sent < 10**8:
                self.wfile.write(part[:1] if trouble == "drips" else part)
                self.server.sent += len(part)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server(mirror, tmp_path, monkeypatch):
    made = ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *a: Handler(*a, directory=os.fspath(mirror))
    )
    made.handle_error = lambda request, address: None
    made.trouble, made.times, made.asked, made.sent = "", 10**6, [], 0
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
        ("429 0", "the server answered 429", 3),
        ("429 3600", "the server answered 429 and asks to wait 3,600 seconds", 1),
        ("503 nonsense", "the server answered 503", 3),
        ("redirects", "from one address to another without end", 1),
        ("offers too much", "the server sends 1,000,000,000 bytes, the record says", 1),
        ("sends too much", "the server sends more than", 1),
        ("packed", "the server packs what it sends (gzip)", 1),
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
    assert len(server.asked) == attempts or trouble == "redirects"
    assert files_in(tmp_path) == []
    # What the system takes in advance is not foedus's to decide.
    assert server.sent < get(LARGE).size + 20_000_000


@pytest.mark.parametrize("trouble", ["503", "429 1", "wrong bytes", "cut", "silent", "stalls"])
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
    def full(self, data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    text = refused(LARGE)
    assert "No space left on device: the disk mounted at /" in text
    assert "MB left" in text
    monkeypatch.undo()
    assert files_in(tmp_path) == []


def test_the_whole_time_is_bounded_too(server, tmp_path):
    server.trouble = "drips"
    started = time.monotonic()
    assert "it was not done after 0.5 seconds" in refused(SMALL, timeout=0.5)
    assert time.monotonic() - started < 3
    assert len(server.asked) == 1
    assert files_in(tmp_path) == []


def test_a_date_may_say_how_long_to_wait():
    assert _download._seconds(formatdate(time.time() + 20, usegmt=True)) == pytest.approx(20, abs=2)
    assert _download._seconds(formatdate(0, usegmt=True)) == 0
    assert _download._seconds("7") == 7
    assert _download._seconds("soon") is None


@pytest.mark.parametrize("user", ["me:geheim", "me:ge@he/im", "me:ge%40heim", "geheim"])
@pytest.mark.parametrize("trouble", ["", "404", "cut", "nobody"])
def test_a_password_is_never_shown(server, tmp_path, monkeypatch, capsys, user, trouble):
    server.trouble = trouble
    port = server.server_address[1] if trouble != "nobody" else 9
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", f"http://{user}@127.0.0.1:{port}/")
    code, said = 0, ""
    for arguments in (["pull", SMALL], ["list"], ["list", "--json"], ["verify"], ["path", SMALL]):
        with pytest.raises(SystemExit) as ended:
            main(["data", *arguments])
        code = max(code, ended.value.code)
        said += "".join(capsys.readouterr())
    assert "heim" not in said
    assert "127.0.0.1" in said or code == 0
    for file in files_in(tmp_path):
        assert b"heim" not in (tmp_path / file).read_bytes()


@pytest.mark.parametrize(
    "given", ["ftp://me:geheim@host/x", "me:geheim@host", "HTTP://me:geheim@["]
)
def test_nor_is_one_in_an_address_that_is_none(tmp_path, monkeypatch, given):
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", given)
    monkeypatch.setenv("FOEDUS_CACHE", os.fspath(tmp_path))
    with pytest.raises(FoedusError) as caught:
        pull([SMALL])
    assert "geheim" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("variable", ["FOEDUS_CACHE", "FOEDUS_DATA_MIRROR"])
def test_a_home_folder_of_nobody(monkeypatch, variable):
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", "")
    monkeypatch.setenv(variable, "~no-such-user/x")
    with pytest.raises(FoedusError, match=f"{variable} is '~no-such-user/x': there is no"):
        verify()


def test_what_a_killed_process_left_is_cleared(server, tmp_path):
    (file,) = pull([SMALL])
    for name, age in ((".foedus-old.rda", 3600), (".foedus-young.rda", 0)):
        file.with_name(name).write_bytes(b"part")
        os.utime(file.with_name(name), (time.time() - age,) * 2)
    pull([SMALL])
    assert not file.with_name(".foedus-old.rda").exists()
    assert file.with_name(".foedus-young.rda").exists()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_process_that_is_ended_leaves_no_part(server, tmp_path, number):
    server.trouble = "stalls"
    process = in_a_process(PULL.format(names=f"'{LARGE}'"))
    while not server.asked:
        time.sleep(0.02)
    time.sleep(0.2)
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert process.returncode == (-9 if number == signal.SIGKILL else 128 + number)
    assert (out, err) == ("", "")
    assert files_in(tmp_path) == []


def test_a_file_that_is_too_large_is_not_read(server):
    (file,) = pull([SMALL])
    with file.open("wb") as sparse:
        sparse.truncate(10**12)
    assert "is damaged: 1,000,000,000,000 bytes" in verify([SMALL])[SMALL]
    pull([SMALL])
    assert verify([SMALL]) == {SMALL: "ok"}


PACKERS = {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress}


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
def test_unpacking_is_bounded(pack):
    data = os.urandom(1000) + bytes(100_000)
    assert unpacked(pack(data)) == data
    assert unpacked(pack(data) + pack(data)) == data + data
    with pytest.raises(FoedusError, match="unpacks to more than 1,000 bytes"):
        unpacked(pack(data), 1000)
    with pytest.raises(FoedusError, match="cut off"):
        unpacked(pack(data)[:-5])
    with pytest.raises(FoedusError, match="cannot be unpacked"):
        unpacked(pack(data)[:20] + bytes(20) + pack(data)[40:])


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
