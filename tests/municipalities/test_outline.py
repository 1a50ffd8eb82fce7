import pytest

from core import content_version
from municipalities.models import Municipality
from municipalities.outline import association_map, centroid, path_of, rings

SQUARE = [[7.0, 51.0], [7.1, 51.0], [7.1, 51.1], [7.0, 51.1], [7.0, 51.0]]


def test_rings_of_both_kinds_of_boundaries():
    assert list(rings({"type": "Polygon", "coordinates": [SQUARE]})) == [
        [(7.0, 51.0), (7.1, 51.0), (7.1, 51.1), (7.0, 51.1), (7.0, 51.0)]
    ]
    assert len(list(rings({"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}))) == 2
    assert list(rings({})) == []


def test_a_path_is_closed_and_short():
    assert path_of([[(0.0, 0.0), (10.0, 0.5), (10.0, 10.0), (0.0, 0.0)]]) == "M0,0L10,0.5L10,10Z"


def test_the_name_stands_in_the_middle():
    assert centroid([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]) == (5.0, 5.0)
    # a line has no area
    assert centroid([(0, 0), (10, 0), (0, 0)]) == (3.3, 0.0)


@pytest.mark.django_db
def test_the_towns_lie_as_on_a_map(luenen, selm):
    drawing = association_map()
    shapes = {shape.name: shape for shape in drawing.shapes}
    # Selm lies north-west of Lünen; up is a smaller y.
    assert float(shapes["Selm"].label_y) < float(shapes["Lünen"].label_y)
    assert float(shapes["Selm"].label_x) < float(shapes["Lünen"].label_x)
    assert shapes["Lünen"].url == "/luenen/"
    numbers = [
        float(number)
        for shape in drawing.shapes
        for point in shape.path.strip("MZ").replace("ZM", "L").split("L")
        for number in point.split(",")
    ]
    assert min(numbers) >= 0
    assert max(numbers) <= max(drawing.width, drawing.height)


@pytest.mark.django_db
def test_towns_without_a_boundary_make_no_map(luenen):
    Municipality.objects.update(boundary=None)
    content_version.forget_everything()
    assert association_map() is None
