"""The page of an assessment: complete, self-contained, escaped, readable on phone and paper."""

import csv
import html
import json
import re
import time
from itertools import pairwise

import pytest

from foedus import Accession, Assumptions, FoedusError, Withdrawal, assess, load_world
from foedus.questions.words import amount, plain, signed
from foedus.security import assume_rivals
from foedus.views.html.assess import report
from foedus.views.html.assess.line import line_section
from foedus.views.html.assess.where import class_of
from foedus.views.html.pictures import of_hundred
from pages import Page, assert_self_contained, browse, downloads

DAY = "2026-01-01"


@pytest.fixture(scope="session")
def ukraine():
    return assess(load_world(DAY), Accession("UKR", "NATO"), draws=64)


@pytest.fixture(scope="session")
def text(ukraine):
    return report(ukraine, "ukraine.html")


@pytest.fixture(scope="session")
def plain_text(text):
    """All that a reader sees, the data of the CSV links left out."""
    body = re.sub(r"<(style|script)>.*?</\1>", " ", text, flags=re.S)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body)))


@pytest.fixture(scope="session")
def parsed(text):
    return assert_self_contained(text)


def test_it_is_small(text):
    assert len(text.encode()) < 1_200_000


def test_it_is_written_in_under_two_seconds_of_work(ukraine):
    begun = time.process_time()
    report(ukraine)
    assert time.process_time() - begun < 2.0


def test_sections_come_in_the_order_of_the_questions(parsed):
    sections = [attrs["id"] for tag, attrs in parsed.elements if tag == "section"]
    assert sections == [
        "answer", "war", "movers", "members", "outside", "maps", "robustness", "line",
        "commitments", "states", "assumptions", "limits", "world", "sources", "cite", "reproduce",
    ]  # fmt: skip


