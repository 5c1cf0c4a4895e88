"""Pages of feedback put into nbgrader's exchange, for those who handed in by it."""

from __future__ import annotations

import glob
from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """nbgrader's own, which ends at the first student whose work came in another way."""

    def copy_files(self) -> None:
        """Release the pages that the exchange can give back, and say whose it cannot."""
        pages = [Path(page) for page in glob.glob(str(Path(self.src_path) / "*.html"))]
        own = ("submission_secret.txt", "timestamp.txt")  # what the exchange leaves with each
        others = sorted(
            {p.parts[-3] for p in pages if not all((p.parent / name).exists() for name in own)}
        )
        if others:
            self.log.warning(
                "Not handed in by the exchange, so send them their pages yourself: %s",
                ", ".join(others),
            )
        before = self.coursedir.student_id_exclude
        self.coursedir.student_id_exclude = ",".join(filter(None, [before, *others]))
        try:
            super().copy_files()
        finally:
            self.coursedir.student_id_exclude = before
