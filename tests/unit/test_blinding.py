"""Who may see whose work: the rule, case by case."""

import pytest

from app.domain.blinding import Role, StudyWork, Work, may_see

ANA, BEN, CLEO = "ana", "ben", "cleo"


def study(*sealed: str, opened: tuple[str, ...] = (), **roles: Role) -> StudyWork:
    works = tuple(Work(f"of {who}", who, who in sealed) for who in (ANA, BEN))
    return StudyWork("s", works, frozenset(roles.items()), frozenset(opened))


PAIR = {ANA: Role.FIRST, BEN: Role.SECOND}


@pytest.mark.parametrize(
    ("viewer", "owner", "work", "sees"),
    [
        (ANA, ANA, study(), True),
        (ANA, BEN, study(), False),
        (ANA, BEN, study(ANA), False),
        (ANA, BEN, study(BEN), False),
        (ANA, BEN, study(ANA, BEN), True),
        (CLEO, BEN, study(ANA, BEN), False),
        (ANA, BEN, study(ANA, BEN, **PAIR), True),
        (ANA, BEN, study(BEN, **PAIR), False),
        (CLEO, BEN, study(BEN, **PAIR), False),
        (CLEO, BEN, study(ANA, BEN, **PAIR), True),
        (CLEO, ANA, study(ANA, ana=Role.FIRST, cleo=Role.CHECKER), True),
        (CLEO, ANA, study(ana=Role.FIRST, cleo=Role.CHECKER), False),
        (CLEO, ANA, study(ANA, **PAIR, cleo=Role.THIRD), False),
        (CLEO, ANA, study(ANA, BEN, **PAIR, cleo=Role.THIRD), True),
        (BEN, ANA, study(opened=(BEN,), **PAIR), True),
        (ANA, BEN, study(opened=(BEN,), **PAIR), False),
    ],
)
def test_work_is_seen_when_it_can_harm_nobodys_independence(
    viewer: str, owner: str, work: StudyWork, sees: bool
) -> None:
    assert may_see(viewer, owner, work) is sees


def test_who_checks_and_charts_the_same_study_waits_for_the_own_seal() -> None:
    roles = frozenset({(ANA, Role.FIRST), (BEN, Role.SECOND), (BEN, Role.CHECKER)})
    work = StudyWork("s", (Work("of ana", ANA, True), Work("of ben", BEN, False)), roles)
    assert not may_see(BEN, ANA, work)
