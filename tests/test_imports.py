"""Imports run one way through the house, and importing does nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
# A room may import those before it; rooms on one level do not know each other.
LEVELS = (
    {"errors"},
    {"vocabulary"},
    {"region"},
    {"intake"},
    {"reading"},
    {"watch", "mediation"},
    {"desk"},
    {"briefs"},
    {"cli"},
)
LEVEL_OF = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}
LEVEL_OF["sample"] = 0
OPEN_TO_ALL = {"errors", "__version__", ""}
MODULES = sorted(SOURCE.rglob("*.py"))


def room_of(module):
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def name_of(path):
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path):
    """The modules of ours that a file imports, anywhere in it, with the line."""
    here = name_of(path).split(".")
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (
                (alias.name, node.lineno) for alias in node.names if alias.name.split(".")[0] == "sarez"
            )
        elif isinstance(node, ast.ImportFrom):
            package = here if path.name == "__init__.py" else here[:-1]
            root = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*root, *([node.module] if node.module else [])])
            if module == "sarez":
                yield from ((f"sarez.{alias.name}", node.lineno) for alias in node.names)
            elif module.startswith("sarez."):
                yield module, node.lineno


def wrong_arrows(path):
    room = room_of(name_of(path))
    for module, line in imported(path):
        other = room_of(module)
        if room in ("", other) or other in OPEN_TO_ALL:
            continue
        if other not in LEVEL_OF or LEVEL_OF[other] >= LEVEL_OF[room]:
            yield f"{path.relative_to(SOURCE)}, line {line}: {room} may not import {other}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_one_way(path):
    assert room_of(name_of(path)) in {"", *LEVEL_OF}, "a room that is not in the house's order"
    assert list(wrong_arrows(path)) == []


def test_an_arrow_the_wrong_way_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "SOURCE", tmp_path)
    bad = tmp_path / "sarez" / "region" / "names.py"
    bad.parent.mkdir(parents=True)
    bad.write_text("def f():\n    from sarez.reading.records import Event\n", "utf-8")
    assert list(wrong_arrows(bad)) == ["sarez/region/names.py, line 2: region may not import reading"]


# Run in a process of its own: what importing every module opens, connects to or loads.
WATCH = """
import importlib, json, sys
done = []
def watch(event, args):
    if event == "open" and isinstance(args[0], str) and not args[0].endswith((".py", ".pyc", ".so", ".pth")):
        if "/sarez/" in args[0] and "/__pycache__/" not in args[0]:
            done.append(f"opens {args[0]}")
    elif event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen"):
        done.append(event)
sys.addaudithook(watch)
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps({"done": done, "modules": sorted(sys.modules)}))
"""


def loaded(*modules):
    import json

    command = [sys.executable, "-c", WATCH, *modules]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def test_importing_every_module_opens_no_file_and_no_connection():
    django = ("desk", "briefs")  # their modules need Django made ready first
    pure = [p for p in MODULES if p.name != "__main__.py" and room_of(name_of(p)) not in django]
    names = [name_of(path) for path in pure]
    assert loaded(*names)["done"] == []


def test_the_command_loads_nothing_heavy():
    heavy = {
        "spacy",
        "numpy",
        "jinja2",
        "rich",
        "trafilatura",
        "pypdf",
        "docx",
        "yaml",
        "sarez.reading.reader",
    }
    verbs = [f"sarez.cli.{verb}" for verb in ("read", "demo", "score")]
    assert heavy & set(loaded("sarez.cli", *verbs)["modules"]) == set()


def test_help_takes_under_a_third_of_a_second_of_cpu():
    import resource

    def used():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    times = []
    for _ in range(3):
        before = used()
        subprocess.run([sys.executable, "-m", "sarez.cli", "--help"], capture_output=True, check=True)
        times.append(used() - before)
    assert min(times) < 0.3
