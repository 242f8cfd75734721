"""Monitoring files as they come: titles, units, encodings, detection limits, bad rows."""

import codecs
import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import InputError
from geo.water import (
    ITEMS,
    SampleFile,
    TemplateRow,
    assess_stations,
    read_samples,
    sample_template,
)
from geo.water.header import read_header
from geo.water.items import Reading

HEAD = "station,kind,date,target"


def read(*lines: str) -> SampleFile:
    return read_samples("\n".join(lines).encode())


def found(file: SampleFile) -> list[tuple[str, int | None, str]]:
    return [(each.code, each.row, each.field) for each in file.problems]


def cell(title: str, text: str) -> Reading | None:
    """What one cell of an item is read as, in a file without problems."""
    file = read(f"{HEAD},{title}", f"A,river,2025-03-01,3,{text}")
    assert file.problems == ()
    (sample,) = file.samples
    return next(iter(sample.readings.values()), None)


def test_a_file_becomes_samples_with_their_lines() -> None:
    file = read(
        f"{HEAD},pH,氨氮(mg/L),TP,do_sat",
        "洞泾港,river,2025-03-01,Ⅲ,7.2,0.8,,95",
        "",
        "华阳湖,lake,2025-04-02,4,7.9,,0.05,",
    )
    river, lake = file.samples
    assert file.problems == ()
    assert file.rows == 2
    assert file.sound
    assert (river.station, river.kind, river.target, river.row) == ("洞泾港", "river", 3, 2)
    assert river.readings == {"ph": Reading(7.2), "nh3n": Reading(0.8)}
    assert (river.do_saturation, lake.do_saturation) == (95, None)
    assert (lake.kind, lake.taken, lake.row) == ("lake", dt.datetime.fromisoformat("2025-04-02"), 4)


@pytest.mark.parametrize(
    ("title", "item"),
    [
        ("氨氮", "nh3n"),
        ("氨氮(mg/L)", "nh3n"),
        ("NH3-N", "nh3n"),
        ("NH₃-N（mg/L）", "nh3n"),
        ("nh3n_mg_l", "nh3n"),
        ("总磷 TP", "tp"),
        ("总磷（以P计）", "tp"),
        ("total phosphorus [mg/L]", "tp"),
        ("总氮（湖、库，以N计）(mg/L)", "tn"),
        ("高锰酸盐指数", "codmn"),
        ("高锰酸盐指数(CODMn, mg/L)", "codmn"),
        ("I_Mn", "codmn"),
        ("化学需氧量（COD）", "cod"),
        ("CODcr", "cod"),
        ("五日生化需氧量（BOD5）", "bod5"),
        ("BOD₅", "bod5"),
        ("溶解氧 DO mg/L", "do"),
        ("Dissolved oxygen", "do"),
        ("溶解氧(%)", "do_sat"),
        ("溶解氧饱和度（％）", "do_sat"),
        ("pH值(无量纲)", "ph"),
        ("PH", "ph"),
        ("铬(六价)", "cr6"),
        ("铬（六价）Cr6+", "cr6"),
        ("Cr(Ⅵ)", "cr6"),
        ("氟化物(以F-计)", "f"),
        ("硫化物 S2-", "s"),
        ("砷(As)", "as"),
        ("NH3-N (as N)", "nh3n"),
        ("汞Hg(µg/L)", "hg"),
        ("总磷TP", "tp"),
        ("断面station", "station"),
        ("汞 Hg", "hg"),
        ("石油类", "oil"),
        ("阴离子表面活性剂 LAS", "las"),
        ("粪大肠菌群(个/L)", "fc"),
        ("粪大肠菌群 MPN/L", "fc"),
        ("水温(℃)", None),
        ("监测断面", "station"),
        ("采样日期 date", "date"),
        ("水质目标", "target"),
        ("水体类型", "kind"),
        ("氨氮 总磷", None),
    ],
)
def test_titles_are_understood(title: str, item: str | None) -> None:
    columns, problems = read_header([title])
    assert [column.role for column in columns] == ([item] if item else [])
    unknown = [each.field for each in problems if each.code == "water_column_unknown"]
    assert unknown == ([] if item else [title])


@pytest.mark.parametrize("item", ITEMS)
def test_every_item_has_its_names(item: str) -> None:
    for title in (item, ITEMS[item].zh, ITEMS[item].en, ITEMS[item].en.upper()):
        ((column,), _) = read_header([title])
        assert column.role == item


