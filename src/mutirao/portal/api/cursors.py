"""Where the next page begins, sealed: nobody reads the row's number from it, and nobody makes one up."""

from __future__ import annotations

import base64
import binascii
import secrets

from django.utils.crypto import salted_hmac

from mutirao.portal.api.problems import Problem, bad_request

_BYTES = 8


def seal(number: int, *, of: str) -> str:
    """The cursor after the row ``number`` of the list that ``of`` describes; always the same, so that pages are too."""
    plain = number.to_bytes(_BYTES)
    tag = _digest("tag", of, plain)
    return base64.urlsafe_b64encode(tag + _mixed(plain, tag, of)).decode().rstrip("=")


def unseal(cursor: str, *, of: str) -> int:
    """The row's number; raises ``Problem`` for a cursor of another list, and for what is none."""
    try:
        sealed = base64.b64decode(f"{cursor}==".encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise _refusal() from error
    tag, mixed = sealed[:_BYTES], sealed[_BYTES:]
    plain = _mixed(mixed, tag, of)
    if len(sealed) != 2 * _BYTES or not secrets.compare_digest(tag, _digest("tag", of, plain)):
        raise _refusal()
    return int.from_bytes(plain)


def _mixed(data: bytes, tag: bytes, of: str) -> bytes:
    return bytes(a ^ b for a, b in zip(data, _digest("mask", of, tag), strict=False))


def _digest(purpose: str, of: str, data: bytes) -> bytes:
    return salted_hmac(f"mutirao.portal.api.{purpose}", of.encode() + data, algorithm="sha256").digest()[:_BYTES]


def _refusal() -> Problem:
    return bad_request("cursor", allowed="what an answer to the same question gave as next; begin again without it")
