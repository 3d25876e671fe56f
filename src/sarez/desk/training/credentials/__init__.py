"""Certificates that anyone can verify with no network: Open Badges 3.0, signed with Ed25519. Plain data in, plain data out."""
