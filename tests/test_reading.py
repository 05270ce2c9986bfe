"""YAML text → plain values with their places."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from playbook_generator.reading import LARGEST_FILE, read
from playbook_generator.slips import DEEPEST, Place


def test_reads_what_yaml_says() -> None:
    document = read(b"title: \xe5\xa4\xaa\xe8\xb4\xb5\ncount: 3\nday: 2026-11-24\nlist: [a, 'b']\n")
    assert document.faults == ()
    assert document.value == {"title": "太贵", "count": 3, "day": date(2026, 11, 24), "list": ["a", "b"]}


_texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Zl", "Zp"]), max_size=30)
_values = st.recursive(_texts, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4))


@given(st.dictionaries(_texts, _values, max_size=5))
def test_reads_whatever_yaml_writes(value: dict[str, object]) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=False)
    document = read(text.encode())
    assert document.value == value
    assert document.faults == ()


@given(st.binary(max_size=400))
def test_never_raises(data: bytes) -> None:
    document = read(data)
    assert document.value is not None or document.faults


@pytest.mark.parametrize("written", ["010", "8:30", "1_000", "0x1f", "1:30.5"])
def test_a_number_that_yaml_would_change_stays_as_it_is_written(written: str) -> None:
    assert read(f"a: [{written}]\n".encode()).value == {"a": [written]}


def test_places_count_characters_not_bytes() -> None:
    document = read("名: 一\n单:\n  - 太贵: '很贵'\n".encode())
    assert document.place(("单", 0, "太贵")) == Place(3, 9, 4)
    assert document.place(("单", 0, "太贵"), of_key=True) == Place(3, 5, 2)


def test_the_place_of_what_is_missing_is_its_holder() -> None:
    document = read(b"a:\n  b: 1\n")
    assert document.place(("a", "c", "d")) == Place(1, 1, 1)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\na: 2\n", "PB017", 2, 1),
        ("a:\n\tb: 1\n", "PB011", 2, 1),
        ('a: "x\nb: 2\n', "PB012", 1, 4),
        ("a: &x 1\n", "PB018", 1, 4),
        ("<<: {a: 1}\n", "PB019", 1, 1),
        ("a: !!python/name:os.system x\n", "PB020", 1, 4),
        ("---\na: 1\n---\nb: 1\n", "PB014", 3, 1),
        ("", "PB015", 1, 1),
        ("- a\n", "PB016", 1, 1),
        ("yes: 1\n", "PB022", 1, 1),
        ("a: b: c\n", "PB023", 1, 5),
        ("a: @b\n", "PB024", 1, 4),
        ("a: [1, 2\n", "PB065", 1, 4),
        ("a: 2026-13-45\n", "PB036", 1, 4),
        ("\ufeffa: 1\n", "PB002", 1, 1),
        ("a: b\u202ec\n", "PB004", 1, 5),
        ("a: b\x07c\n", "PB003", 1, 5),
        ("a: 1\n<<<<<<< HEAD\n", "PB013", 2, 1),
        ("a: " + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "PB021", 1, 3 + DEEPEST),
        ("a: " + "[" * 100_000, "PB021", 1, None),
    ],
)
def test_names_what_is_wrong_and_where(text: str, code: str, line: int, column: int | None) -> None:
    fault = read(text.encode()).faults[0]
    assert (fault.code, fault.place.line) == (code, line)
    assert column is None or fault.place.column == column


def test_names_every_repeated_key() -> None:
    faults = read(b"a: 1\na: 2\nb:\n  c: 1\n  c: 2\n").faults
    assert [(fault.code, fault.place.line) for fault in faults] == [("PB017", 2), ("PB017", 5)]


def test_refuses_what_is_not_utf8_and_what_is_too_big() -> None:
    assert read(b"a: \xff\n").faults[0].code == "PB001"
    assert read(b"a: " + b"x" * LARGEST_FILE).faults[0].code == "PB005"
