"""Try strange inputs on every command, in one process: python tests/fuzz.py [--seed N] [--inputs N].

Whatever is given, a command ends with 0, or with 2 and one line on standard error; nothing else is
raised, nothing half written stays, nothing takes long. Commands and options are read from the
program, so that a new one is tried too.
"""

import argparse
import contextlib
import io
import os
import random
import shlex
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path
from typing import get_args, get_type_hints

from foedus.cli import main as program

ROOT = Path(__file__).parents[1]
LONGEST_S = 20
NASTY = [
    "", " ", "-", "--", "-1", "0", "1e309", "nan", "inf", "1_000", "9" * 30, "x" * 5000, "ρ", "\x1b[31m",
    "a\nb", "a\0b", "\udcff", "'; --", "{}", "[]", "None", "../../etc/passwd", "/dev/zero", "/dev/null",
    "/dev/full", "~nobody/x", ".", "/", "con", "%s%n", "0x10", "١٢", "１９１４", "2022-13-45", "9999-99-99",
    "0000-00-00", "=1+1", "@x", "null", "true", "NO",
]  # fmt: skip
ALLIANCES = ["NATO", "CSTO", "EU_42_7", "RIO", "nato", "OTAN", "WARSAW", "Nato "]
STATES = [
    "UKR", "RUS", "Germany", "TUR", "Türkiye", "USSR", "Yugoslavia", "Korea", "Congo", "255", "ru", "XKX",
    "Ukrane", "Islamic Republic of Iran",
]  # fmt: skip
DATES = ["2022-01-30", "1949-04-04", "1914-07-28", "2030-01-01", "2022-02-30", "30.1.2022", "2022"]
NUMBERS = ["0", "1", "2", "20", "-3", "1.5", "1e3", "x", "999999999999"]
WORDS = {
    "alliance": ALLIANCES, "on": DATES, "since": DATES, "admit": STATES, "expel": STATES,
    "withdraw": STATES, "toward": STATES, "state": STATES,
    "involving": ["RUS,NATO", "RUS", "NATO,", ",", "RUS,XXX"], "event": ["war", "force", "fatal", "dispute"],
    "capability": ["index", "milex", "milper", "nato", "cinc", "might"],
    "set_": ["rho=0.5", "rho=nan", "rho", "=1", "rho=", "omega=2", "eta=-1", "zzz=1", "event=war"],
    "kind": ["indivisibility", "no_enlargement"], "status": ["in_force", "broken"],
    "years": ["1914", "1914,1915", "1700", "2500", "1914,", "x"], "system": ["cow", "gw", "un"],
    "standardize": ["cow", "gw", "none", "all"], "states": ["2,200", "2", "9999", "2,2", "a,b"],
    "add": ["nmc", "nmc,democracy", "gml_mids,spells", "zzz", "nmc:keep=cinc", "nmc:keep", ":", "peace_years",
            "capital_distance", "cow_majors:x=1", ","],
    "names": ["cow_nmc", "cow_majors", "zzz", "cshapes_gw"], "name": ["cow_nmc", "zzz"],
}  # fmt: skip
FEW = {"draws": ["0", "1", "2", "20", "-1", "x"], "permutations": ["4", "5", "6", "0"]}
"""What decides how long a command takes is always given, and small."""
SHORT = {"first": "1914", "last": "1914", "years": "1914"}
ENDINGS = [
    "x.csv",
    "x.html",
    "x.png",
    "x.svg",
    "x.parquet",
    "x.dta",
    "x.txt",
    "sub/x.csv",
    "x",
    "link.csv",
]


def commands():
    """Return every command: its words, and its parameters as (name, type, options or None)."""
    program._mount()
    groups = [
        ((), program.app),
        *(((g.name,), g.typer_instance) for g in program.app.registered_groups),
    ]
    found = {}
    for words, group in groups:
        for command in group.registered_commands:
            name = command.name or command.callback.__name__.replace("_", "-")
            found[(*words, name)] = list(parameters(command.callback))
    return found


def parameters(callback):
    """Yield the name, type and option names (None for an argument) of what a command takes."""
    for name, hint in get_type_hints(callback, include_extras=True).items():
        if name == "return":
            continue
        kind, info = (*get_args(hint), None)[:2] if hasattr(hint, "__metadata__") else (hint, None)
        if type(info).__name__ == "ArgumentInfo":
            yield name, str(kind), None
            continue
        given = [text for text in getattr(info, "param_decls", None) or () if text.startswith("-")]
        yield (
            name,
            str(kind),
            [o for text in given for o in text.split("/")] or [f"--{name.strip('_')}"],
        )


def text_file(rng, folder):
    """Write an example with a few strange changes and return its name."""
    examples = [*sorted((ROOT / "examples").rglob("*.yaml")), None]
    example = rng.choice(examples)
    recipe = "unit: state-years\nfrom: 1914\nto: 1914\nadd: [nmc]\nout: x.csv\n"
    lines = (example.read_text("utf-8") if example else recipe).splitlines()
    for _ in range(rng.choice([0, 1, 1, 2, 4])):
        at = rng.randrange(len(lines))
        key = lines[at].split(":")[0]
        lines[at : at + 1] = rng.choice([
            [], [lines[at]] * 2, [f"{key}: {rng.choice(NASTY)}"], ["  " + lines[at]], [lines[at].strip()],
            [f"{key}x: 1"], [f"- {lines[at]}"], [f"{key}: &a [*a]"], [f"{key}: !!python/object:os.system x"],
            [f"{key}: {rng.choice(NUMBERS)}"], [f"{key}: [{rng.choice(STATES)}, 2022-01-30]"],
        ])  # fmt: skip
        lines = lines or [""]
    path = folder / f"{rng.randrange(10**9)}.yaml"
    path.write_text("\n".join(lines), "utf-8", errors="surrogateescape")
    return path.name


