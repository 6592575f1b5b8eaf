"""Load from outside Python: wrk, one thread, so that the client takes little of the machine."""

import asyncio
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.report import Delays, Rate

CONNECTIONS = 32
_SCRIPT = """
local paths = {%s}
local needed = %s
local bad = 0
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init(args) math.randomseed(42) bad = 0 end
function request() return wrk.format("GET", paths[math.random(#paths)]) end
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


async def hammer(
    base: str, paths: Sequence[str], *, needed: str = "", seconds: int = 10, warm_up: int = 3
) -> Rate:
    """GET random `paths`; an answer that is not 200 or lacks `needed` counts as an error."""
    if shutil.which("wrk") is None:
        message = "the benchmarks need wrk: apt-get install wrk"
        raise SystemExit(message)
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as script:
        quoted = ",".join(json.dumps(path) for path in paths)
        script.write(_SCRIPT % (quoted, json.dumps(needed)))
    try:
        await _run(base, script.name, warm_up)
        return await _run(base, script.name, seconds)
    finally:
        Path(script.name).unlink()


async def _run(base: str, script: str, seconds: int) -> Rate:
    process = await asyncio.create_subprocess_exec(
        "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "-s", script, base,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, _ = await process.communicate()
    told = json.loads(output.decode().strip().splitlines()[-1])
    delays = Delays(told["p50"] / 1000, told["p95"] / 1000, told["p99"] / 1000)
    return Rate(told["requests"] / (told["us"] / 1e6), delays, told["failed"])
