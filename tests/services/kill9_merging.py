"""Merges a packet into a review and says so; a test kills it at any moment."""

import sys
from pathlib import Path

from app.bootstrap import open_review
from app.jobs import JobContext


def main() -> None:
    """Merge the packet of the second argument into the review of the first."""
    with open_review(Path(sys.argv[1]), take_over=True) as review:
        print("merging", flush=True)  # noqa: T201
        review.exchange.merge(Path(sys.argv[2]), JobContext())
        print("merged", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