def test_headings_descend_by_one(parsed):
    levels = [int(tag[1]) for tag, _ in parsed.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_pictures_have_a_description_and_tables_a_caption(parsed):
    charts = [attrs for _, attrs in parsed.elements if attrs.get("role") == "img"]
    assert len(charts) >= 8
    assert all(len(attrs["aria-label"]) > 20 for attrs in charts)
    tags = [tag for tag, _ in parsed.elements]
    assert tags.count("table") == tags.count("caption") >= 6
    assert all(attrs.get("tabindex") == "0" for _, attrs in parsed.elements
               if "scroll" in attrs.get("class", "").split())  # fmt: skip


def test_the_draws_are_a_picture_with_its_text(ukraine, text, plain_text):
    """A square for each draw of 100 that says safer, a dot for each that says less safe."""
    pictures = re.findall(r'<svg [^>]*class="waffle">(.*?)</svg>', text, re.S)
    one = ukraine.candidates[0]
    shares = [one.share_safer, ukraine.article10.share_safer, ukraine.indivisibility.share_nobody]
    assert len(pictures) == len(shares)
    for picture, share in zip(pictures, shares, strict=True):
        assert picture.count("<rect") == of_hundred(share)
        assert picture.count("<circle") == 100 - of_hundred(share)
    safer = of_hundred(one.share_safer)
    assert f"{safer} of 100 draws: safer; {100 - safer}: less safe" in plain_text


def test_the_badge_is_the_majoritys_side(ukraine, parsed, text):
    one = ukraine.candidates[0]
    side = "safer" if one.share_safer >= 0.5 else "less safe"
    tone = {"robust": "strong", "leaning": "medium", "depends": "weak"}[one.word]
    assert re.search(
        rf'<span class="badge {tone}">[a-z0-9 ]*of 100 draws: {side} · {one.word}</span>', text
    )


def numbers_of(result):
    """Figures of the JSON in the words in which a reader has to find them."""
    one, test, outside = result.candidates[0], result.article10, result.indivisibility
    for value in (one.attacked_before, one.attacked_after, one.drawn_in_after,
                  one.insecurity_before, one.insecurity_after, one.break_even,
                  one.break_even_psi_1, test.mean_before, test.mean_after):  # fmt: skip
        yield amount(value)
    for value in (one.change, one.change_psi_1, one.band.low, one.band.median, one.band.high,
                  test.mean_change, test.mean_change_psi_1, test.mean_attacked, test.mean_drawn_in,
                  test.band.low, test.band.median, test.band.high, test.together_change,
                  test.best.change, test.worst.change, outside.mean_change):  # fmt: skip
        yield signed(value)
    for rows in (result.by_reading, result.by_omega, result.by_psi):
        for row in rows:
            for headline in row.headlines:
                yield from (amount(headline.before), amount(headline.after))
                yield from map(signed, (headline.change, headline.low, headline.high))
                yield f"{100 * headline.share_safer:.0f}"
    for row in result.robustness.verdicts:
        yield f"{100 * row.share:.1f}"
        yield from map(signed, (row.band.low, row.band.median, row.band.high))
    for war in result.at_war:
        yield f"{war.expected_joiners:.1f} ({war.low:.1f} to {war.high:.1f}"
        yield from (f"{100 * joiner.probability:+.1f}" for joiner in war.members)
    world = result.world_total
    for value in (world.attacks_per_year, world.attacks_recorded, world.attacks_recorded_low,
                  world.attacks_recorded_high, world.interventions_per_year,
                  world.interventions_recorded, world.interventions_recorded_low,
                  world.interventions_recorded_high):  # fmt: skip
        yield f"{value:.2f}"
    yield f"{result.line.total_km_before:,.0f}"
    yield f"{result.line.total_km_after:,.0f}"
    for row in result.line.by_neighbour:
        yield from (f"{row.km_before:,.0f}", f"{row.km_after:,.0f}")
    for item in result.assumptions:
        yield from (plain(x) for x in (item.value, item.low, item.high) if isinstance(x, float))


def test_every_figure_of_the_json_is_on_the_page(ukraine, plain_text):
    cells = set(re.findall(r"[^\s;,()]+", plain_text)) | set(plain_text.split())
    missing = {n for n in numbers_of(ukraine) if n not in cells and n not in plain_text}
    assert not missing
    for state in ukraine.states:
        for value in (state.insecurity_after, state.attacked_before, state.drawn_in_after):
            assert amount(value) in plain_text, state.iso3


def test_no_figure_has_an_exponent_and_no_letter_goes_unexplained(text, plain_text):
    assert not re.search(r"\d[eE][+-]\d", plain_text)
    assert not re.search(r"\d[eE][+-]\d\d\b", " ".join(re.findall(r"<title>[^<]*", text)))
    assert not re.search(r"\b(join_|log_)\w+", plain_text)
    assert not re.search(r"\bdeters?\b|makes? safer because", plain_text)


def test_every_figure_carries_year_and_source(text, ukraine):
    sources = re.findall(r'<p class="source"><span>(.*?)</span>', text, re.S)
    assert len(sources) >= 10
    for source in sources:
        assert re.search(r"\b(19|20)\d\d\b", source), source
    model = [source for source in sources if "model of attacks" in source]
    assert len(model) >= 8
    assert all(str(ukraine.figures_year) in source and DAY in source for source in model)


def test_answer_command_and_every_assumption_are_there(ukraine, text):
    plain_page = html.unescape(text)
    assert ukraine.answer in plain_page
    command = "foedus assess NATO --admit UKR --on 2026-01-01 --draws 64 --seed 1"
    assert f"{command} --report ukraine.html" in plain_page
    for item in ukraine.assumptions:
        assert item.meaning in plain_page, item.name
        assert item.source.split(" http")[0] in plain_page, item.name
    for source in ukraine.sources:
        assert source.split("http")[0] in plain_page
    for verdict in ukraine.robustness.verdicts:
        assert verdict.statement[1:] in plain_page
    assert "“Ukraine joins NATO”" in plain_page[plain_page.index('id="cite"') :]


def test_every_clause_is_there_once_with_its_parties_and_readings(ukraine, text, parsed):
    ledger = html.unescape(text[text.index('<section id="commitments">') :])
    ledger = ledger[: ledger.index("</section>")]
    clauses = {(c.document, c.article) for c in ukraine.commitments}
    for document, article in clauses:
        title = f"{document}, {article}" if article else document
        assert ledger.count(f"<b>{title}</b>") == 1, title
    for item in ukraine.commitments:
        assert item.parties.split(";")[0] in ledger
        assert item.summary in ledger
        for reading in item.readings:
            assert reading.other_reading[1:] in ledger
    _, *rows = downloads(parsed)["commitments.csv"]
    assert [row[0] for row in rows] == [item.id for item in ukraine.commitments]


def test_the_war_that_is_on_names_who_would_join(ukraine, plain_text):
    (war,) = ukraine.at_war
    assert f"Ukraine is at war with Russia on {DAY}" in plain_text
    assert f"add {war.expected_joiners:.1f} ({war.low:.1f} to {war.high:.1f}" in plain_text
    for joiner in war.members:
        assert joiner.name in plain_text


def test_the_break_even_is_one_sentence(ukraine, plain_text):
    one = ukraine.candidates[0]
    assert (
        f"Joining pays for Ukraine if outside it would suffer more than {amount(one.break_even)} "
        "attacks a century" in plain_text
    )


def test_maps_show_every_state_the_small_ones_as_circles(ukraine, text):
    world = re.findall(r'<svg [^>]*class="map">.*?</svg>', text, re.S)[1]
    titles = [html.unescape(t) for t in re.findall(r"<title>([^<]*)</title>", world)]
    named = {title.split("\n")[0] for title in titles}
    assert {state.name for state in ukraine.states} <= named
    dots = re.findall(r"<circle [^>]*>(?:<title>)([^<\n]*)", world)
    assert {"Malta", "San Marino", "Tuvalu"} <= set(dots)
    greenland = re.search(r"<path [^>]*><title>Greenland \(Denmark\)\nmember", world)
    assert greenland
    assert 'stroke="var(--edge)"' in greenland.group()
    western = re.search(r"<path [^>]*><title>[^<]*Sahara\nno data", world)
    assert western
    assert "-hatch)" in western.group()


def test_no_data_is_never_nothing():
    assert class_of(None) == "missing"
    assert class_of(0.0) == "none"
    assert [class_of(x) for x in (-1.0, -0.05, 0.0099, 0.01, 0.3)] == [
        "safer-4", "safer-2", "none", "less-1", "less-3",
    ]  # fmt: skip


def test_downloads_hold_the_data_itself(ukraine, parsed):
    files = downloads(parsed)
    head, *rows = files["states.csv"]
    assert len(rows) == len(ukraine.states)
    by_iso3 = {row[head.index("iso3")]: dict(zip(head, row, strict=True)) for row in rows}
    for state in ukraine.states:
        row = by_iso3[state.iso3]
        for name in ("insecurity_before", "insecurity_after", "attacked_after", "drawn_in_after"):
            assert float(row[name]) == getattr(state, name)
        for other in ukraine.by_omega[1:]:
            assert float(row[f"change_omega_{other.omega:.2f}"]) == other.states[state.iso3]
    sizes = [abs(float(row[head.index("change")])) for row in rows]
    assert sizes == sorted(sizes, reverse=True)
    head, *rows = files["frontier-by-neighbour.csv"]
    assert float(rows[-1][2]) == ukraine.line.total_km_after
    assert sum(float(row[2]) for row in rows[:-1]) == pytest.approx(float(rows[-1][2]))
    head, *rows = files["assumptions.csv"]
    assert len(rows) == len(ukraine.assumptions)


def test_frontier_pairs_sum_to_the_totals(ukraine, parsed):
    head, *rows = downloads(parsed)["frontier.csv"]
    km, when = head.index("km"), head.index("when")
    for word in ("before", "after"):
        total = getattr(ukraine.line, f"total_km_{word}")
        assert sum(float(row[km]) for row in rows if row[when] == word) == pytest.approx(total)


def test_names_are_escaped(ukraine):
    evil = '<script>alert("x")</script>'
    states = tuple(
        row.model_copy(update={"name": evil}) if row.iso3 in ("UKR", "RUS", "USA") else row
        for row in ukraine.states
    )
    mover = ukraine.candidates[0].model_copy(update={"name": evil})
    bad = ukraine.model_copy(
        update={
            "states": states, "answer": evil, "change": (evil,), "candidates": (mover,),
            "cautions": (evil,), "sources": (evil, "javascript:alert(1)"),
        }
    )  # fmt: skip
    text = report(bad, 'x"><b>.html')
    assert evil not in text
    assert text.count("<script") == 1
    assert 'href="javascript' not in text
    assert Page(text).errors == []


def test_two_candidates_have_two_cards_and_no_draws_is_said():
    world = load_world(DAY)
    text = report(assess(world, Accession("MDA", "NATO"), Accession("GEO", "NATO"), draws=0))
    assert "No draws were made" in text
    movers = text[text.index('<section id="movers">') : text.index('<section id="members">')]
    assert re.findall(r"<h3>(\w+) joins</h3>", movers) == ["Georgia", "Moldova"]
    assert 'class="waffle"' not in text
    assert_self_contained(text)


def test_what_was_assumed_is_said_below_the_answer(tmp_path):
    world = assume_rivals(load_world(DAY, eu_clause="half"), [("AUT", "RUS")])
    result = assess(world, Accession("AUT", "NATO"), draws=0)
    text = html.unescape(report(result))
    notice = text[text.index('class="notice"') : text.index("<nav")]
    assert "Austria and Russia are assumed to be rivals." in notice
    assert "Article 42(7), is assumed to weigh half" in notice
    assert "--eu-clause half --assume-rival AUT,RUS" in text
    assert json.loads(result.to_json())["assumed_rivals"] == [["AUT", "RUS"]]
    assert json.loads(result.to_json())["eu_clause"] == "half"


def test_an_answer_read_back_from_json_has_no_page(ukraine):
    back = type(ukraine).model_validate_json(ukraine.to_json())
    with pytest.raises(FoedusError, match="ask the question again"):
        report(back)
    assert "Ukraine" in back._repr_html_()
    assert back.plot() is not None


def test_an_alliance_elsewhere_has_its_own_maps():
    result = assess(load_world(DAY), Accession("SRB", "CSTO"), draws=0)
    section = line_section(result)
    figure = section.blocks[0].columns[0][0]
    assert section.title.startswith("The line CSTO defends")
    assert 'stroke="var(--new-line)"' in figure.wide
    assert "Around CSTO" in report(result)


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


def test_writing_a_page_draws_without_the_chart_library(ukraine, monkeypatch):
    monkeypatch.setattr("foedus.views.html.svg._raw", lambda spec: pytest.fail("drawn by Vega"))
    assert report(ukraine).startswith("<!doctype html>")


def test_the_chart_names_who_moves_and_the_members_with_their_bands(ukraine, tmp_path):
    assert ukraine.plot(tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    svg = html.unescape(ukraine.plot(tmp_path / "a.svg").read_text("utf-8"))
    one = ukraine.candidates[0]
    assert "Ukraine joins NATO" in svg
    assert f"{signed(one.change)} ({signed(one.band.low)} to {signed(one.band.high)})" in svg
    assert "NATO members, mean of 32" in svg
    assert str(ukraine.figures_year) in svg
    assert "var(" not in svg
    with pytest.raises(FoedusError, match=r"\.png or \.svg"):
        ukraine.plot(tmp_path / "a.jpg")


def test_without_a_name_the_chart_is_an_altair_chart(ukraine):
    found = ukraine.plot()
    assert type(found).__module__.startswith("altair.")
    assert "UKR" in found.to_json() or "Ukraine" in found.to_json()


def test_a_notebook_shows_the_largest_changes_with_percent(ukraine):
    shown = ukraine._repr_html_()
    assert html.escape(ukraine.answer, quote=False) in shown
    first = max(ukraine.states, key=lambda s: abs(s.insecurity_after - s.insecurity_before))
    assert shown.index(f">{first.name}<") < shown.index("</tr>", shown.index("<tbody>"))
    assert "Afghanistan" not in shown
    assert " %</td>" in shown


def test_a_world_in_a_notebook_begins_with_the_strongest():
    shown = load_world(DAY)._repr_html_()
    assert shown.index("United States") < shown.index("India")
    assert "Afghanistan" not in shown


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "system dark"])
def test_colours_have_the_contrast_that_reading_needs(theme, text):
    css = re.search(r"<style>(.*?)</style>", text, re.S).group(1)
    start = {"light": ":root {", "dark": ':root[data-theme="dark"]',
             "system dark": ":root:not([data-theme"}[theme]  # fmt: skip
    block = css[css.index(start) :]
    paint = dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", block[: block.index("}")]))
    for words in ("ink", "soft", "link", "axis"):
        for ground in ("ground", "panel"):
            assert contrast(paint[words], paint[ground]) >= 4.5, (words, ground)
    assert contrast(paint["ground"], paint["ink"]) >= 4.5
    for mark in ("safer-3", "less-3", "deterrence", "entanglement", "shore", "edge", "mover",
                 "old-line", "new-line", "gone-line", "net"):  # fmt: skip
        assert contrast(paint[mark], paint["ground"]) >= 3.0, mark


