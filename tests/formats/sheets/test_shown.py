"""What a person sees of a number with a format."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.formats.sheets.codes import BUILT_IN, LONGEST_CODE, kind_of
from perfkit.formats.sheets.shown import shown

ACCOUNTS = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("number", "code", "seen"),
    [
        ("0.95", "0.00%", "95.00%"),
        ("0.95", "0%", "95%"),
        ("0.955", "0%", "96%"),
        ("0.9549999", "0%", "95%"),
        ("1", "0%", "100%"),
        ("100", "0%", "10000%"),
        ("0.95", "General", "0.95"),
        ("0.95", "", "0.95"),
        ("14654", "0.00", "14654.00"),
        ("3.005", "0.00", "3.01"),
        ("-3.005", "0.00", "-3.01"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("999", "#,##0", "999"),
        ("1000", "#,##0", "1,000"),
        ("0", "#,##0", "0"),
        ("0", "#", ""),
        ("5", "0.#", "5."),
        ("5.25", "0.#", "5.3"),
        ("0.5", ".00", ".50"),
        ("12.5", ".00", "12.50"),
        ("3", "000", "003"),
        ("95", '0"分"', "95分"),
        ("2000", "0.00万元", "2000.00万元"),
        ("7", 'G/通用格式"人"', "7人"),
        ("1234.5", '"¥"#,##0.00', "¥1,234.50"),
        ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
        ("12345678", "0.0,,", "12.3"),
        ("14654000", "#,##0,", "14,654"),
        ("200000000", '0!.0,"万元"', "20000.0万元"),
        ("20000", "0!.0000", "2.0000"),
        ("-5", "#,##0;-#,##0", "-5"),
        ("-5", "0;(0)", "(5)"),
        ("0", '0;-0;"无"', "无"),
        ("5", '0;-0;"无"', "5"),
        ("5", ";;;", ""),
        ("-1234.5", ACCOUNTS, "-1,234.50"),
        ("0", ACCOUNTS, "-"),
        ("1234.5", "[红色][>=1000]0.00;0.0", "1234.50"),
        ("999.5", "[Red][>=1000]0.00;0.0", "999.5"),
        ("3", "@", "3"),
        ("12345678901", "0000-00-00", "1234567-89-01"),
    ],
)
def test_formats_of_forms_show_what_office_programs_show(number, code, seen):
    """Percentages, thousands, texts around a figure, scales and sections, each at its edge."""
    assert shown(Decimal(number), code) == seen


@pytest.mark.parametrize(
    "code", ["# ?/?", "0.00E+00", "[DBNum1]0.00", "[>1]0;[<-1]0;yyyy", "0" * (LONGEST_CODE + 1), ";;;;;"]
)
def test_formats_that_are_not_understood_show_the_plain_number(code):
    """A wrong figure is never shown, only the digits that are there."""
    assert shown(Decimal("0.125"), code) == "0.125"


@given(st.decimals(-(10**12), 10**12, places=6), st.integers(0, 6))
def test_fixed_places_agree_with_decimals_own_rounding(number, places):
    """``0.00`` rounds half away from zero, whatever precision the host's context has."""
    with localcontext() as context:
        context.prec = 60
        expected = number.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")
    with localcontext() as context:
        context.prec = 2
        seen = shown(number, "0." + "0" * places if places else "0")

    assert Decimal(seen) == expected


@given(st.text('0#?.,%;"!\\_*[]<>=-yYmdhs@万元E+/ 1', max_size=20), st.decimals(-(10**15), 10**15, places=4))
def test_any_code_shows_something(code, number):
    """No code, however broken, is an error."""
    assert isinstance(shown(number, code), str)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("0.00%", "number"),
        ("General", "number"),
        ("@", "number"),
        ("yyyy-mm-dd", "date"),
        ('m"月"d"日"', "date"),
        ("[$-804]aaaa;@", "date"),
        ("mmm", "date"),
        ("yyyy/m/d h:mm", "date"),
        ("h:mm", "time"),
        ("[h]:mm:ss", "time"),
        ("mm:ss", "time"),
        ('0"年"', "number"),
        ("0\\d", "number"),
        ("[Red]0", "number"),
        (BUILT_IN[14], "date"),
        (BUILT_IN[31], "date"),
        (BUILT_IN[58], "date"),
        (BUILT_IN[20], "time"),
        (BUILT_IN[44], "number"),
    ],
)
def test_formats_tell_dates_from_numbers(code, kind):
    """Letters of dates count, those inside quotes and brackets do not; the Chinese formats without a code are known."""
    assert kind_of(code) == kind
