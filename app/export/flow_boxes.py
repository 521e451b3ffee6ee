"""The boxes of the flow diagram as lines: what each is called, its number, what it comes to."""

from dataclasses import dataclass

from app.domain.flow import Counted, Flow, Unit


@dataclass(frozen=True, slots=True)
class FlowBox:
    """A line: its words, its number, and the keys whose numbers it must come to.

    `plus` and `less` are keys of other boxes; without both there is nothing to check. A box
    without a number is a heading. `fixed` is the same in every review and can be translated,
    `label` is what follows it in this one.
    """

    key: str
    fixed: str
    number: int | None
    plus: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    label: str = ""

    @property
    def words(self) -> str:
        """Return what the box is called."""
        return f"{self.fixed} {self.label}".strip()


def flow_boxes(flow: Flow) -> list[FlowBox]:
    """Return the lines in the order of the diagram."""
    boxes = [*_identification(flow), *_screening(flow), *_others(flow)]
    sources = ("assessed", *(("other_assessed",) if flow.has_right_arm else ()))
    lost = ("ineligible", *(("other_ineligible",) if flow.has_right_arm else ()))
    earlier = ("previous_reports",) if flow.is_update else ()
    boxes.append(FlowBox("@included", "Included", None))
    if flow.is_update:
        boxes.append(
            FlowBox("previous_studies", "Studies of the previous version", flow.previous_studies)
        )
        boxes.append(
            FlowBox("previous_reports", "Reports of the previous version", flow.previous_reports)
        )
    boxes.append(FlowBox("studies", "Studies included in the review", flow.studies))
    boxes.append(
        FlowBox("reports", "Reports of included studies", flow.reports, (*sources, *earlier), lost)
    )
    if flow.charted is not None:
        boxes.append(
            FlowBox(
                "charted",
                "Sources charted",
                flow.charted,
                ("studies" if flow.unit is Unit.STUDY else "reports",),
            )
        )
    return boxes


def _identification(flow: Flow) -> list[FlowBox]:
    databases = _listed("database", "Records from", flow.databases)
    registers = _listed("register", "Records from", flow.registers)
    return [
        FlowBox("@identification", "Identification of records: databases and registers", None),
        *databases,
        *registers,
        FlowBox(
            "identified",
            "Records identified",
            flow.identified,
            tuple(box.key for box in (*databases, *registers)),
        ),
        FlowBox("duplicates", "Removed before screening: duplicates", flow.duplicates),
        FlowBox("automation", "Removed before screening: by automation tools", flow.automation),
        FlowBox("removed_other", "Removed before screening: other reasons", flow.removed_other),
    ]


def _screening(flow: Flow) -> list[FlowBox]:
    reasons = _listed("reason", "Reports excluded:", flow.reasons)
    removed = ("duplicates", "automation", "removed_other")
    return [
        FlowBox("@screening", "Screening", None),
        FlowBox("screened", "Records screened", flow.screened, ("identified",), removed),
        FlowBox("excluded", "Records excluded", flow.excluded),
        FlowBox("excluded_automation", "… of these by automation tools", flow.excluded_automation),
        *_by_people(flow),
        FlowBox(
            "sought", "Reports sought for retrieval", flow.sought, ("screened",), ("excluded",)
        ),
        FlowBox("not_retrieved", "Reports not retrieved", flow.not_retrieved),
        FlowBox(
            "assessed",
            "Reports assessed for eligibility",
            flow.assessed,
            ("sought",),
            ("not_retrieved",),
        ),
        *reasons,
        FlowBox(
            "ineligible", "Reports excluded", flow.ineligible, tuple(box.key for box in reasons)
        ),
    ]


def _by_people(flow: Flow) -> list[FlowBox]:
    """Return what people excluded, where automation excluded too, as the diagram says it."""
    if not flow.excluded_automation:
        return []
    people = flow.excluded - flow.excluded_automation
    less = ("excluded_automation",)
    return [FlowBox("excluded_people", "… of these by people", people, ("excluded",), less)]


def _others(flow: Flow) -> list[FlowBox]:
    """Return the right arm of the diagram, where there is one."""
    if not flow.has_right_arm:
        return []
    found = _listed("other", "Records from", flow.others)
    reasons = _listed("other_reason", "Reports excluded:", flow.other_reasons)
    return [
        FlowBox("@others", "Identification of records: other methods", None),
        *found,
        FlowBox("other_removed", "Removed: duplicates and irrelevant", flow.other_removed),
        FlowBox(
            "other_sought",
            "Reports sought for retrieval",
            flow.other_sought,
            tuple(b.key for b in found),
            ("other_removed",),
        ),
        FlowBox("other_not_retrieved", "Reports not retrieved", flow.other_not_retrieved),
        FlowBox(
            "other_assessed",
            "Reports assessed for eligibility",
            flow.other_assessed,
            ("other_sought",),
            ("other_not_retrieved",),
        ),
        *reasons,
        FlowBox(
            "other_ineligible",
            "Reports excluded",
            flow.other_ineligible,
            tuple(box.key for box in reasons),
        ),
    ]


def _listed(key: str, words: str, counted: Counted) -> list[FlowBox]:
    return [
        FlowBox(f"{key} {n}", words, number, label=label)
        for n, (label, number) in enumerate(counted)
    ]
