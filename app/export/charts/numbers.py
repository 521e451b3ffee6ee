"""What the figures are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.flow import Flow
from app.export.model import ReviewTable
from app.export.prisma_words import Wording


@dataclass(frozen=True, slots=True)
class Numbers:
    """What figures are made of: answers, years of the references by study id, and the flow."""

    table: ReviewTable
    years: Mapping[str, int] = field(default_factory=dict)
    flow: Flow = field(default_factory=Flow)
    wording: Wording = Wording.SCR
