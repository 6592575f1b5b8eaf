"""Buyers outside Python: wrk, one connection and one Lua state for each, so that answers and the
next request belong together and the client takes little of the machine."""

import asyncio
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.report import Delays, Rate
from bench.wrk import needs_wrk
from tests.journeys.actors import JSON

# A buyer asks for a cart of three, reads when its shops can be visited, takes the first window of
# each and orders. The clock is the system's own: Lua knows only how long it has computed.
_SCRIPT = """
local ffi = require("ffi")
ffi.cdef "typedef struct { long s; long us; } moment; int gettimeofday(moment *m, void *zone);"
local moment = ffi.new("moment")
local function now()
  ffi.C.gettimeofday(moment, nil)
  return tonumber(moment.s) + tonumber(moment.us) / 1e6
end
local goods = {%s}
local rest = %f  -- seconds from one beginning to the next; 0: at once
local threads = {}
function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end
local step, cart, body, began, due = "cart", nil, nil, 0, 0
took, refused, ordered = "", 0, 0
local run = 0
function init(args)
  math.randomseed(number * 7919 + os.time())
  run = math.random(1, 2^30)
end
local headers = {["Content-Type"] = "application/json"}
local function some()
  local picked, lines = {}, {}
  while #lines < 3 do
    local one = math.random(#goods)
    if not picked[one] then
      picked[one] = true
      table.insert(lines, '{"variant_id":"' .. goods[one] .. '","quantity":1}')
    end
  end
  return '{"lines":[' .. table.concat(lines, ",") .. ']}'
end
function delay()
  if step ~= "cart" or rest == 0 then return 0 end
  local moment = now()
  -- Spread over one rest at first; who is late begins at once, and the delay is counted.
  if due == 0 then due = moment + rest * math.random() else due = due + rest end
  return math.max(0, (due - moment) * 1000)
end
function request()
  if step == "cart" then
    began = rest == 0 and now() or due
    return wrk.format("POST", "/api/v1/carts", headers, some())
  elseif step == "slots" then
    return wrk.format("GET", "/api/v1/carts/" .. cart .. "/slots")
  end
  ordered = ordered + 1
  local keyed = {["Content-Type"] = "application/json",
    ["Idempotency-Key"] = run .. "-" .. number .. "-" .. ordered}
  return wrk.format("POST", "/api/v1/carts/" .. cart .. "/checkout", keyed, body)
end
function response(status, _, answer)
  if status >= 300 then
    refused = refused + 1
    step = "cart"
  elseif step == "cart" then
    cart = string.match(answer, '"id":"([0-9a-f-]+)"')
    step = "slots"
  elseif step == "slots" then
    local slots = {}
    for shop, start in string.gmatch(answer, '"shop_id":"([0-9a-f-]+)".-"start":"([^"]+)"') do
      table.insert(slots, '"' .. shop .. '":"' .. start .. '"')
    end
    body = '{"contact":{"name":"Anna Beispiel","email":"anna@example.org"},"payment":"pickup",'
      .. '"slots":{' .. table.concat(slots, ",") .. '}}'
    step = "checkout"
  else
    took = took .. string.format("%%.1f ", (now() - began) * 1000)
    step = "cart"
  end
end
function done(summary)
  local all, bad = {}, 0
  for _, thread in ipairs(threads) do
    table.insert(all, thread:get("took"))
    bad = bad + thread:get("refused")
  end
  local failed = summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format('{"seconds":%%f,"bad":%%d,"took":"%%s"}\\n', summary.duration / 1e6,
    bad + failed, table.concat(all)))
end
"""


async def order_at_once(
    base: str,
    goods: Sequence[JSON],
    *,
    buyers: int,
    seconds: int,
    per_second: float | None = None,
) -> Rate:
    """Complete orders: cart with three lines → slots → checkout, by so many buyers at once.

    With `per_second` they begin at that rate whether or not they are served; a delay counts from
    the moment at which one meant to begin.
    """
    needs_wrk()
    variants = ",".join(json.dumps(product["variants"][0]["id"]) for product in goods)
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as script:
        script.write(_SCRIPT % (variants, buyers / per_second if per_second else 0))
    try:
        process = await asyncio.create_subprocess_exec(
            "wrk", f"-t{buyers}", f"-c{buyers}", f"-d{seconds}s", "--timeout", "20s",
            "-s", script.name, base, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        output, _ = await process.communicate()
    finally:
        Path(script.name).unlink()
    told = json.loads(output.decode().strip().splitlines()[-1])
    took = [float(each) / 1000 for each in told["took"].split()]
    return Rate(len(took) / told["seconds"], Delays.of(took), told["bad"])
