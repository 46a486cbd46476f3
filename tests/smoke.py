"""Try an installed foedus from the outside: python tests/smoke.py BIN [panel].

BIN is the folder of the environment's programs. Every command answers its help, the main jobs end
well in an empty folder, and a mistake is one line. With `panel`, research data are read too (from
FOEDUS_DATA_MIRROR); without, their absence is one line that names what to install.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"
HELP = [
    [], ["assess"], ["check"], ["commitments"], ["compare"], ["contribution"], ["line"], ["record"],
    ["world"], ["data"], ["data", "pull"], ["panel"], ["panel", "dyad-years"], ["scenario"],
    ["scenario", "assess"],
]  # fmt: skip
JOBS = {
    "assess NATO --admit UKR --draws 50 --report r.html --plot p.png --csv s.csv": 0,
    "assess NATO --admit UKR --draws 0 --json": 0,
    "contribution CSTO": 0,
    "line NATO --toward RUS": 0,
    "record NATO": 0,
    "commitments --involving RUS,NATO --csv c.csv": 0,
    "world UKR": 0,
    "data list": 0,
    "assess NATO --admit Ukrane": 2,
    "panel adders": 0,
}
# Days of the past are read from the research data.
PAST = {
    f"check {EXAMPLES}/claims/2022-01-07-stoltenberg.yaml --draws 20 --report c.html": 0,
    f"scenario assess {EXAMPLES}/scenarios/ukraine-in.yaml --draws 20": 0,
}
PANEL = "panel dyad-years --years 1914 --add nmc,gml_mids --out d.csv"
WRITTEN = {"r.html", "p.png", "s.csv", "c.csv"}


def tried(program: Path, arguments: list[str], folder: str) -> subprocess.CompletedProcess[str]:
    """Run a command where no source tree can help it."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    environment |= {"FOEDUS_CACHE": f"{folder}/cache"}
    return subprocess.run(
        [program, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip


def complaint(run: subprocess.CompletedProcess[str], code: int) -> str | None:
    """Return what is wrong with how a command ended, or None."""
    if run.returncode != code:
        return f"ended with {run.returncode}: {run.stderr[-2000:]}"
    if "Traceback" in run.stderr or len(run.stderr.splitlines()) > (code > 0):
        return run.stderr
    return None


def main() -> None:
    """Try all, and end with 1 if something is wrong."""
    program, with_panel = Path(sys.argv[1]).absolute() / "foedus", "panel" in sys.argv[2:]
    jobs = {" ".join([*words, "--help"]): 0 for words in HELP} | JOBS
    jobs |= PAST if with_panel else {}
    jobs[PANEL] = 0 if with_panel else 2
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for job, code in jobs.items():
            run = tried(program, job.split(), folder)
            said = complaint(run, code)
            if (
                job == PANEL
                and code
                and not re.search(r"pip install 'foedus\[panel\]'", run.stderr)
            ):
                said = f"does not name the extra: {run.stderr}"
            if said:
                print(f"foedus {job}: {said}")
                wrong += 1
        lacking = WRITTEN - {path.name for path in Path(folder).iterdir()}
        if lacking:
            print(f"not written: {', '.join(sorted(lacking))}")
    print(f"{len(jobs) - wrong} of {len(jobs)} commands ended as they should")
    sys.exit(1 if wrong or lacking else 0)


if __name__ == "__main__":
    main()