def value(rng, name, kind, is_file_to_read, folder):
    """Return a value for a parameter: mostly of its kind, sometimes anything."""
    if rng.random() < 0.15:
        return rng.choice(NASTY)
    if "Path" in kind:
        return text_file(rng, folder) if is_file_to_read else rng.choice(ENDINGS)
    return rng.choice(FEW.get(name) or WORDS.get(name) or NUMBERS)


def arguments(rng, words, takes, folder):
    """Return the arguments of one try."""
    given = []
    likely = 0.25 if len(takes) > 5 else 0.4
    for name, kind, options in takes:
        several = rng.choice([1, 1, 2]) if "list" in kind else 1
        if options is None:
            if "None" not in kind or rng.random() < 0.5:
                given += [value(rng, name, kind, True, folder) for _ in range(several)]
        elif "bool" in kind:
            given += [rng.choice(options)] if rng.random() < likely else []
        elif (
            name in FEW
            or rng.random() < likely
            or (name in ("out", "admit") and rng.random() < 0.7)
        ):
            for _ in range(several):
                given += [rng.choice(options), value(rng, name, kind, False, folder)]
    for name, always in SHORT.items():
        # All years of a panel are too many for a quick try.
        if words[0] == "panel" and any(name == taken for taken, _, _ in takes):
            flag = {"first": "--from", "last": "--to"}.get(name, f"--{name}")
            given += [flag, always] if flag not in given else []
    if words == ("validate",):  # it takes minutes: only what it is given is tried
        given += ["--csv", "nowhere/x.csv"]
    rng.random() < 0.05 and given.append(rng.choice(NASTY))
    return [*words, *given]


def tried(given):
    """Run one input and return the exit code, what was printed, and what is wrong or None."""
    out, err = io.StringIO(), io.StringIO()
    code, wrong = None, None
    signal.alarm(LONGEST_S)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            program.main(given)
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        wrong = traceback.format_exc()
    finally:
        signal.alarm(0)
    said = err.getvalue()
    if wrong is None and code not in (0, 2):
        wrong = f"exit code {code}"
    elif wrong is None and "Traceback" in said + out.getvalue():
        wrong = "a traceback was printed"
    elif wrong is None and len(said.splitlines()) > (code == 2):
        wrong = "more than one line on standard error"
    elif wrong is None and code == 2 and not said and given[:2] != ["data", "verify"]:
        wrong = "nothing says why"
    return code, said, wrong


def too_long(number, frame):
    """End what takes too long."""
    raise AssertionError(f"not done after {LONGEST_S} seconds")


@contextlib.contextmanager
def a_place_of_its_own():
    """Give a folder to work in, without network, whose neighbours may be written to."""
    mirror = os.environ.get("FOEDUS_DATA_MIRROR") or str(ROOT.parent / "shared" / "mirror")
    with tempfile.TemporaryDirectory() as outer:
        folder = Path(outer) / "a" / "b"
        (folder / "sub").mkdir(parents=True)
        (folder / "link.csv").symlink_to("linked.csv")
        before = Path.cwd()
        os.environ["FOEDUS_DATA_MIRROR"] = mirror if Path(mirror).is_dir() else str(folder)
        os.environ.setdefault("FOEDUS_CACHE", str(Path(outer) / "cache"))
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(before)


def main():
    """Try all inputs; print what is wrong, and end with 1 if anything is."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--inputs", type=int, default=300)
    asked.add_argument("--only", type=int, default=None, help="the number of one input")
    options = asked.parse_args()
    signal.signal(signal.SIGALRM, too_long)
    warnings.simplefilter("error", RuntimeWarning)
    sys.stdin = io.StringIO("")
    started, failures, codes, slow = time.monotonic(), 0, Counter(), []
    every = commands()
    with a_place_of_its_own() as folder:
        for number in range(options.inputs):
            rng = random.Random(f"{options.seed}-{number}")
            words = list(every)[number % len(every)]
            given = arguments(rng, words, every[words], folder)
            if options.only not in (None, number):
                continue
            begun = time.monotonic()
            code, said, wrong = tried(given)
            slow.append((time.monotonic() - begun, number, " ".join(words)))
            codes[code] += 1
            left = [path.name for path in folder.rglob(".foedus-*")]
            wrong = wrong or (f"left behind: {left}" if left else None)
            if wrong:
                failures += 1
                line = shlex.join(ascii(word)[1:-1][:200] for word in given)
                print(f"\n{number}: foedus {line}\n{said[:2000]}{wrong}")
            elif options.only is not None:
                print(shlex.join(given), code, said)
    took = time.monotonic() - started
    print(f"{sum(codes.values())} inputs on {len(every)} commands in {took:.0f} s: {dict(codes)}; "
          f"{failures} failed; slowest {[(round(s, 1), n, w) for s, n, w in sorted(slow)[-3:]]}")  # fmt: skip
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
