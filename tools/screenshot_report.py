"""Make the picture of the report that the README shows (docs/images/report.png).

Needs chromium. The report is that of `foedus assess NATO --admit UKR`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from foedus import Accession, assess, load_world

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "report.png"
WIDTH, HEIGHT = 1040, 1560


def main() -> int:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("no chromium found: install it, e.g. apt-get install chromium", file=sys.stderr)
        return 2
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        assess(load_world(), Accession("UKR", "NATO")).report(page)
        subprocess.run(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-sync",
                "--disable-component-update", f"--user-data-dir={folder}/profile",
                "--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}",
                f"--screenshot={PICTURE}", page.as_uri(),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    print(f"written: {PICTURE} ({PICTURE.stat().st_size:,} bytes)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
