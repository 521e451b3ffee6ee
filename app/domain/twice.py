"""One person who charts a study twice: the second time under the same name with “(again)”."""

AGAIN = " (again)"


def is_again(name: str) -> bool:
    """Tell whether a reviewer's name stands for the second look of somebody."""
    return name.casefold().endswith(AGAIN)


def second_look(name: str) -> str:
    """Return the name under which somebody charts a second time."""
    return f"{name}{AGAIN}"


def first_look(name: str) -> str:
    """Return the name of the person whose second look this is."""
    return name[: -len(AGAIN)] if is_again(name) else name
