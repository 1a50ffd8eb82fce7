"""What the map's points weigh and cost: a file of 10,000, made, kept and asked about again.

    python benchmarks/map.py [--offers 17000]

About six in ten generated offers have a public place; sizes are given for 10,000 points. CPU is
that of the web process, and its ratio that to a raw WSGI `ok` under the same server.
"""

import argparse
import gzip
import hashlib
import json
import tempfile

import brotli
import data
from server import Served, served

POINTS = "/angebote/karte.geojson"
LARGEST = 400_000  # bytes of 10,000 points, compressed
DEAREST = {"kept": 40, "known to the browser": 15}  # floors
REQUESTS = 100
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


def sizes(site: Served) -> None:
    for encoding, unpack in UNPACK.items():
        body = site.get(POINTS, {"Accept-Encoding": encoding})
        plain = unpack(body)
        points = len(json.loads(plain)["features"])
        scaled = len(body) * 10_000 / points
        verdict = "ok" if scaled <= LARGEST else "TOO MUCH"
        print(
            f"  {points} points, {encoding:5} {len(body):8,} of {len(plain):9,} bytes;"
            f" 10,000: {scaled:8,.0f}  (at most {LARGEST:,}) {verdict}"
        )


def costs(site: Served, floor: Served) -> None:
    least = floor.cpu_per_request("/" for _ in range(REQUESTS * 8))
    accepted = {"Accept-Encoding": "gzip"}
    # The file's digest is its ETag (core.maps.responses).
    plain = gzip.decompress(site.get(POINTS, accepted))
    known = f'"{hashlib.blake2b(plain, digest_size=12).hexdigest()}-gzip"'
    asked = {
        "kept": accepted,
        "known to the browser": {**accepted, "If-None-Match": known},
    }
    if site.get(POINTS, asked["known to the browser"]):
        raise RuntimeError("the browser has the file already, and got it again")
    for kind, headers in asked.items():
        cost = site.cpu_per_request((POINTS for _ in range(REQUESTS)), headers)
        verdict = "ok" if cost / least <= DEAREST[kind] else "TOO MUCH"
        print(
            f"  {kind:22} {cost * 1e3:6.2f} ms {cost / least:6.1f} x"
            f"  (at most {DEAREST[kind]} x) {verdict}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--offers", type=int, default=17_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "VAR_DIR": f"{folder}/var",
            "DATABASE_URL": "",
        }
        data.prepare(environment, options.offers)
        print(f"{options.offers} open offers on SQLite:")
        with (
            served("config.wsgi:application", environment) as site,
            served("server:ok", environment) as floor,
        ):
            site.get("/angebote/")  # the catalogue is there
            made = site.cpu_per_request([POINTS], {"Accept-Encoding": "gzip"})
            print(f"  made, once for each search until something is published: {made * 1e3:.0f} ms")
            sizes(site)
            costs(site, floor)


if __name__ == "__main__":
    main()
