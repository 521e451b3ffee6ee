"""Pictures of regions, made by a real worker from a paper of the sample."""

import struct
import zlib
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.anchors import Anchor, AnchorKind, Place, Rect
from app.domain.figures import figure_name
from app.pdf.requests import Tile
from app.services.figures import png

RECT = Rect(72.0, 72.0, 216.0, 108.0)  # two inches by half an inch


def region(review: Review, rect: Rect = RECT) -> Anchor:
    paper = review.records.studies()[0].paper
    assert paper is not None
    return Anchor("a", paper.sha256, AnchorKind.REGION, (Place(0, (rect,)),))


def test_a_region_is_cut_out_at_200_dpi(sample: Review) -> None:
    making = sample.figures.make(region(sample))
    assert making is not None
    content = making.result(20).read_bytes()
    assert struct.unpack(">II", content[16:24]) == (400, 100)


def test_a_picture_that_is_there_is_not_made_again(sample: Review) -> None:
    making = sample.figures.make(region(sample))
    assert making is not None
    making.result(20)
    assert sample.figures.make(region(sample)) is None


def test_a_review_that_is_only_read_makes_no_picture(sample_folder: Path) -> None:
    with open_review(sample_folder, read_only=True) as review:
        assert review.figures.make(region(review)) is None


def test_a_picture_that_cannot_be_written_fails_without_a_trace(
    sample: Review, sample_folder: Path
) -> None:
    (sample_folder / "figures").rmdir()
    (sample_folder / "figures").write_text("in the way")
    making = sample.figures.make(region(sample))
    assert making is not None
    with pytest.raises(OSError, match="figures"):
        making.result(20)


def test_the_name_follows_from_what_is_shown(sample: Review) -> None:
    moved = Rect(72.0, 72.5, 216.0, 108.0)
    assert figure_name(region(sample)) != figure_name(region(sample, moved))


def test_a_quote_has_no_picture() -> None:
    assert figure_name(Anchor("a", "b" * 64, AnchorKind.TEXT, (Place(0, (RECT,)),))) == ""


def test_a_png_holds_the_pixels_in_red_green_blue() -> None:
    content = png(Tile(2, 1, 8, bytes((3, 2, 1, 255, 6, 5, 4, 255))))
    length = struct.unpack(">I", content[54:58])[0]
    assert zlib.decompress(content[62 : 62 + length]) == bytes((0, 1, 2, 3, 4, 5, 6))
