"""How regions and other evidence without a quote are exported and shown on hovering."""

from pathlib import Path

from app.domain.anchors import Anchor, AnchorKind, Place, Rect
from app.domain.figures import figure_name
from app.export.sheets.quotes import quote_text
from ui.reader.hover import tip_text
from ui.reader.marks import Mark, Marks
from ui.reader.values import Highlight

PLACES = (Place(2, (Rect(0.0, 0.0, 100.0, 200.0),)),)


def anchor(kind: AnchorKind, quote: str = "") -> Anchor:
    return Anchor("a", "b" * 64, kind, PLACES, quote)


def framed(picture: str) -> Highlight:
    return Highlight("a", PLACES, 0, "3", "3 Age", is_framed=True, picture=picture)


def test_a_region_is_exported_with_its_text_and_picture() -> None:
    region = anchor(AnchorKind.REGION, "Table 1\nAge 12")
    assert quote_text(region) == f"[region] Table 1 Age 12 figures/{figure_name(region)}"


def test_a_region_without_text_is_exported_with_its_picture() -> None:
    assert quote_text(anchor(AnchorKind.REGION)).startswith("[region] figures/")


def test_a_whole_page_is_exported_as_one() -> None:
    assert quote_text(anchor(AnchorKind.PAGE)) == "(the whole page)"


def test_hovering_shows_the_picture_of_a_region(tmp_path: Path) -> None:
    (tmp_path / "a b.png").write_bytes(b"")
    assert "a b.png" in tip_text(framed(str(tmp_path / "a b.png")))


def test_hovering_shows_no_broken_picture(tmp_path: Path) -> None:
    assert "<img" not in tip_text(framed(str(tmp_path / "missing.png")))


def test_a_region_is_caught_anywhere_inside() -> None:
    assert Mark(framed("a.png"), PLACES[0].rects, has_tag=True).contains(50.0, 100.0)


def test_a_whole_page_is_caught_at_its_edge_only() -> None:
    mark = Mark(framed(""), PLACES[0].rects, has_tag=True)
    assert mark.contains(2.0, 100.0)
    assert not mark.contains(50.0, 100.0)


def test_frames_and_highlights_of_one_colour_are_painted_apart() -> None:
    plain = Highlight("b", PLACES, 0, "3", "3 Age")
    layers = Marks((framed(""), plain)).layers(2)
    assert sorted(layer.is_framed for layer in layers) == [False, True]
