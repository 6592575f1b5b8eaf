"""Showing the market to people and machines: map, site map, feeds, pictures beside links."""

from starlette.routing import Route

from gateway.pages.problems import guarded
from gateway.pages.showing import feeds, map_page, robots, share, sitemap

ROUTES = [
    Route("/karte", guarded(map_page.map_page)),
    Route("/robots.txt", guarded(robots.robots)),
    Route("/opensearch.xml", guarded(robots.opensearch)),
    Route("/sitemap.xml", guarded(sitemap.index)),
    Route("/sitemap/seiten.xml", guarded(sitemap.pages)),
    Route("/sitemap/waren.xml", guarded(sitemap.goods)),
    Route("/sitemap/waren-{after:uuid}.xml", guarded(sitemap.goods)),
    Route("/feed.xml", guarded(feeds.of_market)),
    Route("/kategorie/{key:key}/feed.xml", guarded(feeds.of_category)),
    Route("/laden/{slug:slug}/feed.xml", guarded(feeds.of_shop)),
    Route("/teilen/markt.png", guarded(share.of_market)),
    Route("/teilen/laden/{slug:slug}.png", guarded(share.of_shop)),
    Route("/teilen/produkt/{id:uuid}.png", guarded(share.of_product)),
]
