"""Places and rounds of the region: they fit the shops there are, and are set up once."""

from typing import Any

from onebox.seed.client import Answer
from onebox.seed.market import Person
from onebox.seed.sow import Report
from onebox.seed.stations import Stations, read_stations
from orders.domain.stations import KNOWN_TEMPERATURES
from orders.http.station_bodies import PointBody, TourBody

from tests.onebox.seed.region_folder import ZEITZ, zeitz_shops


def test_they_name_shops_and_temperatures_that_exist() -> None:
    found = read_stations(ZEITZ)
    known = {stocked.shop.slug for stocked in zeitz_shops()}

    assert len(found.points) >= 3
    assert found.rounds
    assert set(found.shops()) <= known
    cold = [point.temperatures for point in found.points]
    cold += [one.temperatures for one in found.rounds]
    assert {key for keys in cold for key in keys} <= KNOWN_TEMPERATURES


def test_the_market_takes_them_as_they_stand() -> None:
    found = read_stations(ZEITZ)

    assert [PointBody.model_validate(point.body()).name for point in found.points]
    assert [TourBody.model_validate(one.body()).name for one in found.rounds]


class AMarket:
    """Keeps what is put into it."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}
        self.puts: list[str] = []

    async def call(self, method: str, path: str, body: Any = None, **_: str) -> Answer:
        if method == "PUT":
            self.puts.append(path)
            self.kept[path] = body
            return Answer(200, {})
        if path.endswith("/bringing"):
            said = self.kept.get(path, {"points": {}})["points"]
            points = [
                {
                    "slug": key.rpartition("/")[2],
                    "id": key,
                    "days": said.get(key, {}).get("days", []),
                }
                for key in self.kept
                if "pickup-points" in key
            ]
            return Answer(200, {"points": points, "tours": []})
        prefix = path.partition("?")[0] + "/"
        found = [key.rpartition("/")[2] for key in self.kept if key.startswith(prefix)]
        return Answer(200, {"items": [{"slug": slug} for slug in found]})


async def test_twice_is_once() -> None:
    market, wanted = AMarket(), read_stations(ZEITZ)
    somebody = Person(market, "token")
    stations = Stations(somebody, somebody, Report())

    await stations.set_up(wanted)
    first = list(market.puts)
    await stations.set_up(wanted)

    assert len([path for path in first if "bringing" in path]) == len(wanted.shops())
    # A shop that only gives to a round may say so again; nothing else is said twice.
    again = market.puts[len(first) :]
    assert all(path.endswith("/bringing") for path in again)
