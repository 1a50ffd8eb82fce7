"""Many pages written at once, ending as if each had been saved and published by itself.

`add_child`, `save_revision` and `publish` cost some forty statements a page. Here the same rows
are written for a whole batch: page tree, page, revision, log, reference index and search index,
with a fixed number of statements (and two more for each page that is changed).

What is not done, and callers must know: no validation, no `save` of the model (derived columns
must be set), no signals for single pages. Instead `pages_written` is sent once for all, and
public content is said to have changed once (`content_version`).

The parents are locked as treebeard itself locks them, so that imports, and people in the admin,
can add pages below the same parent at the same time.
"""

from core.bulk_pages.indexing import index_texts
from core.bulk_pages.publishing import (
    create_pages,
    expire_pages,
    pages_written,
    publish_again,
    publish_changes,
)
from core.bulk_pages.rows import Authorship
from core.bulk_pages.tree import NewPage, free_slug

__all__ = [
    "Authorship",
    "NewPage",
    "create_pages",
    "expire_pages",
    "free_slug",
    "index_texts",
    "pages_written",
    "publish_again",
    "publish_changes",
]
