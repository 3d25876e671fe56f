"""Keys by their names, the ring that is published, and the bits of a status list."""

from dataclasses import replace
from datetime import date

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.training.credentials.made import DID, PRIVATE, RING

from sarez.desk.training.credentials import keys, status
from sarez.desk.training.credentials.errors import CredentialError


@given(st.binary(min_size=32, max_size=32))
def test_a_key_is_found_by_its_name(private):
    did = keys.did_of(private)
    assert did.startswith("did:key:z6Mk")  # what every did:key of Ed25519 begins with
    assert keys.did_key(keys.public_of(did)) == did
    assert keys.is_signed(did, keys.sign(private, b"x"), b"x") and not keys.is_signed(
        did, keys.sign(private, b"x"), b"y"
    )


def test_a_published_example_of_did_key():
    """From the test vectors of the did:key method: this name is this public key."""
    key = keys.public_of("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp")
    assert key.public_bytes_raw().hex() == "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"
    assert keys.did_of(bytes(32)) == "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"


@pytest.mark.parametrize(
    "did",
    [
        "",
        "did:key:",
        "did:key:z",
        "did:key:z6Mk",
        "did:web:x",
        "did:key:zl0",
        DID + "1",
        DID.replace("z6", "z16"),
    ],
)
def test_what_is_no_key(did):
    with pytest.raises(CredentialError):
        keys.public_of(did)


def test_new_keys_differ():
    assert keys.new_key() != keys.new_key()
    with pytest.raises(CredentialError):
        keys.did_of(b"short")


def test_a_ring_is_written_and_read():
    ring = replace(
        RING,
        did="did:web:x.example",
        keys=(*RING.keys, replace(RING.keys[0], until=date(2026, 2, 1), withdrawn=date(2026, 3, 1))),
    )
    assert keys.read_ring(keys.write_ring(ring)) == ring
    assert (
        load_pem_public_key(keys.as_pem(keys.did_of(PRIVATE)).encode()).public_bytes_raw()
        == keys.public_of(DID).public_bytes_raw()
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"name": "x", "keys": []}',
        '{"name": "x", "keys": [{"did": "did:key:z6Mk", "since": "2020-01-01"}]}',
        f'{{"name": "x", "keys": [{{"did": "{DID}"}}]}}',
        f'{{"name": "x", "keys": [{{"did": "{DID}", "since": "May"}}]}}',
        '{"name": "x", "keys": 7}',
        "x" * 1_000_001,
    ],
)
def test_what_is_no_ring_is_told(text):
    with pytest.raises(CredentialError):
        keys.read_ring(text)


@given(st.sets(st.integers(0, status.LENGTH - 1), max_size=40), st.integers(0, status.LENGTH - 1))
def test_the_bits_that_are_set_are_those(revoked, other):
    made = status.encode(revoked)
    assert all(status.is_set(made, index) for index in revoked)
    assert status.is_set(made, other) == (other in revoked)


def test_the_first_bit_is_the_highest_of_the_first_byte():
    import base64
    import gzip

    told = status.encode({0, 9})
    assert gzip.decompress(base64.urlsafe_b64decode(told[1:] + "==="))[:2] == bytes([0x80, 0x40])


def test_a_list_that_unpacks_to_far_too_much_is_refused():
    import base64
    import gzip

    bomb = "u" + base64.urlsafe_b64encode(gzip.compress(bytes(status.MOST_BYTES + 9))).decode()
    for text in (bomb, "u", "uAAAA", "xAAAA"):
        with pytest.raises(CredentialError):
            status.is_set(text, 0)
    with pytest.raises(CredentialError):
        status.encode({status.LENGTH})
