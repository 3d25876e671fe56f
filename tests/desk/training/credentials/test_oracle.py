"""A verifier that we did not write finds our certificates good, and refuses what was changed."""

import pytest
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier
from tests.desk.training.credentials.made import CERTIFICATE, DID, OTHER, listed, made

from sarez.desk.training.credentials import keys


def test_it_finds_a_certificate_good_by_its_did_key_alone():
    found = OB3Verifier.for_issuer_did(DID).verify(made())
    assert found.issuer.name == CERTIFICATE.issuer and found.achievement.name == CERTIFICATE.course


def test_it_finds_it_good_by_the_key_that_the_institution_publishes():
    assert OB3Verifier(keys.as_pem(DID)).verify(made()).achievement.name == CERTIFICATE.course


def test_it_refuses_what_another_signed_or_what_was_changed():
    for text in (made(OTHER), made()[:-9] + "AAAAAAAAA"):
        with pytest.raises(OB3VerificationError):
            OB3Verifier.for_issuer_did(DID).verify(text)


def test_it_reads_our_status_list():
    verifier = OB3Verifier.for_issuer_did(DID)
    found = verifier.verify(made())
    verifier.check_status(found, download=lambda address, **_: listed().encode())
    with pytest.raises(OB3VerificationError, match="revocation"):
        verifier.check_status(found, download=lambda address, **_: listed((41,)).encode())
