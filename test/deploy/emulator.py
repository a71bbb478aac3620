"""Runs MiniStack with what no template can correct: see emulator-gaps.ts, "cancellation reasons"."""

import re
import sys

from ministack.app import main
from ministack.services import dynamodb

answer = dynamodb._execute_transaction
suffixed = re.compile(rb'("Code": ?"[A-Za-z]+)Exception"')


def execute_transaction(data):
    """Names the reason as AWS does: DuplicateItem, not DuplicateItemException."""
    status, headers, body = answer(data)
    text = body.encode() if isinstance(body, str) else body
    named, count = suffixed.subn(rb'\1"', text)
    if count > 0:
        print("custos: cancellation reasons renamed", file=sys.stderr, flush=True)
        headers = {name: value for name, value in headers.items() if name.lower() not in ("content-length", "x-amz-crc32")}
    return status, headers, named


dynamodb._execute_transaction = execute_transaction
sys.exit(main())
