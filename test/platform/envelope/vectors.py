"""Vectors of envelope version 1, made by a second implementation.

    python3 -m venv .venv && .venv/bin/pip install cryptography
    .venv/bin/python test/platform/envelope/vectors.py

writes vectors.json beside this file. Keys, kids, nonces and plaintexts derive from the vector's
name, so a second run writes the same bytes.
"""

import hashlib
import json
import pathlib
import re
import struct
import unicodedata

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

LABEL = "SDK1 AES-256-GCM HKDF-Expand-SHA512 commit"


def pae(parts):
    encoded = [
        unicodedata.normalize("NFC", part).encode("utf-8") if isinstance(part, str) else part
        for part in parts
    ]
    return struct.pack("<Q", len(encoded)) + b"".join(
        struct.pack("<Q", len(part)) + part for part in encoded
    )


def seal(key, kid, nonce, aad, plaintext):
    header = b"\x01" + kid + nonce
    okm = HKDFExpand(SHA512(), 64, pae([LABEL, header, aad])).derive(key)
    prefix = header + okm[32:]
    return prefix + AESGCM(okm[:32]).encrypt(nonce[12:], plaintext, prefix)


def stream(name, length):
    return hashlib.shake_256(name.encode()).digest(length)


def vector(name, size, aad_parts, **fixed):
    key = fixed.get("key", stream(f"{name} key", 32))
    kid = fixed.get("kid", stream(f"{name} kid", 16))
    nonce = fixed.get("nonce", stream(f"{name} nonce", 24))
    plaintext = fixed.get("plaintext", stream(f"{name} plaintext", size))
    aad = pae(aad_parts)
    ciphertext = seal(key, kid, nonce, aad, plaintext)
    return {
        "name": name,
        "key": key.hex(),
        "kid": kid.hex(),
        "nonce": nonce.hex(),
        "aadParts": aad_parts,
        "aadSha256": hashlib.sha256(aad).hexdigest(),
        "plaintextBytes": size,
        **({"plaintext": plaintext.hex()} if size <= 1024 else {}),
        "ciphertextSha256": hashlib.sha256(ciphertext).hexdigest(),
        **({"ciphertext": ciphertext.hex()} if size <= 1024 else {}),
    }


ROW = ["custos", "records", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "0190c8d2-6f30", "1"]
ADDRESSES = {
    "row": ROW,
    "row version 2": [*ROW[:-1], "2"],
    "no parts": [],
    "one empty part": [""],
    "decomposed text": ["custos", "aliases", "Jo\u0308rg \U0001f600", ""],
    "long part": ["custos", "x" * 5000],
}
SIZES = [0, 1, 16, 100, 1024, 102400]

vectors = [
    vector(
        "frozen",
        1,
        ["app", "tenant-1", "users", "ps_abc", "PROFILE", "email", "7"],
        key=b"\x01" * 32,
        kid=b"\x02" * 16,
        nonce=bytes(range(24)),
        plaintext=b"\x00",
    ),
    *(vector(f"{size} bytes", size, ROW) for size in SIZES),
    *(vector(f"address: {name}", 16, parts) for name, parts in ADDRESSES.items()),
]



def on_one_line(array):
    """Lists that fit into 100 columns stand on one line, as the repository's formatter wants."""
    line = "[" + ", ".join(part.strip().rstrip(",") for part in array[1].splitlines()[1:]) + "]"
    return line if len('      "aadParts": ,' + line) <= 100 else array[0]


text = json.dumps({"label": LABEL, "vectors": vectors}, indent=2) + "\n"
target = pathlib.Path(__file__).with_name("vectors.json")
target.write_text(re.sub(r"\[(\n(?: {8}\S.*\n)+) {6}\]", on_one_line, text))
