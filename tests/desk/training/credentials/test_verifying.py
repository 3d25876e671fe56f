"""What is good is told so, and whatever was changed, has lapsed, was revoked or signed by another is refused with a reason."""

import base64
import contextlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.training.credentials.made import (
    CERTIFICATE,
    DID,
    ISSUED,
    LIST,
    NOW,
    OTHER,
    PRIVATE,
    RING,
    listed,
    made,
)

from sarez.desk.training.credentials import keys, token
from sarez.desk.training.credentials.errors import CredentialError
from sarez.desk.training.credentials.verifying import verify

GOOD = made()


def refused(text, **how):
    return " ".join(verify(text, how.pop("now", NOW), **how).refused)


def test_what_is_good_says_who_what_when_and_by_whom_recognized():
    verdict = verify(GOOD, NOW, ring=RING, status_list=listed())
    assert verdict.is_good and not verdict.cautions and verdict.key == DID
    told = verdict.told
    assert (told.holder, told.course, told.begun, told.ended) == (
        CERTIFICATE.holder,
        CERTIFICATE.course,
        "2026-05-11",
        "2026-05-15",
    )
    assert told.issuer == CERTIFICATE.issuer and told.valid_until == "2030-05-20"
    assert told.criteria.endswith("Course recognized by United Nations from 2023-11-01 until 2027-10-31.")


def test_without_keys_and_list_it_says_what_was_not_looked_at():
    verdict = verify(GOOD, NOW)
    assert verdict.is_good
    assert [c.split(":")[0] for c in verdict.cautions] == [
        "Whose key it is was not looked at",
        "Whether it was revoked was not looked at",
    ]


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 127))
def test_any_change_of_any_byte_is_refused(at, other):
    changed = GOOD[:at] + chr(other) + GOOD[at + 1 :]
    if changed == GOOD:
        return
    with contextlib.suppress(CredentialError):
        assert not verify(changed, NOW).is_good


def test_every_bit_of_every_byte_counts():
    """Also those that base64 would leave unread at the end of a part."""
    for at in range(len(GOOD)):
        changed = GOOD[:at] + chr(ord(GOOD[at]) ^ 1) + GOOD[at + 1 :]
        try:
            assert not verify(changed, NOW).is_good, at
        except CredentialError:
            continue


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda b: b.decode("latin-1")))
def test_no_text_breaks_it(text):
    with contextlib.suppress(CredentialError):
        assert not verify(text, NOW).is_good


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda c: (
            st.lists(c)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "iss",
                        "credentialSubject",
                        "issuer",
                        "identifier",
                        "credentialStatus",
                        "nbf",
                        "exp",
                        "type",
                    ]
                ),
                c,
            )
        ),
        max_leaves=12,
    )
)
def test_no_payload_that_the_issuer_signs_breaks_it(told):
    header = {"alg": "EdDSA", "typ": "JWT", "kid": f"{DID}#{DID.removeprefix('did:key:')}"}
    payload = {"iss": DID} | (told if isinstance(told, dict) else {"x": told})
    assert not verify(signed(header, payload), NOW).is_good


def signed(header, payload, private=PRIVATE):
    def pack(x):
        return base64.urlsafe_b64encode(json.dumps(x).encode()).rstrip(b"=").decode()

    front = f"{pack(header)}.{pack(payload)}"
    return f"{front}.{base64.urlsafe_b64encode(keys.sign(private, front.encode())).rstrip(b'=').decode()}"


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}, {"typ": "at+jwt"}, {"crit": ["b64"]}])
def test_other_ways_of_signing_are_refused(header):
    whole = token.read(GOOD)
    assert "EdDSA" in refused(signed({**whole.header, **header}, dict(whole.payload)))


def test_signed_by_another_than_it_says_is_refused():
    whole = token.read(GOOD)
    assert "signature does not fit" in refused(signed(dict(whole.header), dict(whole.payload), OTHER))
    other = token.read(made(OTHER)).header
    assert "not its issuer's" in refused(signed(dict(other), dict(whole.payload), OTHER))


