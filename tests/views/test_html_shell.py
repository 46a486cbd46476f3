"""The shell of all pages: blocks, tables, links, policy."""

import base64
import hashlib
import re

import pytest

from foedus.questions.words import percentage, plain
from foedus.views.html.blocks import Badge, Bullets, Column, Data, Notice, Section, Table
from foedus.views.html.draw import ticks
from foedus.views.html.page import linked, page
from foedus.views.html.pictures import Bar, band, chances, of_hundred, split_bars, waffle
from pages import Page, assert_self_contained, downloads


def test_the_shell_serves_any_report():
    table = Table(
        "Claims", (Column("Claim", wide=True), Column("Figure", "+.1f", "figure_percent")),
        (("a, \"b\" & <c>", 1.25), (Badge("depends", "weak"), None)), "https://example.org/x.", "t",
    )  # fmt: skip
    text = page("T", "L", (Section("one", "One", (table,)),), "foedus check a.yaml", ())
    parsed = assert_self_contained(text)
    assert downloads(parsed)["t.csv"] == [
        ["Claim", "figure_percent"], ['a, "b" & <c>', "1.25"], ["depends", ""]
    ]  # fmt: skip
    assert '<span class="badge weak">depends</span>' in text
    assert "<c>" not in text
    assert 'id="cite"' in text


def test_the_policy_lets_only_the_pages_own_script_and_styles_run():
    text = page("T", "L", (), "foedus", ())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text).group(1)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag, name in (("style", "style-src"), ("script", "script-src")):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy
    assert " style=" not in text
    assert not re.search(r"\son[a-z]+=", text)


def test_appendix_sections_come_last_and_are_on_their_own_page():
    sections = (
        Section("late", "Late", (Bullets(("x",)),), appendix=True),
        Section("early", "Early", (Notice(("careful",)),), short="E"),
    )
    text = page("T", "L", sections, "foedus", ())
    assert text.index('<section id="early">') < text.index('<div class="appendix">')
    assert text.index('<div class="appendix">') < text.index('<section id="late">')
    assert '<a href="#early">E</a>' in text
    assert Page(text).errors == []


@pytest.mark.parametrize(
    ("value", "shown"), [(0.04, "0.0"), (-0.04, "0.0"), (-2.0, "−2.0"), (1234.5, "+1234.5")]
)
def test_zero_has_no_sign(value, shown):
    assert Column("x", "+.1f").show(value) == shown


@pytest.mark.parametrize(
    ("form", "value", "shown"),
    [("signed", -2.12, "−2.1"), ("amount", 0.2104, "0.21"), ("percent", -52.6, "−53 %"),
     ("plain", 100000.0, "100,000"), ("plain", None, "–"), ("plain", "war", "war")],
)  # fmt: skip
def test_figures_are_written_as_everywhere(form, value, shown):
    assert Column("x", form).show(value) == shown


@pytest.mark.parametrize("value", [1e-7, 3.2e-5, 0.99949, 9.9999, 99999.0, 1.5e3, 1e12, -4e-3])
def test_plain_figures_have_no_exponent_and_keep_their_size(value):
    shown = plain(value)
    assert "e" not in shown.lower()
    assert float(shown.replace(",", "").replace("−", "-")) == pytest.approx(value, rel=6e-3)


def test_percent_of_a_small_change_keeps_its_sign():
    assert percentage(-0.4) == "−0.4 %"
    assert percentage(0.001) == "0 %"


def test_missing_is_a_dash_on_the_page_and_empty_in_the_file():
    assert Column("x", ".1f").show(None) == "–"
    assert Data("x", ("a", "b"), ((None, 0.0),)).csv() == "a,b\n,0.0\n"


def test_only_web_addresses_become_links():
    assert "<a" not in str(linked("javascript:alert(1) file:///etc/passwd"))
    assert str(linked("(https://a.org/b).")).startswith('(<a href="https://a.org/b"')
    assert '"onclick' not in str(linked('https://a.org/"onclick=x'))


@pytest.mark.parametrize("share", [0.0, 0.0004, 0.385, 0.5, 0.999, 1.0])
def test_a_waffle_has_a_hundred_marks_and_is_only_full_where_it_is(share):
    drawn = waffle(of_hundred(share))
    assert drawn.count("<rect") + drawn.count("<circle") == 100
    assert (drawn.count("<rect") in (0, 100)) == (share in (0.0, 1.0))
    assert of_hundred(share) == drawn.count("<rect")
    with_rings = waffle(of_hundred(0.3), 20)
    assert (with_rings.count("<rect"), with_rings.count("<circle")) == (30, 70)
    assert with_rings.count("var(--none)") == 20


@pytest.mark.parametrize(
    ("low", "median", "high", "change"),
    [(-4.6, -2.0, -0.8, -2.1), (-0.2, 0.03, 0.3, 0.01), (0.1, 0.2, 0.9, 0.2), (0, 0, 0, 0)],
)
def test_a_band_stays_inside_its_picture(low, median, high, change):
    drawn = band(low, median, high, change)
    for x in map(float, re.findall(r' (?:x|x1|x2|cx)="([^"]*)"', drawn)):
        assert 0 <= x <= 300
    assert drawn.count("less-3") == (high > 0)
    assert drawn.count("safer-3") == (low < 0)


def test_bars_stay_inside_their_picture_and_their_parts_meet_at_nothing():
    rows = [Bar("A <b>", -0.5, 0.2, -30.0), Bar("Bosnia and Herzegovina", 0.0, 0.4, None)]
    for width in (350, 940):
        drawn = split_bars(rows, width)
        spans = re.findall(r'<rect x="([^"]*)" y="[^"]*" width="([^"]*)"', drawn)
        assert all(float(x) >= 0 and float(x) + float(w) <= width for x, w in spans)
        assert "<b>" not in drawn
    assert chances([("A", 0.43), ("B", -0.1)], 350).count("<rect") == 2


def test_ticks_are_round_and_inside():
    for low, high in ((-0.03, 0.12), (-4.1, 0.0), (0.0, 1e-6), (-250.0, 900.0)):
        found = ticks(low, high, 6)
        assert all(low - 1e-9 <= at <= high + 1e-9 for at in found)
        assert 0.0 in found
        assert len(found) <= 8
