import math

import pytest
from babel import Locale

from mutirao.base.charts import Frame, Measure, Step, Tile, tile_world
from mutirao.base.errors import InputError

STEPS = [Step(0, "none"), Step(1, "1 to 9"), Step(10, "10 to 19"), Step(20, "20 to 39"), Step(40, "40 or more")]
AMOUNT = Measure("Coordinators")
TILES = [
    Tile("BR", "Brazil", 1, 0, 40),
    Tile("CA", "Canada", 0, 1, 0),
    Tile("KE", "Kenya", 1, 12, 12),
    Tile("TD", "Chad", 0, 11),
    Tile("XX", "Somewhere", 2, 12, is_withheld=True),
]


def uses(drawing, chart):
    return [(use.get("href"), int(use.get("x")), int(use.get("y"))) for use in drawing(chart).iter("use")]


def test_tiles_stand_at_their_place_in_the_tone_of_their_step(frame, drawing):
    chart = tile_world(TILES, STEPS, AMOUNT, frame)

    # The second panel starts at column 10.
    assert uses(drawing, chart) == [
        ("#need-tone-1", 25, 0),
        ("#need-tone-5", 0, 25),
        ("#need-unknown", 25, 0),
        ("#need-tone-3", 50, 25),
        ("#need-withheld", 50, 50),
    ]


def test_tile_and_table_say_the_same(frame, drawing, texts):
    chart = tile_world(TILES, STEPS, AMOUNT, frame)

    assert texts(chart) == ["CA", "BR", "TD", "KE", "XX"]
    assert [title.text for title in drawing(chart).iter("title")] == [
        "Canada (CA): 0",
        "Brazil (BR): 40",
        "Chad (TD): not known",
        "Kenya (KE): 12",
        "Somewhere (XX): not published",
    ]
    assert chart.table.rows == (
        ("Brazil (BR)", "40", "40 or more"),
        ("Kenya (KE)", "12", "10 to 19"),
        ("Canada (CA)", "0", "none"),
        ("Chad (TD)", "not known", ""),
        ("Somewhere (XX)", "not published", ""),
    )
    assert chart.summary == "Highest is Brazil with 40; known are 3 of 5."


def test_every_square_differs_without_colour(frame, drawing):
    root = drawing(tile_world(TILES, STEPS, AMOUNT, frame))

    marks = {
        group.get("id"): (group.find("rect").get("class"), [path.get("d") for path in group.iter("path")])
        for group in root.iter("g")
        if group.get("id")
    }
    assert [marks[f"need-tone-{tone}"][1] for tone in range(1, 6)] == [
        ["M3 21h0"],
        ["M3 21h4"],
        ["M3 21h9"],
        ["M3 21h14"],
        ["M3 21h18"],
    ]
    assert marks["need-unknown"] == ("chart-tile chart-unknown", [])
    assert marks["need-withheld"][0] == "chart-tile chart-withheld"
    assert len(marks["need-withheld"][1]) == 1


@pytest.mark.parametrize(("n_steps", "tones"), [(2, [1, 5]), (3, [1, 3, 5]), (4, [1, 2, 4, 5]), (5, [1, 2, 3, 4, 5])])
def test_few_steps_spread_over_the_ramp(frame, drawing, n_steps, tones):
    tiles = [Tile("BR", "Brazil", 0, 0, 1)]
    steps = [Step(number, str(number)) for number in range(n_steps)]

    ids = [group.get("id") for group in drawing(tile_world(tiles, steps, AMOUNT, frame)).iter("g") if group.get("id")]

    assert ids == ["need-unknown", "need-withheld", *(f"need-tone-{tone}" for tone in tones)]


def test_legend_has_words_for_steps_unknown_and_withheld(frame):
    assert [mark.meaning for mark in tile_world(TILES, STEPS, AMOUNT, frame).legend] == [
        *(step.words for step in STEPS),
        "not known",
        "not published, to protect people",
    ]


def test_world_is_an_image_until_a_tile_leads_somewhere(frame, drawing):
    linked = [*TILES, Tile("IN", "India", 3, 0, 5, url="/societies/IN/?a=1&b=2")]

    still, leading = (drawing(tile_world(tiles, STEPS, AMOUNT, frame)) for tiles in (TILES, linked))

    assert (still.get("role"), leading.get("role")) == ("img", "group")
    assert still.get("aria-label") == "What we need. Highest is Brazil with 40; known are 3 of 5."
    assert [link.get("href") for link in leading.iter("a")] == ["/societies/IN/?a=1&b=2"]


