"""StreamField content from the demo's TOML blocks: each a table with the block's name."""

from typing import Any

from wagtail.models import Page

from home.demo.gallery import Gallery
from home.demo.markup import rich_text
from home.demo.pictures import SCENES

Block = dict[str, Any]


def stream(
    body: list[Block], *, gallery: Gallery, pages: dict[str, Page], town: str = ""
) -> list[Block]:
    """What a StreamField takes. Pages are named by their slugs, pictures by their scenes."""
    return [_block(entry, gallery, pages, town) for entry in body]


def _block(entry: Block, gallery: Gallery, pages: dict[str, Page], town: str) -> Block:
    ((kind, value),) = entry.items()
    if kind == "text":
        value = rich_text(value)
    elif kind == "picture":
        scene = value["scene"]
        value = {
            "image": gallery.picture(scene, town=town).pk,
            "alt": SCENES[scene].alt,
            "caption": value.get("caption", ""),
        }
    elif kind == "questions":
        value = [{**item, "answer": rich_text(item["answer"])} for item in value]
    elif kind == "call_to_action":
        value = {**value, "page": pages[value["page"]].pk}
    elif kind == "audiences":
        audiences = [
            {
                **audience,
                "page": pages[audience["page"]].pk,
                "image": gallery.picture(audience["picture"], town=town).pk,
            }
            for audience in value["audiences"]
        ]
        value = {**value, "audiences": audiences}
    return {"type": kind, "value": value}
