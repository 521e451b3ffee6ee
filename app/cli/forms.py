"""Commands about the extraction form: form DIR show, export, import, template."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import appraisal, form_policies, form_versions
from app.cli.commands import Commands, add_review, opened_to_read
from app.cli.outcome import Outcome
from app.domain.counting import counted

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.domain.fields import Form


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    parser = commands.add("form", "show, change and publish the extraction form")
    add_review(parser)
    form = Commands(parser)
    show = form.add("show", "list sections and fields with their numbers", _show)
    _add_which(show)
    export = form.add("export", "write the form as JSON, CSV or Excel, one row a field", _export)
    export.add_argument("out", metavar="FILE", type=Path, help="the new .json, .csv or .xlsx")
    _add_which(export)
    imported = form.add("import", "make the draft of the next version from a file", _import)
    imported.add_argument("file", metavar="FILE", type=Path, help="JSON, CSV, Excel or an export")
    imported.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    imported.add_argument(
        "--as",
        dest="shape",
        choices=("questions", "columns"),
        help="rows are questions, or columns are",
    )
    template = form.add("template", "list the forms that ship, show one, or add one", _template)
    template.add_argument("name", metavar="NAME", nargs="?", help="the form to show")
    template.add_argument("--out", metavar="FILE", type=Path, help="write it to a file")
    template.add_argument("--add", action="store_true", help="add its sections to the draft")
    form_versions.add(form)
    form_policies.add(form)
    appraisal.add(form)


def _add_which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--version", metavar="N", type=int, help="an older version")
    parser.add_argument("--draft", action="store_true", help="the draft of the next version")


def _show(args: argparse.Namespace) -> Outcome:
    with opened_to_read(args) as review:
        form = _chosen(review, args)
    return _shown(form)


def _export(args: argparse.Namespace) -> Outcome:
    from app.domain.templates import form_to_json
    from app.export.form_files import write_form

    with opened_to_read(args) as review:
        document = form_to_json(_chosen(review, args))
    write_form(document, args.out)
    return Outcome((f"Wrote {args.out}.",), {"path": str(args.out)})


def _import(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review
    from app.services.form_reading import Shape, open_form_file, read_form

    file = open_form_file(args.file, args.sheet)
    made = read_form(file, Shape(args.shape) if args.shape else None)
    with open_review(args.dir, args.reviewer) as review:
        edit = review.design.replaced(made.document)
        review.extraction.apply(edit, None, f"Import the form {args.file.name}")
        found = form_versions.change_lines(review)
    fields = sum(len(section["fields"]) for section in made.document["sections"])
    lines = (
        f"The draft has {counted(fields, 'field')} of {args.file.name}, read as "
        f"{made.shape.value}.",
        *found,
        "“form DIR publish --reason ...” puts it into use.",
    )
    columns = [
        {"column": use.heading, "field_id": use.field_id, "role": use.role, "option": use.option}
        for use in made.columns
    ]
    return Outcome(lines, {"shape": made.shape.value, "fields": fields, "columns": columns})


def _template(args: argparse.Namespace) -> Outcome:
    from app.domain.templates import form_to_json
    from app.export.form_files import write_form
    from app.services.forms import TEMPLATES, template, templates

    if not args.name:
        listed: list[dict[str, Any]] = [
            {
                "template_id": entry.template_id,
                "name": entry.name,
                "edition": entry.edition,
                "kind": entry.kind.value,
                "fields": entry.fields,
            }
            for entry in templates(TEMPLATES)
        ]
        lines = tuple(f"{t['template_id']}: {t['name']} ({t['edition']})" for t in listed)
        return Outcome(lines, {"templates": listed})
    form = template(args.name)
    if args.out is not None:
        write_form(form_to_json(form), args.out)
        return Outcome((f"Wrote {args.out}.",), {"path": str(args.out)})
    return _added(args, form) if args.add else _shown(form)


def _added(args: argparse.Namespace, form: "Form") -> Outcome:
    from app.bootstrap import open_review
    from app.domain.templates import form_to_json

    with open_review(args.dir, args.reviewer) as review:
        sections = form_to_json(form)["sections"]
        position = len(review.design.document()["sections"])
        edit = review.design.begun(review.design.moves().add_sections(sections, position))
        review.extraction.apply(edit, None, f"Add {form.name}")
    line = f"Added {counted(len(sections), 'section')} of “{form.name}” to the draft."
    return Outcome((line,), {"sections": len(sections)})


def _chosen(review: "Review", args: argparse.Namespace) -> "Form":
    from app.domain.form_draft import form_of

    if args.draft:
        return form_of(review.design.document())
    if args.version is not None:
        return form_versions.numbered(review, args.version)
    return review.forms.current()


def _shown(form: "Form") -> Outcome:
    from app.domain.templates import form_to_json

    lines = [f"{form.name}, version {form.number}" if form.number else form.name]
    for section in form.sections:
        lines += ["", f"{section.label}{' (repeats)' if section.repeating else ''}"]
        for field in section.fields:
            number = form.number_of(field.field_id) or ""
            star = " *" if field.required else ""
            lines.append(f"{number:>4}  {field.field_id:<32} {field.label}{star}")
    return Outcome(tuple(lines), form_to_json(form))
