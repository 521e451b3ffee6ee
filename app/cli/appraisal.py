"""The command that attaches appraisal checklists to studies by their design."""

import argparse

from app.cli.commands import Commands
from app.cli.outcome import Outcome
from app.domain.errors import AppError


def add(form: Commands) -> None:
    """Add the command below `form`."""
    appraise = form.add(
        "appraise", "put appraisal checklists into the draft, asked by design", _appraise
    )
    appraise.add_argument("--design", metavar="FIELD", help="the field that names the design")
    appraise.add_argument(
        "--use",
        action="append",
        default=[],
        metavar="DESIGN=CHECKLIST",
        help="a checklist (such as jbi-cohort) for a design, instead of the fitting ones",
    )


def _appraise(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review
    from app.domain.appraisal import checklists_for, design_field, designs_of, sections_for
    from app.domain.form_draft import form_of

    with open_review(args.dir, args.reviewer) as review:
        form = form_of(review.design.document())
        if args.design is not None and not form.has(args.design):
            raise AppError(f"The form has no field “{args.design}”. Nothing was changed.")
        field = form.field(args.design) if args.design is not None else design_field(form)
        chosen = _named(args.use) or checklists_for(field.options)
        unknown = [design for design in chosen if design not in field.options]
        if unknown or not chosen:
            named = ", ".join(f"“{design}”" for design in unknown) or "No design"
            raise AppError(
                f"{named} of “{field.label}” has a checklist to go with. Nothing was changed. "
                "Give pairs by --use DESIGN=CHECKLIST."
            )
        by_checklist = designs_of(chosen)
        lists = {key: review.forms.template(key) for key in by_checklist}
        there = {section.label for section in form.study_sections}
        fresh = [key for key in lists if lists[key].name not in there]
        sections = sections_for(form, field, chosen, lists)
        if sections:
            edit = review.design.moves().add_sections(sections, len(form.sections))
            review.extraction.apply(review.design.begun(edit), None, "Attach appraisal checklists")
    lines = [f"{lists[key].name}: {', '.join(by_checklist[key])}" for key in fresh]
    lines.append(
        "They are in the draft; “form publish” puts them into use."
        if fresh
        else "These checklists are in the form already."
    )
    return Outcome(tuple(lines), {"attached": {key: by_checklist[key] for key in fresh}})


def _named(pairs: list[str]) -> dict[str, str]:
    """Read DESIGN=CHECKLIST; raises AppError."""
    found = {}
    for pair in pairs:
        design, sign, checklist = pair.rpartition("=")
        if not sign:
            raise AppError(f"“{pair}” is not DESIGN=CHECKLIST. Nothing was changed.")
        found[design.strip()] = checklist.strip()
    return found
