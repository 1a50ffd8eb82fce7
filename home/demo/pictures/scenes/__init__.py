from home.demo.pictures.scenes import (  # noqa: F401 - each module registers its scenes
    caring,
    culture,
    learning,
    moving,
    outdoors,
    public,
    sharing,
    towns,
)
from home.demo.pictures.scenes.registry import SCENES, Scene

__all__ = ["SCENES", "Scene"]
