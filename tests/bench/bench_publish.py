"""What a new version costs that touches every study: python -m tests.bench.bench_publish.

The large review (300 studies, 93,600 answers) gets a version with a new field outside and one
inside a repeating group (both set to NR in every study), a removed option merged into another,
and a field whose answers are all to be looked at again. Seconds of the whole, with their ratio
to a plain copy of the file.
"""

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.bootstrap import Review, open_review
from app.domain.fields import FieldType
from app.domain.form_changes import Decision, FormChange, Resolution, asking, resolved
from app.jobs import JobContext
from tests.bench.large_review import make


def main() -> None:
    """Make the review, publish, and print."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "review"
        make(folder)
        measure(folder, Path(place) / "copy")


def measure(folder: Path, copied: Path) -> None:
    """Publish in a review that is large, and print; `copied` is where a plain copy may lie."""
    copy = took(lambda: shutil.copyfile(folder / "review.sqlite", copied))
    with open_review(folder) as review:
        draft(review)
        edit = took(lambda: relabel(review))
        changes = took(review.design.changes)
        asked = asking(review.design.changes())
        touched = took(lambda: [review.design.touched(change) for change in asked])
        steps: list[tuple[int, int]] = []
        context = JobContext(lambda done, total: steps.append((done, total)))
        said = [decided(change) for change in asked]
        before = time.process_time()
        publish = took(lambda: review.design.publish("Benchmark", said, context))
        used = time.process_time() - before
        queue = took(review.design.revisits)
        waiting = len(review.design.revisits())
    print(f"a change of the draft            {edit:6.3f} s")
    print(f"difference of the draft          {changes:6.3f} s")
    print(f"what {len(asked)} changes touch             {touched:6.3f} s")
    ratio = publish / copy
    print(
        f"publish, {len(steps)} reports of progress  {publish:6.3f} s, "
        f"processor {used:6.3f} s, {ratio:.0f} x a copy"
    )
    print(f"the queue of {waiting} cells         {queue:6.3f} s")


def draft(review: Review) -> None:
    """Change the form in four places."""
    design = review.design

    def apply(edit: object) -> None:
        review.extraction.apply(design.begun(edit))  # type: ignore[arg-type]

    apply(design.moves().add_field("part0", 0, FieldType.SHORT_TEXT, "Funding")[0])
    apply(design.moves().add_field("group0", 0, FieldType.SHORT_TEXT, "Registry")[0])
    apply(design.moves().change_field("part0.f5", {"options": ["Trial", "Cohort"]}))
    apply(design.moves().change_field("part1.f0", {"type": "long_text"}))


def relabel(review: Review) -> None:
    """Change a label as the designer does, and read what it shows again."""
    design = review.design
    edit = design.moves().change_field("part2.f0", {"label": "Another question"})
    if not design.objection(edit):
        review.extraction.apply(design.begun(edit))
    design.document()
    design.problems()
    design.changes()


def decided(change: FormChange) -> Resolution:
    """Set NR, merge, or ask again."""
    if Decision.NOT_REPORTED in change.choices:
        return resolved(change, Decision.NOT_REPORTED)
    if Decision.MERGE in change.choices:
        return resolved(change, Decision.MERGE, "Cohort")
    return resolved(change, Decision.REVISIT)


def took(act: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    before = time.perf_counter()
    act()
    return time.perf_counter() - before


if __name__ == "__main__":
    main()