@pytest.mark.parametrize(
    "name, value",
    [
        ("nbf", 1),
        ("exp", None),
        ("jti", "urn:x"),
        ("sub", "urn:y"),
        ("type", ["VerifiableCredential"]),
        ("type", "x"),
    ],
)
def test_what_says_two_things_or_is_something_else_is_refused(name, value):
    whole = token.read(GOOD)
    payload = {k: v for k, v in {**whole.payload, name: value}.items() if v is not None}
    assert refused(signed(dict(whole.header), payload))


def test_it_holds_from_its_issue_to_the_end_of_its_last_day():
    assert "holds only from" in refused(GOOD, now=datetime(2026, 5, 19, tzinfo=UTC))
    assert not refused(GOOD, now=datetime(2030, 5, 20, 23, tzinfo=UTC))
    assert "lapsed" in refused(GOOD, now=datetime(2030, 5, 21, tzinfo=UTC))


def test_revoked_is_refused_and_only_that_one():
    assert refused(GOOD, status_list=listed({41})) == "It was revoked."
    assert not refused(GOOD, status_list=listed(set(range(500)) - {41}))


def test_a_status_list_of_another_or_for_another_is_none():
    assert "not signed by the issuer" in refused(GOOD, status_list=listed(private=OTHER))
    elsewhere = made(status=replace(CERTIFICATE.status, list_address=LIST + "0"))
    assert "not the one" in refused(elsewhere, status_list=listed())
    assert "cannot be used" in refused(GOOD, status_list="nonsense")
    assert "no place" in refused(made(status=replace(CERTIFICATE.status, index=10**9)), status_list=listed())


def test_an_old_status_list_says_so():
    verdict = verify(GOOD, NOW, status_list=listed(days=30))
    assert verdict.is_good and any("is old" in c for c in verdict.cautions)


def test_without_a_list_of_its_own_it_says_that_it_cannot_be_known():
    verdict = verify(made(status=None), NOW)
    assert verdict.is_good and any("names no list" in c for c in verdict.cautions)


def ring(**changed):
    return replace(RING, keys=(replace(RING.keys[0], **changed),))


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"until": date(2026, 12, 31)}, ""),  # retired since: what it signed holds
        ({"until": date(2026, 5, 19)}, "not in use"),
        ({"since": date(2026, 5, 21)}, "not in use"),
        ({"withdrawn": date(2026, 5, 20)}, "withdrawn"),
        ({"withdrawn": date(2026, 5, 21)}, ""),
        ({"did": keys.did_of(OTHER)}, "none of those"),
    ],
)
def test_keys_are_used_retired_and_withdrawn(changed, said):
    found = refused(GOOD, ring=ring(**changed))
    assert said in found and bool(said) == bool(found)


def test_before_a_key_was_withdrawn_is_a_caution():
    assert any("date back" in c for c in verify(GOOD, NOW, ring=ring(withdrawn=date(2026, 6, 1))).cautions)


def test_an_issuer_by_did_web_needs_its_keys():
    web = "did:web:training.example"
    kid = f"{web}#{DID.removeprefix('did:key:')}"
    text = token.write(CERTIFICATE.credential(web), PRIVATE, kid=kid)
    assert "are needed" in refused(text) and "are needed" in refused(text, ring=RING)
    assert not refused(text, ring=replace(RING, did=web))
    forged = token.write(
        CERTIFICATE.credential(web), OTHER, kid=f"{web}#{keys.did_of(OTHER).removeprefix('did:key:')}"
    )
    assert "none of those" in refused(forged, ring=replace(RING, did=web))
    document = keys.did_document(replace(RING, did=web))
    assert document["assertionMethod"] == [kid]


def test_a_status_list_with_a_stranger_s_key_under_a_did_web_is_refused():
    from sarez.desk.training.credentials import status

    web = "did:web:training.example"
    name = keys.did_of(OTHER).removeprefix("did:key:")
    text = token.write(CERTIFICATE.credential(web), PRIVATE, kid=f"{web}#{DID.removeprefix('did:key:')}")
    told = status.credential(LIST, web, "x", (), ISSUED, NOW)
    forged = token.write(told, OTHER, kid=f"{web}#{name}")
    assert "not the issuer's" in refused(text, ring=replace(RING, did=web), status_list=forged)