@pytest.mark.parametrize(
    ("title", "text", "value"),
    [
        ("汞(mg/L)", "0.0001", 0.0001),
        ("汞(µg/L)", "0.1", 0.0001),
        ("汞(μg/L)", "0.1", 0.0001),
        ("汞(ug/l)", "0.1", 0.0001),
        ("汞（微克/升）", "0.1", 0.0001),
        ("汞 ng/L", "100", 0.0001),
        ("汞 mg·L-1", "0.0001", 0.0001),
        ("COD(g/L)", "0.02", 20),
        ("粪大肠菌群(个/100mL)", "1000", 10_000),
        ("TP", "1.5E-1", 0.15),
        ("TP", "０．１５", 0.15),
        ("TP", " .15 ", 0.15),
        ("TP", "+0.15", 0.15),
        ("TP", "0", 0),
    ],
)
def test_values_come_in_the_unit_of_the_standard(title: str, text: str, value: float) -> None:
    assert cell(title, text) == Reading(value)


@pytest.mark.parametrize(
    "text",
    [
        *("<0.05", "＜0.05", "< 0.05", "0.05L", "0.05 l", "0.05Ｌ", "0.05(L)", "<0.05L"),
        *("ND(0.05)", "ND<0.05", "未检出(0.05)", "未检出（＜0.05）"),
    ],
)
def test_below_the_detection_limit_half_of_it_is_read(text: str) -> None:
    assert cell("氨氮", text) == Reading(0.025, below=True)
    assert cell("氨氮(µg/L)", text.replace("0.05", "50")) == Reading(0.025, below=True)


@pytest.mark.parametrize("text", ["ND", "nd", "未检出", "<DL", "N.D."])
def test_not_detected_without_a_limit_enters_as_nothing_and_says_so(text: str) -> None:
    file = read(f"{HEAD},氨氮", f"A,river,2025-03-01,3,{text}")
    assert file.samples[0].readings == {"nh3n": Reading(0, below=True)}
    assert found(file) == [("water_no_limit", 2, "氨氮")]
    assert file.sound


@pytest.mark.parametrize("text", ["", " ", "-", "—", "/", "NA", "未测"])
def test_an_empty_cell_is_no_value(text: str) -> None:
    assert cell("TP", text) is None


@pytest.mark.parametrize(
    ("text", "target"),
    [
        *(
            (text, 3)
            for text in ("3", "III", "Ⅲ", "Ⅲ类", "iii类水", "三类", "class III", "3.0", "３")
        ),
        *(("Ⅰ", 1), ("Ⅱ类", 2), ("Ⅳ类", 4), ("IV", 4), ("V", 5), ("", None)),
    ],
)
def test_targets_are_understood(text: str, target: int | None) -> None:
    (sample,) = read(f"{HEAD},TP", f"A,river,2025-03-01,{text},1").samples
    assert sample.target == target


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-03-01", "2025-03-01"),
        ("2025/3/1", "2025-03-01"),
        ("2025.3.1", "2025-03-01"),
        ("20250301", "2025-03-01"),
        ("2025年3月1日", "2025-03-01"),
        ("２０２５年３月１日", "2025-03-01"),
        ("2025-03", "2025-03-01"),
        ("2025年3月", "2025-03-01"),
        ("2025-03-01 09:30", "2025-03-01T09:30"),
        ("2025/3/1 9:30:15", "2025-03-01T09:30:15"),
        ("2025-03-01T09:30:15.250", "2025-03-01T09:30:15"),
    ],
)
def test_dates_are_understood(text: str, moment: str) -> None:
    (sample,) = read(f"{HEAD},TP", f"A,river,{text},3,1").samples
    assert sample.taken == dt.datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        (0, "", "water_value_needed"),
        (1, "", "water_value_needed"),
        (1, "sea", "water_kind"),
        (2, "", "water_value_needed"),
        (2, "01/02/2025", "water_date"),
        (2, "2025-02-30", "water_date"),
        (2, "2025-03-00", "water_date"),
        (2, "2025-03-01 25:00", "water_date"),
        (2, "45717", "water_date"),
        (3, "6", "water_target"),
        (3, "劣Ⅴ", "water_target"),
        (3, "good", "water_target"),
        (4, "x", "water_number"),
        (4, "0.05mg/L", "water_number"),
        (4, "1 000", "water_number"),
        (4, "nan", "water_number"),
        (4, "inf", "water_number"),
        (4, "1e999", "water_number"),
        (4, "<0", "water_number"),
        (4, "<x", "water_number"),
        (4, ">20", "water_number"),
        (4, "(0.05)", "water_number"),
        (4, "-0.1", "water_negative"),
        (4, "－0.1", "water_negative"),
        (5, "14.1", "water_ph_range"),
        (5, "<6", "water_number"),
        (5, "ND", "water_number"),
        (6, "much", "water_number"),
        (6, "-1", "water_negative"),
    ],
)
def test_a_bad_cell_costs_its_row_and_is_reported_with_line_column_and_value(
    column: int, text: str, code: str
) -> None:
    titles = [*HEAD.split(","), "氨氮(mg/L)", "pH", "do_sat"]
    good = ["A", "river", "2025-03-01", "3", "0.1", "7", "90"]
    bad = [*good[:column], text, *good[column + 1 :]]
    file = read(",".join(titles), ",".join(bad), ",".join(["B", *good[1:]]))
    assert found(file) == [(code, 2, titles[column])]
    assert file.problems[0].params == ({} if code == "water_value_needed" else {"value": text})
    assert [(sample.station, sample.row) for sample in file.samples] == [("B", 3)]
    assert (file.sound, file.rows) == (False, 2)


