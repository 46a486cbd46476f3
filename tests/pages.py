"""What tests of pages share: a parser that notes wrong nesting, and what a page may load."""

import csv
import io
import re
import subprocess
from html.parser import HTMLParser
from urllib.parse import unquote

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


def downloads(parsed):
    """The CSV files inside a page by name, each a list of rows."""
    return {
        attrs["download"]: list(csv.reader(io.StringIO(unquote(attrs["href"].partition(",")[2]))))
        for tag, attrs in parsed.elements
        if tag == "a" and "download" in attrs
    }


def assert_self_contained(text):
    """A page is well formed, its references have targets, and it loads nothing."""
    parsed = Page(text)
    assert parsed.errors == []
    assert parsed.open == []
    assert len(parsed.ids) == len(set(parsed.ids))
    assert ("html", {"lang": "en"}) in parsed.elements
    links = [a["href"][1:] for _, a in parsed.elements if a.get("href", "").startswith("#")]
    assert links
    assert set(links) <= set(parsed.ids)
    assert set(re.findall(r"url\(#([^)]*)\)", text)) <= set(parsed.ids)
    for tag, attrs in parsed.elements:
        assert not {"src", "srcset", "data", "poster", "action", "xlink:href"} & set(attrs)
        assert tag not in {"iframe", "object", "embed", "base", "img"}
        if tag == "link":
            assert attrs["href"] == "data:,"
        elif "href" in attrs:
            assert tag == "a"
            assert re.match(r"#|https?://|data:text/csv", attrs["href"])
    styles = " ".join(re.findall(r"<style>(.*?)</style>", text, re.S))
    assert "@import" not in styles
    assert "//" not in styles
    return parsed


def browse(chromium, page, *options):
    """Open a page in the browser, without a network."""
    return subprocess.run(
        [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-extensions", f"--user-data-dir={page.parent / 'profile'}",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr",
            *options, page.as_uri(),
        ],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
