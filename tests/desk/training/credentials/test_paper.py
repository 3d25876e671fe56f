"""The certificate in PDF: the signed text comes out of it again, and of its QR code."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.desk.training.credentials.made import CERTIFICATE, DID, NOW, PRIVATE, made

from sarez.desk.training.credentials.certificate import LONGEST, MOST_WORDS
from sarez.desk.training.credentials.errors import CredentialError
from sarez.desk.training.credentials.paper import MOST_IN_QR, Signatory, pdf, qr_code
from sarez.desk.training.credentials.reading import MOST_BYTES, token_in
from sarez.desk.training.credentials.token import write
from sarez.desk.training.credentials.verifying import verify

TOKEN = made()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_page_holds_the_certificate_and_says_it(language):
    data = pdf(TOKEN, CERTIFICATE, language=language, signatory=Signatory("B. Example", "Commandant"))
    assert token_in(data) == TOKEN and verify(token_in(data), NOW).is_good
    reader = PdfReader(BytesIO(data))
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    for words in (CERTIFICATE.holder, CERTIFICATE.course, "United Nations", "B. Example", "000000000001"):
        assert words in text, text


def test_words_are_never_markup():
    odd = replace(
        CERTIFICATE, holder='#panic() *x* $y$ "q" \\ <a> @b', criteria='[#read("/etc/passwd")] = _z_'
    )
    text = PdfReader(BytesIO(pdf(TOKEN, odd))).pages[0].extract_text()
    assert "#panic() *x* $y$" in text and "#read(" in text


def taken(told):
    return sum(
        len(w.encode()) for w in (told.holder, told.course, told.issuer, told.criteria, told.recognition.by)
    )


@pytest.mark.parametrize("name", ["holder", "course", "issuer", "criteria"])
@pytest.mark.parametrize("letter", ["Ы", "w"])
def test_the_longest_certificate_still_fits_its_code_and_its_page(name, letter):
    """Each as long as it may be, and the criteria filled up to what words may take together."""
    told = replace(CERTIFICATE, **{name: (letter * 12 + " ") * 40})
    told = replace(told, **{name: getattr(told, name)[: LONGEST[name]].strip()})
    if name != "criteria":
        told = replace(told, criteria=(letter * 9 + " ") * 40)
    while len(told.criteria) > LONGEST["criteria"] or taken(told) > MOST_WORDS:
        told = replace(told, criteria=told.criteria[:-1])
    token = write(told.credential(DID), PRIVATE)
    assert len(token) <= MOST_IN_QR, len(token)
    assert len(PdfReader(BytesIO(pdf(token, told))).pages) == 1


def test_the_code_is_the_certificate_itself():
    assert qr_code(TOKEN).startswith(b"\x89PNG")
    with pytest.raises(CredentialError, match="fits no QR code"):
        qr_code("x" * (MOST_IN_QR + 1))


@pytest.mark.parametrize(
    "data, said",
    [
        (b"%PDF-1.7 broken", "PDF"),
        (b"\xff\xd8\xff\xe0 a picture", "neither a PDF nor text"),
        (b"{", "JSON cannot be read"),
        (b'{"a": 1}', "no signed certificate"),
        (b"x" * (MOST_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_what_holds_no_certificate_is_told(data, said):
    with pytest.raises(CredentialError, match=said):
        token_in(data)


def test_wallets_wrap_it_in_json():
    for data in (f'"{TOKEN}"', f'{{"credential": "{TOKEN}"}}', f"\ufeff{TOKEN}\n"):
        assert token_in(data.encode()) == TOKEN


def test_a_pdf_without_it_says_what_to_do():
    from pypdf import PdfWriter

    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(out)
    with pytest.raises(CredentialError, match="read the QR code instead"):
        token_in(out.getvalue())