def test_all_faults_of_all_rows_are_reported_at_once() -> None:
    file = read(
        f"{HEAD},TP,pH",
        "A,river,2025-03-01,3,x,15",
        "A,river,2025-03-02,3,0.1,7",
        "A,sea,yesterday,9,-1,7",
        "A,river,2025-03-03,3,0.1",
        "A,river,2025-03-04,3,0.1,7,8",
    )
    assert found(file) == [
        ("water_number", 2, "TP"),
        ("water_ph_range", 2, "pH"),
        ("water_kind", 4, "kind"),
        ("water_date", 4, "date"),
        ("water_target", 4, "target"),
        ("water_negative", 4, "TP"),
        ("water_row_width", 5, ""),
        ("water_row_width", 6, ""),
    ]
    assert file.problems[-1].params == {"found": 7, "expected": 6}
    assert [sample.row for sample in file.samples] == [3]


def test_the_line_is_where_the_row_begins() -> None:
    # The name on lines 2 and 3 is one cell; the blank line 4 counts.
    file = read(f"{HEAD},TP", '"A', '1",river,2025-03-01,3,0.1', "", "B,river,2025-03-01,3,x")
    assert [sample.row for sample in file.samples] == [2]
    assert found(file) == [("water_number", 5, "TP")]


def test_a_second_row_of_station_and_time_is_reported_and_the_first_kept() -> None:
    file = read(
        f"{HEAD},TP",
        "A,river,2025-03-01,3,x",
        "A,river,2025-03-01,3,0.1",
        "A,river,2025/3/1,3,0.3",
        "A,river,2025-03-01 12:00,3,0.2",
        "B,river,2025-03-01,3,0.1",
    )
    assert found(file) == [("water_number", 2, "TP"), ("water_duplicate", 4, "")]
    assert file.problems[1].params == {"station": "A", "first": 3}
    assert [sample.row for sample in file.samples] == [3, 5, 6]


@pytest.mark.parametrize("other", ["A,lake,2025-03-02,3,0.1", "A,river,2025-03-02,4,0.1"])
def test_a_station_has_one_kind_and_one_target(other: str) -> None:
    file = read(f"{HEAD},TP", "A,river,2025-03-01,3,0.1", other)
    assert found(file) == [("water_station_differs", 3, "")]
    assert file.problems[0].params == {"name": "A", "first": 2}
    assert len(assess_stations(file.samples)) == 1


def test_a_row_without_values_is_a_station_without_data() -> None:
    file = read(f"{HEAD},TP", "A,river,2025-03-01,5,")
    (station,) = assess_stations(file.samples)
    assert file.sound
    assert (station.name, station.water_class, station.met) == ("A", None, None)


def test_the_columns_that_cannot_be_used_are_named() -> None:
    file = read(f"{HEAD},TP(kg/m3),pH(mg/L),氨氮,NH3-N,备注", "A,river,2025-03-01,3,1,7,0.1,9,ok")
    assert found(file) == [
        ("water_unit_unknown", 1, "TP(kg/m3)"),
        ("water_unit_unknown", 1, "pH(mg/L)"),
        ("water_column_twice", 1, "NH3-N"),
        ("water_column_unknown", 1, "备注"),
    ]
    assert [each.level for each in file.problems] == ["error", "error", "error", "repair"]
    assert [each.params for each in file.problems] == [
        {"unit": "kg m3"},
        {"unit": "mg/l"},
        {"name": "nh3n"},
        {},
    ]
    assert file.samples[0].readings == {"nh3n": Reading(0.1)}


