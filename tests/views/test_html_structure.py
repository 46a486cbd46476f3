"""Every page, read as a tree: headings, tables and their files, pictures and their words, links."""

import csv
import io
import json
import re
from itertools import pairwise
from urllib.parse import unquote

import pytest

from foedus import sources, views
from foedus.questions.ledger import kinds
from pages import assert_self_contained

LEVELS = {"h1": 1, "h2": 2, "h3": 3}


def rows_of(link):
    """The rows of a CSV file inside a page."""
    return list(csv.reader(io.StringIO(unquote(link.attrs["href"].partition(",")[2]))))


def link_of(table):
    """The link to the figures of a table, which stands right below it."""
    box = table.parent
    beside = box.parent.children
    after = beside[beside.index(box) + 1]
    return after.only("a", kind="download")


def test_a_page_is_self_contained_and_its_heading_is_its_title(answered):
    assert_self_contained(answered.html)
    head = answered.tree.only("h1")
    title = answered.tree.only("head").only("title")
    assert title.text.startswith(head.text)
    assert head.text
    assert answered.tree.only("p", kind="lead").text == " ".join(answered.result.answer.split())


def test_headings_never_skip_a_level_and_none_is_empty(answered):
    found = answered.tree.only("body").all(*LEVELS)
    levels = [LEVELS[one.tag] for one in found]
    assert levels[0] == 1
    assert levels.count(1) == 1
    for before, after in pairwise(levels):
        assert after <= before + 1
    assert all(one.text for one in found)


def test_the_contents_lead_to_every_section_in_order(answered):
    listed = [a.attrs["href"][1:] for a in answered.tree.only("nav").all("a")]
    sections = [s.attrs["id"] for s in answered.tree.only("main").all("section")]
    assert sorted(listed) == sorted(sections)
    assert listed[-3:] == ["sources", "cite", "reproduce"]
    assert all(a.text for a in answered.tree.only("nav").all("a"))
    for section in answered.tree.only("main").all("section"):
        assert section.children[0].tag == "h2"


def test_a_table_has_a_caption_and_as_many_cells_in_each_row_as_heads(answered):
    for table in answered.tree.all("table"):
        assert table.only("caption").text
        heads = table.only("thead").all("th")
        assert all(head.attrs["scope"] == "col" for head in heads)
        for row in table.only("tbody").all("tr"):
            cells = row.children
            assert len(cells) == len(heads)
            assert (cells[0].tag, cells[0].attrs["scope"]) == ("th", "row")
            assert [cell.attrs.get("class", "")[:1] == "n" for cell in cells] == [
                head.attrs.get("class") == "n" for head in heads
            ]


def shown_number(text):
    """The number that a cell shows, None if it shows none."""
    found = re.fullmatch(r"[+−]?[\d,]*\.?\d+( %)?", text)
    return float(found[0].replace("−", "-").replace(",", "").removesuffix(" %")) if found else None


def test_the_figures_of_a_table_are_those_of_its_file(answered):
    compared = 0
    for table in answered.tree.all("table"):
        head, *rows = rows_of(link_of(table))
        body = table.only("tbody").all("tr")
        assert len(rows) == len(body)
        assert len(head) == len(table.only("thead").all("th"))
        assert len(set(head)) == len(head)
        for row, shown in zip(rows, body, strict=True):
            for value, cell in zip(row, shown.children, strict=True):
                told = shown_number(cell.text)
                if value == "":
                    assert cell.text in ("–", "")
                elif cell.attrs.get("class") == "n" and told is not None:
                    shown_to = 10.0 ** -len(cell.text.removesuffix(" %").partition(".")[2])
                    assert told == pytest.approx(float(value), abs=0.501 * shown_to)
                    compared += 1
    assert compared or answered.name in ("assess-leaving", "check", "commitments", "missing",
                                         "state-island", "validate", "compare")  # fmt: skip


def test_every_file_has_a_name_of_its_own_kind_and_full_rows(answered):
    links = answered.tree.all("a", kind="download")
    assert links
    for link in links:
        assert link.attrs["download"].endswith(".csv")
        head, *rows = rows_of(link)
        assert all(head)
        assert all(len(row) == len(head) for row in rows)
        assert not any(cell[:1] in ("=", "@", "\t") for row in rows for cell in row)


def test_every_picture_is_told_in_words(answered):
    pictures = [one for one in answered.tree.walk() if one.attrs.get("role") == "img"]
    for one in pictures:
        assert len(one.attrs["aria-label"]) > 8
        drawn = one.all("svg")
        assert drawn
        assert all(each.attrs.get("aria-hidden") == "true" for each in drawn)
    for figure in answered.tree.all("figure"):
        assert figure.only("figcaption").only("h3").text
        assert any(one.attrs.get("role") == "img" for one in figure.walk())
        assert figure.only("a", kind="download").attrs["download"] == (
            f"{figure.attrs['data-name']}.csv"
        )


def test_colours_of_a_page_are_those_of_its_styles(answered):
    styles = "".join(one for s in answered.tree.all("style") for one in s.inside)
    known = set(re.findall(r"--([a-z0-9-]+):", styles))
    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", answered.html)) <= known


def visible(node):
    """The texts that a reader sees: without commands, files and pictures."""
    for one in node.inside:
        if isinstance(one, str):
            yield one
        elif one.tag not in ("code", "pre", "script", "style", "svg", "a"):
            yield from visible(one)


def test_a_reader_meets_no_names_of_code(answered):
    text = " ".join(visible(answered.tree.only("body")))
    assert not re.findall(r"\b(?:None|nan|NaN|inf|True|False|null|dict|tuple)\b", text)
    assert "{" not in text.replace("{...}", "")
    met = set(re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", text))
    # Data sets have their names in the commands that get them, kinds of texts in those that ask.
    told = {*sources.datasets(), *kinds()}
    assert met - told <= {"target_state", "estimate_coefficients", "cow_mid"}


def test_the_text_has_no_names_of_code_either(answered):
    assert not re.findall(r"\b(?:None|nan|NaN|inf|True|False|null)\b", answered.text)
    assert answered.text.endswith("\n")
    assert not [line for line in answered.text.splitlines() if line != line.rstrip()]


def test_sources_are_listed_once(answered):
    told = [one.text for one in answered.tree.all("section") if one.attrs["id"] == "sources"]
    assert len(told) == 1
    items = [
        item.text
        for one in answered.tree.all("section")
        if one.attrs["id"] == "sources"
        for item in one.all("li")
    ]
    assert len(items) == len(set(items))


def test_the_command_makes_this_page_again(answered):
    (command,) = [c.text for c in answered.tree.all("code") if c.attrs.get("id") == "command"]
    assert command.startswith("foedus ")
    assert "--report page.html" in command or "--page" in command
    assert command.count("page.html") <= 1


def test_the_json_of_an_answer_has_its_sentence_or_makes_it(answered):
    data = json.loads(answered.result.to_json())
    again = type(answered.result).model_validate_json(answered.result.to_json())
    assert again.answer == answered.result.answer
    assert data["schema_version"]


def test_a_page_is_the_same_twice(asked):
    for name in ("record", "check", "line-series", "state"):
        one = asked(name)
        assert views.report(one.result, "page.html") == one.html
