import numpy as np
import pytest

from ehrenamtskarte.printing.codes import Code, Level, make_code
from ehrenamtskarte.printing.errors import CardPrintError
from ehrenamtskarte.printing.readback import read_back
from tests.ehrenamtskarte.printing.samples import text_of


def test_a_good_code_passes():
    text = text_of()
    read_back(make_code(text, level=Level.M), text=text, number="LUE-1")


def refused(code, text):
    with pytest.raises(CardPrintError) as caught:
        read_back(code, text=text, number="LUE-4711")
    assert "LUE-4711" in str(caught.value)
    return caught.value.code


def test_a_code_of_another_card_is_refused():
    code = make_code(text_of(seed=1), level=Level.M)
    assert refused(code, text_of(seed=2)) == CardPrintError.Code.CODE_UNREADABLE


def test_a_broken_code_is_refused():
    code = make_code(text_of(), level=Level.M)
    modules = code.modules().copy()
    modules[10:40, 10:40] ^= 1
    broken = Code(code.size, np.packbits(modules, axis=1).tobytes())
    assert refused(broken, text_of()) == CardPrintError.Code.CODE_UNREADABLE


def test_a_code_that_is_drawn_inside_out_is_refused():
    code = make_code(text_of(), level=Level.M)
    negative = np.packbits(1 - code.modules(), axis=1).tobytes()
    assert refused(Code(code.size, negative), text_of()) == CardPrintError.Code.CODE_UNREADABLE


def test_a_code_too_fine_for_a_card_is_refused():
    text = text_of(240)
    code = make_code(text, level=Level.M)
    assert code.version > 10
    assert refused(code, text) == CardPrintError.Code.CODE_TOO_LARGE
