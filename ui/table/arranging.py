"""Which studies and columns the charting table shows, in what order; no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.charting import Charted, columns_of
from app.domain.charting_find import Narrowing, StudySet, counted_texts, narrowed, ordered
from app.domain.fields import Field, Form
from ui.table import column_sets
from ui.table.layout_memory import Layout


class Arranging:
    """Narrows, sorts and folds studies as the reviewer asked; the layout is kept elsewhere."""

    def __init__(self, layout: Layout) -> None:
        """Begin with a layout, nothing narrowed."""
        self.layout = layout
        self.narrowing = Narrowing()
        self._is_unfolded = False
        self._toggled: frozenset[str] = frozenset()
        self._put_aside = Narrowing()

    def fields(self, form: Form) -> tuple[Field, ...]:
        """Return the fields of the columns."""
        return column_sets.fields_of(form, self.layout)

    def arranged(self, studies: Sequence[Charted], form: Form) -> tuple[Charted, ...]:
        """Return the studies that are shown, in order."""
        known = {field.field_id: field for field in columns_of(form)}
        shown: Sequence[Charted] = narrowed(studies, known, self.narrowing)
        by = self.layout.sorted_by
        if by is not None and (not by or by in known):
            shown = ordered(shown, known.get(by), backwards=self.layout.backwards)
        return tuple(shown)

    def order(self, fields: Sequence[Field]) -> tuple[int, bool] | None:
        """Return the column that sorts, and whether backwards."""
        keys, by = ["", *(field.field_id for field in fields)], self.layout.sorted_by
        return (keys.index(by), self.layout.backwards) if by is not None and by in keys else None

    def sort(self, key: str, backwards: bool) -> None:
        """Sort by a field, or ("") by the names of the studies."""
        self.layout.sorted_by, self.layout.backwards = key, backwards

    def sort_on(self, key: str) -> None:
        """Sort up, then down, then in the order of the list again."""
        if self.layout.sorted_by != key:
            self.sort(key, False)
        elif not self.layout.backwards:
            self.sort(key, True)
        else:
            self.layout.sorted_by = None

    def narrow(self, text: str) -> None:
        """Keep the studies that have all these words."""
        self.narrowing = replace(self.narrowing, text=text)

    def narrow_column(self, key: str, texts: frozenset[str] | None) -> None:
        """Keep the studies with one of these texts in a column; None keeps all."""
        columns = {k: v for k, v in self.narrowing.columns.items() if k != key}
        if texts is not None:
            columns[key] = texts
        self.narrowing = replace(self.narrowing, columns=columns)

    def only(self, studies: StudySet) -> None:
        """Keep these studies, and narrow by nothing else."""
        self.narrowing = Narrowing(among=studies)

    def clear(self) -> None:
        """Narrow nothing."""
        self.narrowing = self._put_aside = Narrowing()

    def switch(self) -> None:
        """Put the filters aside, or take them up again."""
        if self.narrowing.is_on or self._put_aside.is_on:
            self.narrowing, self._put_aside = self._put_aside, self.narrowing

    def texts(
        self, studies: Sequence[Charted], field: Field, form: Form
    ) -> tuple[tuple[str, int], ...]:
        """Return what stands in a column of the studies that the other filters leave."""
        known = {entry.field_id: entry for entry in columns_of(form)}
        others = {k: v for k, v in self.narrowing.columns.items() if k != field.field_id}
        return counted_texts(
            narrowed(studies, known, replace(self.narrowing, columns=others)), field
        )

    def toggle(self, study_id: str) -> None:
        """Give the rows of a study a line each, or fold them."""
        self._toggled = self._toggled ^ {study_id}

    def unfold_all(self, on: bool) -> None:
        """Give all rows a line each, or fold them; also those of studies that come later."""
        self._is_unfolded, self._toggled = on, frozenset()

    def unfolded(self, studies: Sequence[Charted]) -> frozenset[str]:
        """Return the studies whose rows have a line each."""
        return frozenset(
            study.study_id
            for study in studies
            if study.folds and self._is_unfolded != (study.study_id in self._toggled)
        )
