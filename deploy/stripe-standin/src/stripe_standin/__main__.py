"""`python -m stripe_standin --port 8099`: the stand-in as a program of its own."""

import argparse

import uvicorn

from stripe_standin.app import create_standin
from stripe_standin.settings import StandinSettings


def main() -> None:
    parser = argparse.ArgumentParser(prog="stripe_standin", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--public-url", help="address of the pay page, as browsers see it")
    parser.add_argument("--webhook-url", help="where events are sent")
    parser.add_argument("--webhook-secret", help="signs them")
    parser.add_argument("--api-key", help="the only key accepted; any test key when left out")
    parser.add_argument("--state-file", help="SQLite file; in memory when left out")
    parser.add_argument("--control", action="store_true", default=None, help="allow /_control")
    given = vars(parser.parse_args())
    host, port = given.pop("host"), given.pop("port")
    settings = StandinSettings(
        **{name: value for name, value in given.items() if value is not None}
    )
    uvicorn.run(create_standin(settings), host=host, port=port, log_level="info")


if __name__ == "__main__":
    main()
