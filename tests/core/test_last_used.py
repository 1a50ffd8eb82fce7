from core.last_used import LastUsed


def test_a_value_is_made_once_and_the_one_not_used_longest_goes() -> None:
    made = []
    kept: LastUsed[str, str] = LastUsed(2)

    def get(key: str) -> str:
        return kept.get_or_make(key, lambda: made.append(key) or key.upper())

    assert [get(key) for key in "abab"] == ["A", "B", "A", "B"]
    get("c")
    get("b")
    assert made == ["a", "b", "c"]
    get("a")
    assert made == ["a", "b", "c", "a"]


def test_large_values_take_more_room() -> None:
    kept: LastUsed[int, str] = LastUsed(10, size_of=len)
    for key, length in enumerate((4, 4, 4)):
        kept.get_or_make(key, lambda length=length: "x" * length)
    assert kept.get_or_make(1, lambda: "new") == "xxxx"
    assert kept.get_or_make(0, lambda: "new") == "new"


def test_what_is_too_large_is_kept_alone() -> None:
    kept: LastUsed[str, str] = LastUsed(3, size_of=len)
    assert kept.get_or_make("a", lambda: "xxxx") == "xxxx"
    assert kept.get_or_make("a", lambda: "new") == "xxxx"
