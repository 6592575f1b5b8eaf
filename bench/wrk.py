"""Load from outside Python: wrk, one thread, so that the client takes little of the machine."""

import asyncio
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.report import Delays, Rate

CONNECTIONS = 32


@dataclass(frozen=True)
class Post:
    """A request that carries JSON."""

    path: str
    body: str


_SCRIPT = """
local asked = {%s}
local needed = %s
local bad = 0
local threads = {}
function setup(thread) table.insert(threads, thread) end
local number = 0
function init(args) bad = 0 end
local headers = {["Content-Type"] = "application/json"}
function request()
  number = number %% #asked + 1
  local one = asked[number]
  if one[2] then return wrk.format("POST", one[1], headers, one[2]) end
  return wrk.format("GET", one[1])
end
function response(status, headers, body)
  if status ~= 200 or not string.find(body, needed, 1, true) then bad = bad + 1 end
end
function done(summary, latency, requests)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.timeout
  for _, thread in ipairs(threads) do failed = failed + (thread:get("bad") or 0) end
  io.write(string.format('{"requests":%%d,"us":%%d,"p50":%%d,"p95":%%d,"p99":%%d,"failed":%%d}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95),
    latency:percentile(99), failed))
end
"""


def needs_wrk() -> None:
    if shutil.which("wrk") is None:
        message = "the benchmarks need wrk: apt-get install wrk"
        raise SystemExit(message)


async def hammer(
    base: str,
    paths: Sequence[str | Post],
    *,
    needed: str = "",
    seconds: int = 10,
    warm_up: int = 3,
    connections: int = CONNECTIONS,
) -> Rate:
    """Ask for the `paths` in turn; an answer that is not 200 or lacks `needed` is an error."""
    needs_wrk()
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as script:
        listed = ",".join(_lua(path) for path in paths)
        script.write(_SCRIPT % (listed, json.dumps(needed)))
    try:
        if warm_up:
            await _run(base, script.name, warm_up, connections)
        return await _run(base, script.name, seconds, connections)
    finally:
        Path(script.name).unlink()


def _lua(asked: str | Post) -> str:
    """JSON's strings are Lua's, but for the escapes of characters, which we do not use."""
    parts = (asked,) if isinstance(asked, str) else (asked.path, asked.body)
    return f"{{{','.join(json.dumps(part, ensure_ascii=False) for part in parts)}}}"


async def _run(base: str, script: str, seconds: int, connections: int) -> Rate:
    process = await asyncio.create_subprocess_exec(
        "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", script, base,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, _ = await process.communicate()
    told = json.loads(output.decode().strip().splitlines()[-1])
    delays = Delays(told["p50"] / 1000, told["p95"] / 1000, told["p99"] / 1000)
    return Rate(told["requests"] / (told["us"] / 1e6), delays, told["failed"])
