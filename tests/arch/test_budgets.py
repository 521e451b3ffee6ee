"""Sizes a reader can hold: files, functions, classes, parameters, nesting."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("app", "db", "ui", "resources", "tests")
FILE_LINES, WINDOW_LINES, FUNCTION_LINES, CLASS_LINES = 400, 350, 50, 300
PARAMETERS, NESTING = 5, 3
# "what was found" -> the reason it may stay
EXCEPTIONS: dict[str, str] = {}
NESTED = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def modules() -> list[Path]:
    found = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py")]
    return sorted([*found, ROOT / "run.py"])


def overruns(name: str, source: str) -> list[str]:
    """What in a module's source is over its budget, as `name:thing is N`."""
    tree = ast.parse(source)
    found = []
    limit = WINDOW_LINES if name == "ui/main_window.py" else FILE_LINES
    if (lines := len(source.splitlines())) > limit:
        found.append(f"{name}: file is {lines} lines")
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and length(node) > CLASS_LINES:
            found.append(f"{name}: class {node.name} is {length(node)} lines")
        if isinstance(node, FUNCTIONS):
            found += function_overruns(name, node)
    return found


def function_overruns(name: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    measured = {
        "lines": (length(node), FUNCTION_LINES),
        "parameters": (parameters(node), PARAMETERS),
        "levels": (max(map(nesting, node.body)), NESTING),
    }
    return [
        f"{name}: {node.name} is {size} {what}"
        for what, (size, limit) in measured.items()
        if size > limit
    ]


def length(node: ast.stmt) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many parameters a caller must think of: all but self and cls."""
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return len([argument for argument in given if argument.arg not in {"self", "cls"}])


def nesting(node: ast.AST) -> int:
    """Depth of blocks inside one another; `elif` is a sibling, inner functions count afresh."""
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        return 0
    children = list(ast.iter_child_nodes(node))
    deepest = max(map(nesting, children), default=0)
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        inner = max(map(nesting, node.body), default=0) + 1
        return max(inner, nesting(node.orelse[0]))
    return deepest + isinstance(node, NESTED)


@pytest.mark.parametrize("module", modules(), ids=lambda file: str(file.relative_to(ROOT)))
def test_module_is_within_its_budgets(module: Path) -> None:
    name = module.relative_to(ROOT).as_posix()
    found = overruns(name, module.read_text(encoding="utf-8"))
    assert [overrun for overrun in found if overrun not in EXCEPTIONS] == []


def test_no_exception_outlives_its_reason() -> None:
    found = [
        overrun
        for module in modules()
        for overrun in overruns(
            module.relative_to(ROOT).as_posix(), module.read_text(encoding="utf-8")
        )
    ]
    assert set(EXCEPTIONS) <= set(found)


LONG_BODY = "\n".join(["    a = 1"] * 50)
LONG_CLASS = "\n".join(["    a = 1"] * 300)
DEEP = "def f():\n if a:\n  for b in c:\n   with d:\n    while e:\n     pass\n"
TOO_MUCH = {
    "file": ("x.py", "a = 1\n" * 401, "x.py: file is 401 lines"),
    "window": ("ui/main_window.py", "a = 1\n" * 351, "ui/main_window.py: file is 351 lines"),
    "function": ("x.py", f"def f():\n{LONG_BODY}", "x.py: f is 51 lines"),
    "class": ("x.py", f"class C:\n{LONG_CLASS}", "x.py: class C is 301 lines"),
    "parameters": ("x.py", "def f(self, a, b, c, d, *, e, g): pass", "x.py: f is 6 parameters"),
    "nesting": ("x.py", DEEP, "x.py: f is 4 levels"),
}


@pytest.mark.parametrize("case", TOO_MUCH)
def test_overrun_is_seen(case: str) -> None:
    name, source, sentence = TOO_MUCH[case]
    assert overruns(name, source) == [sentence]


def test_elif_is_no_deeper_than_its_if() -> None:
    source = "def f():\n if a: pass\n elif b: pass\n elif c: pass\n elif d: pass\n elif e: pass\n"
    assert overruns("x.py", source) == []