PROBE = """<!doctype html><body style="margin:0"><iframe id="f" style="border:0;width:390px;
height:9000000px" src="page.html"></iframe></body>"""

COUNT = """<script>addEventListener("load", () => {
  const root = document.documentElement;
  const charts = [...document.querySelectorAll("figure .chart")];
  const drawn = charts.filter(c => [...c.querySelectorAll("svg")].some(
    s => s.getBoundingClientRect().width > 200 && s.getBoundingClientRect().height > 20));
  const clipped = [...document.querySelectorAll("svg")].filter(
    s => s.getBoundingClientRect().right > innerWidth + 1);
  document.title = `width=${root.scrollWidth} charts=${charts.length} drawn=${drawn.length} `
    + `clipped=${clipped.length} tips=${document.querySelectorAll("[data-tip]").length} `
    + `savers=${document.querySelectorAll("figure button").length} `
    + `sorters=${document.querySelectorAll("th button").length} `
    + `searches=${document.querySelectorAll(".search").length}`;
});</script>"""


def without_policy(text):
    """The page with a script of the test's own, which its policy would not let run."""
    policy = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]*>', text).group()
    return text.replace(policy, "").replace("</body>", f"{COUNT}</body>")


@pytest.mark.browser
def test_a_phone_shows_it_whole(chromium, text, tmp_path):
    own = "<script>addEventListener('load', () => setTimeout(() => {"
    own += "document.title = f.contentDocument.title; }, 500));</script>"
    (tmp_path / "page.html").write_text(without_policy(text), encoding="utf-8")
    (tmp_path / "probe.html").write_text(PROBE.replace("</body>", own + "</body>"), "utf-8")
    run = browse(
        chromium, tmp_path / "probe.html", "--allow-file-access-from-files",
        "--virtual-time-budget=8000", "--dump-dom",
    )  # fmt: skip
    found = re.search(r"<title>(width=.*?)</title>", run.stdout)
    assert found, run.stderr[-2000:]
    result = {name: int(n) for name, n in (x.split("=") for x in found.group(1).split())}
    assert result["width"] <= 390
    assert result["drawn"] == result["charts"] >= 5
    assert result["clipped"] == 0
    assert result["tips"] > 190
    assert result["savers"] == 2 * result["charts"]
    assert result["sorters"] > 30
    assert result["searches"] >= 3


