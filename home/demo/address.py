from urllib.parse import urlsplit

from wagtail.models import Site


def answer_at(base_url: str) -> None:
    """Let the default site's full addresses (canonical links, sitemap) begin with `base_url`."""
    parts = urlsplit(base_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    for site in Site.objects.filter(is_default_site=True).exclude(
        hostname=parts.hostname, port=port
    ):
        site.hostname, site.port = parts.hostname, port
        site.save()