def test_linked_tile_links_from_the_table_too(frame):
    chart = tile_world([Tile("IN", "Ind<ia", 0, 0, 5, url="/societies/IN/")], STEPS, AMOUNT, frame)

    assert chart.table.rows[0][0] == '<a href="/societies/IN/">Ind&lt;ia (IN)</a>'


def test_map_keeps_east_on_the_right_in_every_language(drawing):
    left, right = (
        drawing(tile_world(TILES, STEPS, AMOUNT, Frame(key="need", title="t", direction=direction)))
        for direction in ("ltr", "rtl")
    )

    assert right.get("dir") == "ltr"
    assert [use.get("x") for use in right.iter("use")] == [use.get("x") for use in left.iter("use")]


def test_no_panel_is_wider_than_a_narrow_screen(frame, drawing):
    chart = tile_world([*TILES, Tile("FJ", "Fiji", 4, 27, 1)], STEPS, AMOUNT, frame)

    assert [panel.get("width") for panel in drawing(chart).iter("svg")] == ["0", "250", "250", "200"]


def test_watermark_stands_in_every_panel(texts):
    chart = tile_world(TILES, STEPS, AMOUNT, Frame(key="need", title="t", watermark="Demonstration"))

    assert texts(chart).count("Demonstration") == 2


def test_withheld_tile_cannot_carry_an_amount():
    with pytest.raises(InputError) as refusal:
        Tile("XX", "Somewhere", 0, 0, 5, is_withheld=True)

    assert (refusal.value.argument, refusal.value.allowed) == ("amount", "None where nothing may be published")


@pytest.mark.parametrize(
    ("changes", "argument"),
    [
        ({"code": "br"}, "code"),
        ({"code": "<b"}, "code"),
        ({"row": -1}, "row"),
        ({"column": 60}, "column"),
        ({"url": "javascript:alert(1)"}, "url"),
    ],
)
def test_tile_refuses_what_the_grid_cannot_hold(changes, argument):
    with pytest.raises(InputError) as refusal:
        Tile(**{"code": "BR", "name": "Brazil", "row": 0, "column": 0, **changes})

    assert (refusal.value.argument, refusal.value.got) == (argument, changes[argument])


@pytest.mark.parametrize(
    ("tiles", "steps", "argument"),
    [
        ([Tile("BR", "Brazil", 0, 0), Tile("AR", "Argentina", 0, 0)], STEPS, "tiles"),
        ([Tile("BR", "Brazil", 0, 0), Tile("BR", "Brazil", 0, 1)], STEPS, "tiles"),
        (TILES, STEPS[:1], "steps"),
        (TILES, [*STEPS, Step(50, "50 or more")], "steps"),
        (TILES, [Step(0, "none"), Step(0, "some")], "steps"),
        (TILES, [Step(math.nan, "none"), Step(1, "some")], "steps"),
        (TILES, STEPS[1:], "amount"),
        ([Tile("BR", "Brazil", 0, 0, math.inf)], STEPS, "amount"),
    ],
)
def test_world_refuses_what_it_cannot_draw(frame, tiles, steps, argument):
    with pytest.raises(InputError) as refusal:
        tile_world(tiles, steps, AMOUNT, frame)

    assert refusal.value.argument == argument


def test_hostile_names_stay_words(frame, drawing):
    steps = [Step(0, "<script>"), Step(1, "&")]
    chart = tile_world([Tile("BR", "</title><script>", 0, 0, 1)], steps, AMOUNT, frame)

    assert "<script" not in chart.svg
    assert [title.text for title in drawing(chart).iter("title")] == ["</title><script> (BR): 1"]


def test_no_tiles_are_a_sentence(frame):
    assert tile_world([], STEPS, AMOUNT, frame).svg == '<p class="chart-empty">Nothing is known here yet.</p>'


def test_world_of_250_with_names_links_and_table_is_small(frame, shown, compressed_kb):
    names = sorted((code, name) for code, name in Locale("en").territories.items() if code.isalpha())[:250]
    tiles = [
        Tile(code, name, index // 14, index % 14 * 2, index * 37 % 101, url=f"/societies/{code}/")
        for index, (code, name) in enumerate(names)
    ]

    chart = tile_world(tiles, STEPS, AMOUNT, frame)

    assert len(chart.table.rows) == 250
    assert compressed_kb(shown(chart)) <= 12
