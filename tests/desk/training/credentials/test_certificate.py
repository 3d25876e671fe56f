"""What may be certified, and how it is said."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.desk.training.credentials.made import CERTIFICATE, DID

from sarez.desk.training.credentials.certificate import CONTEXT, Recognition
from sarez.desk.training.credentials.errors import CredentialError


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"issuer": "United Nations"}, "in the name of"),
        ({"issuer": "united  nations"}, "in the name of"),
        ({"issuer": "United Nations Training Centre"}, "in the name of"),
        (
            {"recognition": Recognition("United Nations", date(2020, 1, 1), date(2026, 5, 14))},
            "not recognized on its last day",
        ),
        (
            {"recognition": Recognition("United Nations", date(2026, 6, 1), date(2027, 1, 1))},
            "not recognized on its last day",
        ),
        ({"recognition": Recognition(" ", date(2020, 1, 1), date(2027, 5, 14))}, "in the name of"),
        ({"holder": "  "}, "holder is missing"),
        ({"holder": "x" * 121}, "longer than 120"),
        ({"criteria": "Ы" * 330}, "a QR code has room"),
        ({"last": date(2026, 5, 1)}, "ends before"),
        ({"issued": datetime(2026, 5, 20)}, "time zone"),
        ({"first": date(2026, 5, 30), "last": date(2026, 5, 31)}, "after the course"),
        ({"valid_until": date(2026, 5, 19)}, "lapsed before"),
    ],
)
def test_what_may_not_be_issued(changed, said):
    with pytest.raises(CredentialError, match=said):
        replace(CERTIFICATE, **changed).credential(DID)


def test_recognition_is_a_sentence_and_the_institution_is_the_issuer():
    made = CERTIFICATE.credential(DID)
    assert made["issuer"] == {"id": DID, "type": ["Profile"], "name": CERTIFICATE.issuer}
    assert made["credentialSubject"]["achievement"]["criteria"]["narrative"].count("United Nations") == 1
    assert "endorsement" not in str(made)


def test_its_form_is_that_of_open_badges_3():
    """The required members, by our reading of the specification: see test_oracle.py for somebody else's."""
    made = CERTIFICATE.credential(DID)
    assert made["@context"] == list(CONTEXT)
    assert {"id", "type", "issuer", "validFrom", "credentialSubject"} <= made.keys()
    subject = made["credentialSubject"]
    assert subject["type"] == ["AchievementSubject"]
    assert {"id", "type", "name", "description", "criteria"} <= subject["achievement"].keys()
    assert subject["identifier"][0]["identityHash"] == CERTIFICATE.holder
    entry = made["credentialStatus"]
    assert entry["type"] == "BitstringStatusListEntry" and entry["statusListIndex"] == "41"


def test_who_nobody_recognized_says_nothing_of_it():
    assert "recognized" not in str(replace(CERTIFICATE, recognition=None).credential(DID))
