"""The report: self-contained, complete, escaped, well formed, downloadable, readable on a phone."""

import csv
import html
import io
import os
import re
import shlex
import shutil
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote

import pytest

from foedus import Accession, Assumptions, Expulsion, FoedusError, Withdrawal, assess, load_world
from foedus.views.html.assess import report
from foedus.views.html.assess.command import again, command_of
from foedus.views.html.assess.line import line_section
from foedus.views.html.blocks import Badge, Column, Data, Section, Table
from foedus.views.html.page import linked, page
from foedus.views.words import century, percent, percent_of, share

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Collects elements, text and resources, and notes wrong nesting."""

    def __init__(self, text):
        super().__init__()
        self.open, self.errors, self.elements, self.ids = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.errors.append((tag, list(self.open[-3:]), self.getpos()))
        else:
            self.open.pop()


@pytest.fixture(scope="session")
def ukraine():
    return assess(load_world("2022-01-30"), Accession("UKR", "NATO"), draws=64)


@pytest.fixture(scope="session")
def text(ukraine):
    return report(ukraine, "ukraine.html")


@pytest.fixture(scope="session")
def parsed(text):
    return Page(text)


def downloads(parsed):
    return {
        attrs["download"]: list(csv.reader(io.StringIO(unquote(attrs["href"].partition(",")[2]))))
        for tag, attrs in parsed.elements
        if tag == "a" and "download" in attrs
    }


def test_it_loads_nothing(text, parsed):
    for tag, attrs in parsed.elements:
        for name in ("src", "srcset", "data", "poster", "action", "xlink:href"):
            assert name not in attrs, (tag, attrs)
        if tag == "link":
            assert attrs["href"] == "data:,"
        elif "href" in attrs:
            assert tag == "a"
            assert re.match(r"#|https?://|data:text/csv", attrs["href"])
        assert tag not in {"iframe", "object", "embed", "base", "img"}
    styles = " ".join(re.findall(r"<style>(.*?)</style>", text, re.S))
    assert "@import" not in styles
    assert "//" not in styles
    assert all(ref.startswith("#") for ref in re.findall(r"url\(([^)]*)\)", text))
    script = " ".join(re.findall(r"<script>(.*?)</script>", text, re.S))
    assert not re.search(r"fetch\(|XMLHttpRequest|import\(|WebSocket|eval\(", script)
    assert set(re.findall(r"https?://[^\s\"'`]+", script)) <= {"http://www.w3.org/2000/svg"}


def test_it_is_small(text):
    assert len(text.encode()) < 1_500_000


def test_it_is_well_formed(parsed):
    assert parsed.errors == []
    assert parsed.open == []
    assert len(parsed.ids) == len(set(parsed.ids))
    assert ("html", {"lang": "en"}) in parsed.elements


def test_references_inside_it_have_a_target(text, parsed):
    targets = set(parsed.ids)
    links = [a["href"][1:] for tag, a in parsed.elements if a.get("href", "").startswith("#")]
    assert links
    assert set(links) <= targets
    assert set(re.findall(r"url\(#([^)]*)\)", text)) <= targets


def test_headings_descend_by_one(parsed):
    levels = [int(tag[1]) for tag, _ in parsed.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_charts_have_a_description_and_tables_a_caption(parsed):
    charts = [attrs for _, attrs in parsed.elements if "chart" in attrs.get("class", "").split()]
    assert len(charts) >= 8
    assert all(attrs["role"] == "img" and len(attrs["aria-label"]) > 20 for attrs in charts)
    tags = [tag for tag, _ in parsed.elements]
    assert tags.count("table") == tags.count("caption") >= 4
    assert all(attrs.get("tabindex") == "0" for _, attrs in parsed.elements
               if "scroll" in attrs.get("class", "").split())  # fmt: skip


def test_answer_command_and_every_assumption_are_there(ukraine, text):
    plain = html.unescape(text)
    assert ukraine.answer in plain
    assert command_of(ukraine, "ukraine.html") in plain
    for item in ukraine.assumptions:
        assert item.meaning in plain, item.name
        assert item.source.split(" http")[0] in plain, item.name
    for source in ukraine.sources:
        assert source.split("http")[0] in plain
    for verdict in ukraine.robustness.verdicts:
        assert verdict.statement[1:] in plain


def test_every_commitment_is_there_with_both_readings(ukraine, text, parsed):
    plain = html.unescape(text)
    assert ukraine.commitments
    for item in ukraine.commitments:
        assert item.document in plain
        assert item.summary in plain
        for reading in item.readings:
            assert reading.reader in plain
            assert reading.other_reading[1:] in plain
    _, *rows = downloads(parsed)["commitments.csv"]
    assert [row[0] for row in rows] == [item.id for item in ukraine.commitments]


def test_every_state_has_its_figures_on_hover(ukraine, text):
    titles = {html.unescape(t).split("\n")[0] for t in re.findall(r"<title>([^<]*)</title>", text)}
    assert {record.name for record in ukraine.states} <= titles
    assert re.search(r"<title>Russia\noutsider, [\d.]+ % less safe \(\+[\d.]+ %\)", text)


def test_downloads_hold_the_data_itself(ukraine, parsed):
    files = downloads(parsed)
    head, *rows = files["states.csv"]
    assert len(rows) == len(ukraine.states)
    by_iso3 = {row[head.index("iso3")]: dict(zip(head, row, strict=True)) for row in rows}
    for record in ukraine.states:
        row = by_iso3[record.iso3]
        for name in ("insecurity_before", "insecurity_after", "delta_direct", "security_after"):
            assert float(row[name]) == getattr(record, name)
        assert float(row["change_percent"]) == percent_of(record)
    head, *rows = files["frontier-by-neighbour.csv"]
    assert float(rows[-1][2]) == ukraine.line.total_km_after
    assert sum(float(row[2]) for row in rows[:-1]) == pytest.approx(float(rows[-1][2]))
    head, *rows = files["assumptions.csv"]
    assert [row[0] for row in rows] == [item.symbol for item in ukraine.assumptions]
    for result in ukraine.by_omega:
        _, *rows = files[f"omega-{result.omega:.2g}.csv"]
        assert {row[0]: float(row[1]) for row in rows} == result.states


def test_frontier_pairs_sum_to_the_totals(ukraine, parsed):
    files = downloads(parsed)
    for word in ("before", "after"):
        _, *rows = files[f"frontier-{word}.csv"]
        total = getattr(ukraine.line, f"total_km_{word}")
        assert sum(float(row[2]) for row in rows) == pytest.approx(total)


def test_names_are_escaped(ukraine):
    evil = '<script>alert("x")</script>'
    states = tuple(
        record.model_copy(update={"name": evil}) if record.iso3 in ("UKR", "RUS", "NOR") else record
        for record in ukraine.states
    )
    bad = ukraine.model_copy(
        update={
            "states": states,
            "answer": evil,
            "change": (evil,),
            "candidate": tuple(record for record in states if record.role == "candidate"),
            "sources": (evil, "javascript:alert(1)"),
        }
    )
    text = report(bad, 'x"><b>.html')
    assert evil not in text
    assert text.count("<script") == 1
    assert 'href="javascript' not in text
    assert Page(text).errors == []


def test_two_candidates_and_no_draws():
    world = load_world("2022-01-30")
    text = report(assess(world, Accession("SWE", "NATO"), Accession("FIN", "NATO"), draws=0))
    assert "No draws were made" in text
    assert "The candidate: Finland" in text
    assert "The candidate: Sweden" in text
    assert Page(text).errors == []


def test_an_alliance_elsewhere_has_its_own_map():
    world = load_world("2022-01-30")
    section = line_section(assess(world, Accession("SRB", "CSTO"), draws=0))
    before, after = (column[0] for column in section.blocks[0].columns)
    assert section.title == "The line CSTO defends"
    assert "the area of CSTO" in before.alt
    assert "var(--new-line)" in after.wide
    assert "var(--new-line)" not in before.wide


def test_an_unwritable_place_is_one_line_and_leaves_nothing(ukraine, tmp_path, monkeypatch):
    monkeypatch.setattr("foedus.views.html.assess.report", lambda *_: "page")
    for place in (tmp_path / "no" / "such" / "folder.html", tmp_path):
        with pytest.raises(FoedusError, match="cannot write") as error:
            ukraine.report(place)
        assert "\n" not in str(error.value)
    assert list(tmp_path.parent.glob(".foedus-*")) == []
    assert list(tmp_path.iterdir()) == []


def test_a_second_run_writes_the_same_bytes(ukraine, text, tmp_path):
    path = ukraine.report(tmp_path / "ukraine.html")
    assert path.read_text(encoding="utf-8") == text
    assert text.startswith("<!doctype html>")
    assert [entry.name for entry in tmp_path.iterdir()] == ["ukraine.html"]


@pytest.mark.parametrize(
    ("changes", "assumptions", "fixed", "draws", "expected"),
    [
        ([Accession("UKR", "NATO")], {}, [], 0, "NATO --admit UKR --on 2022-01-30 --draws 0"),
        ([Expulsion("HUN", "NATO")], {}, [], 0, "NATO --expel HUN --on 2022-01-30 --draws 0"),
        (
            [Accession("FIN", "NATO"), Withdrawal("USA", "NATO")], {"rho": 0.5}, ["rho"], 16,
            "NATO --admit FIN --withdraw USA --on 2022-01-30 --set rho=0.5 --draws 16 --seed 7",
        ),
        (
            [Accession("UKR", "NATO")], {"gradient": "war_trap"}, ["gradient"], 0,
            "NATO --admit UKR --on 2022-01-30 --set gradient=war_trap --draws 0",
        ),
    ],
)  # fmt: skip
def test_the_command_is_the_one_that_was_run(changes, assumptions, fixed, draws, expected):
    result = assess(
        load_world("2022-01-30"), *changes, draws=draws, seed=7, fixed=fixed,
        assumptions=Assumptions.default().with_(**assumptions),
    )  # fmt: skip
    words = shlex.split(command_of(result, "a report.html"))
    assert words == ["foedus", "assess", *expected.split(), "--report", "a report.html"]


def test_the_command_names_event_and_capability():
    result = assess(
        load_world("2022-01-30", "milex"), Accession("UKR", "NATO"), draws=0,
        assumptions=Assumptions.default("fatal"),
    )  # fmt: skip
    words = shlex.split(command_of(result, ""))
    assert words[words.index("--capability") + 1] == "milex"
    assert words[words.index("--event") + 1] == "fatal"
    assert "--set" not in words
    assert "--report" not in words


def test_where_no_command_does_python_does(tmp_path):
    world = load_world("2022-01-30")
    result = assess(world, Accession("UKR", "NATO"), Withdrawal("ARM", "CSTO"), draws=0)
    code = again(result, str(tmp_path / "again.html"))
    assert code.startswith("import foedus")
    exec(compile(code, "again", "exec"), {})
    assert result.answer in html.unescape((tmp_path / "again.html").read_text("utf-8"))


def test_plot_writes_png_and_svg_and_nothing_else(ukraine, tmp_path):
    assert ukraine.plot(tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    svg = ukraine.plot(tmp_path / "a.svg").read_text("utf-8")
    assert "Ukraine joins NATO" in svg
    assert "Natural Earth" in svg
    assert "var(" not in svg
    with pytest.raises(FoedusError, match=r"\.png or \.svg"):
        ukraine.plot(tmp_path / "a.jpg")


def test_the_shell_serves_any_report():
    table = Table(
        "Claims", (Column("Claim", wide=True), Column("Figure", "+.1f", "figure_percent")),
        (("a, \"b\" & <c>", 1.25), (Badge("depends", "weak"), None)), "https://example.org/x.", "t",
    )  # fmt: skip
    text = page("T", "L", (Section("one", "One", (table,)),), "foedus check a.yaml", ())
    parsed = Page(text)
    assert parsed.errors == []
    assert downloads(parsed)["t.csv"] == [
        ["Claim", "figure_percent"], ['a, "b" & <c>', "1.25"], ["depends", ""]
    ]  # fmt: skip
    assert '<span class="badge weak">depends</span>' in text
    assert "<c>" not in text


@pytest.mark.parametrize(
    ("value", "shown"), [(0.04, "0.0"), (-0.04, "0.0"), (-2.0, "−2.0"), (1234.5, "+1234.5")]
)
def test_zero_has_no_sign(value, shown):
    assert Column("x", "+.1f").show(value) == shown


def test_missing_is_a_dash_on_the_page_and_empty_in_the_file():
    assert Column("x", ".1f").show(None) == "–"
    assert Data("x", ("a", "b"), ((None, 0.0),)).csv() == "a,b\n,0.0\n"


def test_only_web_addresses_become_links():
    assert "<a" not in str(linked("javascript:alert(1) file:///etc/passwd"))
    assert str(linked("(https://a.org/b).")).startswith('(<a href="https://a.org/b"')
    assert '"onclick' not in str(linked('https://a.org/"onclick=x'))


@pytest.mark.parametrize(("value", "text_"), [(0.9999, "99.9 %"), (0.0001, "0.1 %"), (0.5, "50 %")])
def test_a_share_is_only_all_or_none_where_it_is(value, text_):
    assert share(value) == text_


def test_small_changes_keep_their_sign():
    assert percent(-0.014) == "−0.01 %"
    assert century(0.000011) == "+0.001"
    assert century(0.0) == "0"


PROBE = """<!doctype html><body style="margin:0"><iframe id="f" style="border:0;width:390px;
height:9000000px" srcdoc="{report}"></iframe><pre id="probe"></pre><script>
f.onload = () => {{
  const page = f.contentDocument, root = page.documentElement;
  const charts = [...page.querySelectorAll(".chart")].filter(c => !c.closest("details"));
  const drawn = charts.filter(c => [...c.querySelectorAll("svg")].some(
    s => s.getBoundingClientRect().width > 200 && s.getBoundingClientRect().height > 20));
  const clipped = [...page.querySelectorAll("figure .chart svg")].filter(
    s => s.getBoundingClientRect().right > 391);
  probe.textContent = `width=${{root.scrollWidth}} charts=${{charts.length}} `
    + `drawn=${{drawn.length}} clipped=${{clipped.length}} `
    + `tips=${{page.querySelectorAll("[data-tip]").length}} `
    + `savers=${{page.querySelectorAll("figure button").length}}`;
}};
</script>"""


@pytest.fixture(scope="session")
def chromium():
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
                 None)  # fmt: skip
    if found is None:
        if os.environ.get("FOEDUS_REQUIRE_BROWSER") == "1":
            pytest.fail("FOEDUS_REQUIRE_BROWSER=1, but there is no chromium")
        pytest.skip("no chromium on this computer")
    return found


@pytest.mark.browser
def test_a_phone_shows_it_whole_and_without_errors(chromium, text, tmp_path):
    (tmp_path / "probe.html").write_text(PROBE.format(report=html.escape(text)), encoding="utf-8")
    run = subprocess.run(
        [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-extensions", f"--user-data-dir={tmp_path / 'profile'}",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr",
            "--virtual-time-budget=5000", "--dump-dom", (tmp_path / "probe.html").as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    found = re.search(r'<pre id="probe">(.*?)</pre>', run.stdout)
    assert found, run.stderr[-2000:]
    result = dict(pair.split("=") for pair in found.group(1).split())
    assert int(result["width"]) <= 390
    assert result["drawn"] == result["charts"] != "0"
    assert result["clipped"] == "0"
    assert int(result["tips"]) > 190
    assert int(result["savers"]) == 2 * int(result["charts"])
    assert "CONSOLE" not in run.stderr, run.stderr
