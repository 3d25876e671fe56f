"""Small files of every kind, made on the spot."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from sarez.errors import Problem
from sarez.intake import Report, read_paths

NEWS = (
    "Shots were fired on Tuesday near the village of Vorukh, on the border of Kyrgyzstan and Tajikistan. "
    "One guard was wounded, the border service said, and the road to Batken was closed."
)
MORE = (
    "The deputy prime ministers of the two countries met in Guliston the next day. They agreed to withdraw "
    "forces from the line and to open the road by the first of June, the press service of the cabinet said."
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Shots near Vorukh - Chronicle</title>
<meta property="og:site_name" content="Chronicle"><meta property="og:title" content="Shots near Vorukh">
<link rel="canonical" href="https://news.example/vorukh">
<meta property="article:published_time" content="2021-04-28T23:40:00+06:00"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<header><h1>Shots near Vorukh</h1></header><article><p>{NEWS}</p><p>{MORE}</p></article>
<aside><p>Read also: <a href="/x">Ten recipes for plov</a></p></aside>
<footer><p>Copyright 2021. All rights reserved.</p></footer></body></html>"""


def pdf_bytes(pages: list[list[tuple[float, str]]], info: str = "", *, size: int = 11) -> bytes:
    """A PDF: for each page its lines, each with the distance to the line above it in points. No lines, no text."""
    contents = [b"" if not lines else _content(lines, size) for lines in pages]
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects += [
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        f"<<{info}>>".encode(),
    ]
    kids = []
    for content in contents:
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size_ = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF" % (size_, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size_, table) + trailer


def _content(lines: list[tuple[float, str]], size: int) -> bytes:
    moves = b"".join(b"0 -%g Td (%s) Tj " % (lead, text.encode("cp1252")) for lead, text in lines)
    return b"BT /F1 %d Tf 72 780 Td %sET" % (size, moves)


def docx_bytes(build: Callable[[Any], None], title: str = "") -> bytes:
    """A Word file that `build` fills."""
    import docx

    document = docx.Document()
    document.core_properties.title = title
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def warc_bytes(
    records: Iterable[tuple[str, str, bytes]], *, gzip: bool = False, headers: dict[str, str] | None = None
) -> bytes:
    """A web archive with a response for each (address, media type, body), written by warcio."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    writer._create_temp_file = io.BytesIO  # its temporary files are left open
    writer.write_record(writer.create_warcinfo_record("test.warc", {"software": "test"}))
    for address, media_type, body in records:
        fields = [("Content-Type", media_type), *(headers or {}).items()]
        answer = StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")
        record = writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=answer)
        writer.write_record(record)
    return out.getvalue()


class Desk:
    """A folder to put files in and read them from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, name: str, content: bytes | str, **options: Any) -> list[Report | Problem]:
        return list(read_paths([self.put(name, content)], **options))

    def report(self, name: str, content: bytes | str, **options: Any) -> Report:
        (item,) = self.read(name, content, **options)
        assert isinstance(item, Report), str(item)
        return item

    def problem(self, name: str, content: bytes | str, **options: Any) -> Problem:
        (item,) = self.read(name, content, **options)
        assert isinstance(item, Problem), item
        assert item.message and item.remedy
        return item


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def make() -> Any:
    """The makers above, by name."""

    class Make:
        news, more, page = NEWS, MORE, PAGE
        pdf = staticmethod(pdf_bytes)
        docx = staticmethod(docx_bytes)
        warc = staticmethod(warc_bytes)

    return Make