@pytest.mark.browser
def test_its_own_script_runs_under_its_policy_without_a_message(chromium, text, tmp_path):
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    run = browse(chromium, tmp_path / "page.html", "--virtual-time-budget=4000", "--dump-dom")
    assert "CONSOLE" not in run.stderr, run.stderr
    assert 'aria-label="Show in dark colours"' in run.stdout
    changed = text.replace('"use strict";', '"use strict"; document.title = "changed";')
    (tmp_path / "page.html").write_text(changed, encoding="utf-8")
    run = browse(chromium, tmp_path / "page.html", "--virtual-time-budget=4000", "--dump-dom")
    assert "<title>changed" not in run.stdout
    assert "Content Security Policy" in run.stderr


@pytest.mark.browser
def test_paper_has_at_most_five_pages_before_the_appendix(chromium, text, tmp_path):
    body = text.replace('<div class="appendix">', '<div class="appendix" hidden>')
    (tmp_path / "page.html").write_text(body, encoding="utf-8")
    browse(chromium, tmp_path / "page.html", f"--print-to-pdf={tmp_path / 'page.pdf'}")
    pages = (tmp_path / "page.pdf").read_bytes()
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", pages)) <= 5


def test_csv_cells_that_a_spreadsheet_would_run_are_quoted():
    from foedus.views.html.blocks import Data

    written = Data("x", ("a", "b"), (("=1+1", -2.0), ("@x", "-")))
    rows = list(csv.reader(written.csv().splitlines()))
    assert rows == [["a", "b"], ["'=1+1", "-2.0"], ["'@x", "'-"]]


@pytest.mark.parametrize("change", [Accession("MNE", "CSTO"), Withdrawal("HUN", "NATO")])
def test_an_event_and_a_reading_are_named(change):
    given = Assumptions("fatal", "since-1945")
    text = html.unescape(report(assess(load_world(DAY), change, assumptions=given, draws=0)))
    assert "event fatal, reading since-1945" in text
    assert "--event fatal --reading since-1945" in text
