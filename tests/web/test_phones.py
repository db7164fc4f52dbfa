"""Telephone numbers in what people wrote can be touched; nothing else becomes one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_app.web.phones import pieces


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("Duty team 01632 960 041.", ["01632960041"]),
        ("Ring (01632) 960041, then 999", ["01632960041", "999"]),
        ("+44 (0)1632 960041 or +44 1632 960041", ["+441632960041", "+441632960041"]),
        ("Childline 0800 1111; Samaritans 116 123.", ["08001111", "116123"]),
        ("07700-900-461 (Nell)", ["07700900461"]),
        ("منى ٠١٦٣٢ ٩٦٠ ٠٤١", []),
        ("Football, Saturday 20 June 2026, 9:30", []),
        ("On 12/06/2026, 14.06.2026 or 2026-06-16 at 10:00", []),
        ("14 Marigold Row, FN4 7QT, flat 101A, £116.123", []),
        ("case 88123456, order AB0163296004", []),
    ],
)
def test_numbers_are_found_as_people_write_them(text: str, dialled: list[str]) -> None:
    assert [piece.dial for piece in pieces(text) if piece.dial] == dialled


@given(st.text(alphabet="0123456789 +()-.,:/\nab", max_size=60))
def test_no_letter_of_the_text_is_lost(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text
