"""How a review is worked on, in words: who screens and charts, what was piloted."""

from app.domain.blinding import Role
from app.export.plural import studies
from app.export.review_log import Pilot
from app.export.wording import Words

ROLES = {
    Role.FIRST: "Given to a first reviewer",
    Role.SECOND: "Given to a second reviewer",
    Role.CHECKER: "Given to a checker",
    Role.THIRD: "Given to a third reviewer where two differ",
    Role.AGAIN: "Given to be charted a second time",
}


def screeners(count: int, say: Words) -> str:
    """Return how many people decide at a stage."""
    return say.counted(count, "one person", "{0} people independently")


def role_text(role: Role, count: int, say: Words) -> str:
    """Return how many studies were given to somebody in a role."""
    return say("{0}: {1}", say(ROLES[role]), studies(count))


def again_texts(count: int, say: Words) -> tuple[str, str]:
    """Return how many studies somebody charted twice, as a sentence and what it rests on."""
    one = "{0} study was charted a second time by the same person, blind to the first answers."
    many = "{0} studies were charted a second time by the same person, blind to the first answers."
    return say.counted(count, one, many), say("Sealed a second time: {0}", studies(count))


def pilot_text(pilot: Pilot, say: Words) -> str:
    """Return on how many sources the form was piloted, and how far two agreed."""
    day = say.day(pilot.day)
    if pilot.percent is None:
        one, many = "Form piloted on {0} source ({1})", "Form piloted on {0} sources ({1})"
        return say.counted(pilot.sources, one, many, day)
    one, many = (
        "Form piloted on {0} source ({1}), {2} % agreement",
        "Form piloted on {0} sources ({1}), {2} % agreement",
    )
    return say.counted(pilot.sources, one, many, day, percent_text(pilot.percent, say))


def percent_text(percent: float, say: Words) -> str:
    """Return a percentage as it is kept, with the decimal sign of the language."""
    return say.decimal(percent, 0 if float(percent).is_integer() else 1)
