"""What certificates cost: 500 issued, verified, and put on paper, beside the bare signatures; build/bench-credentials.json.

`benchmarks/credentials.py [N]`. Ratios are of CPU time against Ed25519 signing and verifying of texts of the same length, taken in the same run.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sarez.desk.training.credentials import keys, status, token
from sarez.desk.training.credentials.certificate import Certificate, Recognition, Status
from sarez.desk.training.credentials.paper import pdf
from sarez.desk.training.credentials.reading import token_in
from sarez.desk.training.credentials.verifying import verify

WRITTEN = Path(__file__).parents[1] / "build" / "bench-credentials.json"
MOST_SECONDS = 60
"""For 500 issued and verified, and the PDFs of them too."""
ISSUED = datetime(2026, 5, 20, tzinfo=UTC)
ONE = Certificate(
    id="urn:uuid:5e1fca0e-9be8-4d1c-8f64-000000000001", holder="Айдана Сапарова",
    course_id="urn:uuid:5e1fca0e-9be8-4d1c-8f64-000000000003", course="Protection of civilians", issuer="A training centre",
    first=date(2026, 5, 11), last=date(2026, 5, 15), issued=ISSUED, criteria="Attended all sessions and passed the final test.", hours=30,
    language="en", valid_until=date(2030, 5, 20), recognition=Recognition("United Nations", date(2023, 11, 1), date(2027, 10, 31)),
    status=Status("https://training.example/status/1", 0),
)  # fmt: skip


def timed(act: Callable[[], Any]) -> tuple[Any, float, float]:
    """What an act gives, its CPU seconds and its seconds by the clock."""
    began, used = time.perf_counter(), time.process_time()
    return act(), time.process_time() - used, time.perf_counter() - began


def main() -> None:
    """Issue, verify and print; check that all are good; write and judge the figures."""
    n = int(sys.argv[1]) if sys.argv[1:] else 500
    private = keys.new_key()
    did = keys.did_of(private)
    ring = keys.KeyRing("A training centre", (keys.PublishedKey(did, date(2026, 1, 1)),))
    listed = token.write(status.credential("https://training.example/status/1", did, "x", {7}, ISSUED, ISSUED + timedelta(days=999)), private)  # fmt: skip
    every = [
        replace(ONE, id=f"urn:uuid:{i:032x}", status=replace(ONE.status, index=i))  # type: ignore[type-var]
        for i in range(n)
    ]
    texts, issuing, issuing_time = timed(lambda: [token.write(c.credential(did), private) for c in every])
    now = ISSUED + timedelta(days=30)
    verdicts, verifying, verifying_time = timed(lambda: [verify(t, now, ring=ring, status_list=listed) for t in texts])  # fmt: skip
    papers, printing, printing_time = timed(lambda: [pdf(t, c) for t, c in zip(texts, every, strict=True)])
    messages = [t.rsplit(".", 1)[0].encode() for t in texts]
    signatures, signing, _ = timed(lambda: [keys.sign(private, m) for m in messages])
    _, checking, _ = timed(
        lambda: [keys.is_signed(did, s, m) for s, m in zip(signatures, messages, strict=True)]
    )
    assert [v.is_good for v in verdicts] == [i != 7 for i in range(n)]
    assert all(token_in(paper) == text for paper, text in zip(papers[:20], texts, strict=False))
    told = {
        "certificates": n,
        "characters": len(texts[0]),
        "issuing_over_bare_signing": issuing / signing,
        "verifying_over_bare_verifying": verifying / checking,
        "printing_over_issuing": printing / issuing,
        "seconds": {"issued": issuing_time, "verified": verifying_time, "on_paper": printing_time},
        "kilobytes_on_paper": len(papers[0]) / 1000,
    }
    WRITTEN.parent.mkdir(exist_ok=True)
    WRITTEN.write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    print(json.dumps(told, indent=2))
    if issuing_time + verifying_time + printing_time > MOST_SECONDS * n / 500:
        sys.exit(
            f"{issuing_time + verifying_time + printing_time:.0f} s are more than {MOST_SECONDS} s for 500"
        )


if __name__ == "__main__":
    main()
