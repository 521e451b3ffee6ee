"""Commands about the extraction form: form DIR show, export, template."""

import argparse
import json
from pathlib import Path
from typing import Any

from app.cli.commands import Commands, add_review, opened_to_read
from app.cli.outcome import Outcome
from app.domain.fields import Form


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    parser = commands.add("form", "show or write the extraction form")
    add_review(parser)
    form = Commands(parser)
    form.add("show", "list sections and fields with their numbers", _show)
    export = form.add("export", "write the form as JSON, a template for other reviews", _export)
    export.add_argument("out", metavar="FILE.json", type=Path, help="the new file")
    template = form.add("template", "list the forms that ship, or show one", _template)
    template.add_argument("name", metavar="NAME", nargs="?", help="the form to show")


def _show(args: argparse.Namespace) -> Outcome:
    with opened_to_read(args) as review:
        form = review.forms.current()
    return _shown(form)


def _export(args: argparse.Namespace) -> Outcome:
    from app.domain.templates import form_to_json
    from app.export.files import written_whole

    with opened_to_read(args) as review:
        document = form_to_json(review.forms.current())
    with written_whole(args.out) as stream:
        stream.write(json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n")
    return Outcome((f"Wrote {args.out}.",), {"path": str(args.out)})


def _template(args: argparse.Namespace) -> Outcome:
    from app.services.forms import template, templates

    if args.name:
        return _shown(template(args.name))
    listed: list[dict[str, Any]] = [
        {"template_id": t.template_id, "name": t.name, "edition": t.edition} for t in templates()
    ]
    lines = tuple(f"{t['template_id']}: {t['name']} ({t['edition']})" for t in listed)
    return Outcome(lines, {"templates": listed})


def _shown(form: Form) -> Outcome:
    from app.domain.templates import form_to_json

    lines = [f"{form.name}, version {form.number}"]
    for section in form.sections:
        lines += ["", f"{section.label}{' (repeats)' if section.repeating else ''}"]
        for field in section.fields:
            number = form.number_of(field.field_id) or ""
            star = " *" if field.required else ""
            lines.append(f"{number:>4}  {field.field_id:<32} {field.label}{star}")
    return Outcome(tuple(lines), form_to_json(form))
