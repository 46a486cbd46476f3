"""Every example in the documentation is run, and shows what the program really prints.

- A ```console block: each line `$ foedus ...` is run; the lines below it, up to the next `$`, are
  its output, with a line `...` for any lines and `...` within a line for any text.
- A ```python block: with `>>>` a doctest, without it a script; the blocks of a page share names.

A comment in the line above a block changes that: `<!-- not run: REASON -->`, or
`<!-- needs the research data -->`, which runs it with the mirror of the upstream files.
"""

import contextlib
import difflib
import doctest
import io

import pytest

from docs_examples import PAGES, ROOT, Block, blocks_of, commands_of, matches, output_of, refreshed

FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


def pages_with(kind):
    return [
        pytest.param(page, id=str(page.relative_to(ROOT)))
        for page in PAGES
        if any(block.kind == kind for block in blocks_of(page.read_text(encoding="utf-8")))
    ]


@pytest.fixture
def somewhere(tmp_path, monkeypatch):
    """A folder with the repository's examples, and a terminal of 80 columns without colour."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    if (ROOT / "examples").is_dir():
        (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


def to_run(page, kind, request, monkeypatch):
    """Yield the blocks to run: without the research data those before the first that needs them."""
    ran = False
    for block in blocks_of(page.read_text(encoding="utf-8")):
        if block.kind != kind or block.skipped:
            continue
        if block.needs_data:
            try:
                monkeypatch.setenv("FOEDUS_DATA_MIRROR", str(request.getfixturevalue("mirror")))
            except pytest.skip.Exception:
                if ran:
                    return
                raise
        ran = True
        yield block


@pytest.mark.parametrize("page", pages_with("console"))
def test_commands_print_what_the_page_shows(page, somewhere, request, monkeypatch):
    for block in to_run(page, "console", request, monkeypatch):
        for command, shown in commands_of(block):
            real = output_of(command)
            assert matches(shown, real), "\n".join(
                [
                    f"{page.name}:{block.line}: $ {command}",
                    *difflib.unified_diff(shown, real.splitlines(), "shown", "real", lineterm=""),
                    "if the real one is right, run tools/docs_examples.py",
                ]
            )


@pytest.mark.parametrize("page", pages_with("python"))
def test_python_runs_and_prints_what_the_page_shows(page, somewhere, request, monkeypatch):
    names = {}
    for block in to_run(page, "python", request, monkeypatch):
        where = f"{page.name}:{block.line}"
        if ">>>" not in block.body:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(block.body, where, "exec"), names)
            continue
        parsed = doctest.DocTestParser().get_doctest(
            block.body, names, where, str(page), block.line
        )
        report = io.StringIO()
        result = doctest.DocTestRunner(optionflags=FLAGS).run(
            parsed, out=report.write, clear_globs=False
        )
        names.update(parsed.globs)
        assert not result.failed, report.getvalue()


def test_every_console_block_of_foedus_shows_an_output():
    bare = [
        f"{page.name}:{block.line}: {command}"
        for page in PAGES
        for block in blocks_of(page.read_text(encoding="utf-8"))
        if block.kind == "console" and not block.skipped
        for command, shown in commands_of(block)
        if not "".join(shown).strip()
    ]
    assert not bare, "show what these print, at least '...': " + "; ".join(bare)


def test_blocks_are_found_with_their_notes():
    server = "x\n\n<!-- not run: starts a server -->\n```console\n$ foedus web\n```\n"
    text = server + "\n```python\n1\n```\n"
    assert blocks_of(text) == [
        Block("console", "$ foedus web\n", 4, "not run: starts a server"),
        Block("python", "1\n", 8, ""),
    ]
    assert [block.skipped for block in blocks_of(text)] == [True, False]


@pytest.mark.parametrize(
    ("shown", "agrees"),
    [
        (["a", "b"], True),
        (["a", "..."], True),
        (["...", "b"], True),
        (["a", "...", "b"], True),
        (["a", "...", "...b"], True),
        (["a...", "...b"], True),
        (["...", "a", "...", "b", "..."], True),
        (["a", "...", "a"], False),
        (["a..."], False),
        (["...", "a"], False),
        (["a"], False),
        ([], False),
    ],
)
def test_output_is_compared_line_by_line(shown, agrees):
    assert matches(shown, "a\nb\n") is agrees


def test_outputs_shown_in_full_are_refreshed_and_others_left(somewhere):
    page = (
        "text\n```console\n$ foedus --version\nold\n\n"
        "$ foedus assess NATO --admit Ukrane\n...\n```\n"
        "<!-- not run: an example -->\n```console\n$ foedus --version\nold\n```\n"
    )
    new = refreshed(page)
    assert new.startswith("text\n```console\n$ foedus --version\nfoedus ")
    assert new.count("old") == 1
    assert "$ foedus assess NATO --admit Ukrane\n...\n```" in new