def test_without_a_needed_column_or_any_item_nothing_is_read() -> None:
    file = read("station,date,TP", "A,2025-03-01,0.1")
    assert found(file) == [("water_column_missing", 1, "kind")]
    assert (file.samples, file.rows) == ((), 1)
    assert found(read(HEAD, "A,river,2025-03-01,3")) == [("water_no_items", 1, "")]
    assert found(read(f"{HEAD},TP")) == [("water_no_rows", None, "")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_delimiters_and_line_ends(encoding: str, delimiter: str, newline: str) -> None:
    rows = ["断面,类型,日期,目标,氨氮(mg/L)", "洞泾港,河流,2025年3月1日,Ⅲ类,＜0.05"]
    text = newline.join(rows).replace(",", delimiter)
    file = read_samples(text.encode(encoding))
    (sample,) = file.samples
    assert file.problems == ()
    assert (sample.station, sample.kind, sample.target) == ("洞泾港", "river", 3)
    assert sample.readings == {"nh3n": Reading(0.025, below=True)}


def test_a_delimiter_inside_quotes_is_none() -> None:
    file = read('station;kind;date;target;"TP,,,,,,(mg/L)"', '"A;1";river;2025-03-01;3;0.1')
    assert [sample.station for sample in file.samples] == ["A;1"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "water_empty"),
        (codecs.BOM_UTF8 + b"\n \n", "water_empty"),
        (b"PK\x03\x04\x14\x00\x06\x00", "water_encoding"),
        (b"\xff\xff\xff\xff", "water_encoding"),
        (b"\xff\xfe\x00", "water_encoding"),
        (f'{HEAD},TP\nA,river,"2025'.encode(), "water_torn"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as error:
        read_samples(content)
    assert error.value.code == code
    assert error.value.params == ({"row": 2} if code == "water_torn" else {})


def test_the_template_has_every_column_and_its_examples_are_never_data() -> None:
    file = read_samples(sample_template())
    assert found(file) == [
        ("water_example", 2, ""),
        ("water_example", 3, ""),
        ("water_no_rows", None, ""),
    ]
    assert (file.samples, file.rows) == ((), 0)

    text = sample_template().decode("utf-8-sig")
    titles, *examples = csv.reader(io.StringIO(text))
    columns, problems = read_header(titles)
    assert problems == []
    assert {each.role for each in columns} == {*HEAD.split(","), "do_sat", *ITEMS}
    # Under a name of its own, each example is a sound row that shows how values are written.
    for number, example in enumerate(examples):
        assert "示例" in example[0]
        assert "example" in example[0]
        examples[number] = [f"station {number}", *example[1:]]
    filled = io.StringIO()
    csv.writer(filled).writerows([titles, *examples])
    samples = read_samples(filled.getvalue().encode()).samples
    assert [(sample.kind, sample.target) for sample in samples] == [("river", 3), ("lake", 4)]
    assert samples[0].readings["cu"] == Reading(0.025, below=True)


@given(st.binary(max_size=300))
def test_any_bytes_give_samples_or_a_stated_fault(content: bytes) -> None:
    for part in (content, f"{HEAD},TP\n".encode() + content):
        codes = {"none"}
        try:
            file = read_samples(part)
        except InputError as error:
            codes = {error.code}
        else:
            assert file.samples or not file.sound
        assert codes <= {"none", "water_empty", "water_encoding", "water_torn"}


@given(
    st.floats(0, 1e6, allow_subnormal=False),
    st.sampled_from([("mg/L", 1), ("µg/L", 1000), ("ng/L", 1_000_000)]),
)
def test_a_value_is_the_same_in_every_unit(value: float, unit: tuple[str, int]) -> None:
    name, times = unit
    reading = cell(f"COD({name})", str(value * times))
    assert reading is not None
    assert reading.value == pytest.approx(value, rel=1e-15, abs=0)


def test_the_rows_of_the_template_count_once_they_are_filled_in() -> None:
    rows = [TemplateRow("洞泾港", "river", "Ⅳ"), TemplateRow("友谊河", "river", "")]
    empty = read_samples(sample_template(rows))
    assert (empty.samples, empty.rows) == ((), 0)
    assert {each.code for each in empty.problems} == {"water_example", "water_no_rows"}
    # Of the last row a date and one value are filled in.
    lines = sample_template(rows).decode("utf-8-sig").splitlines()
    head, last = lines[0].split(","), lines[-1].split(",")
    assert last[0] == "友谊河"
    last[2], last[next(i for i, title in enumerate(head) if "cod " in f"{title} ")] = (
        "2026-03-01",
        "12",
    )
    filled = read_samples("\n".join([*lines[:-1], ",".join(last)]).encode())
    [sample] = filled.samples
    assert sample.station == "友谊河"
    # A date alone is a beginning, and no row of the template any more.
    last[2:] = ["2026-03-01", *[""] * (len(last) - 3)]
    assert read_samples("\n".join([*lines[:-1], ",".join(last)]).encode()).rows == 1
