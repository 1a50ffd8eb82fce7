"""What a request asks the database."""

from django.test.utils import CaptureQueriesContext


def asked_of_pages(captured: CaptureQueriesContext) -> list[str]:
    """The queries without the looks at the clocked versions, which depend on the second."""
    return [
        query["sql"]
        for query in captured.captured_queries
        if "contentversion" not in query["sql"] and "offerchange" not in query["sql"]
    ]
