"""These are HTML and commands of other programs in a body: one message for each thing to do, with every line."""

import pytest

from generator.markdown import parse


def told(text, first_line=1):
    problems = sorted(parse(text, path="x.md", first_line=first_line)[2])
    return [f"{p.location.line}:{p.location.column} {p.rule}: {p.message} | {p.hint}" for p in problems]


def test_what_is_to_be_done_in_one_way_is_told_once_with_the_lines_of_the_others():
    table = "<table>\n<tr><td>1</td></tr>\n<tr><td>2</td></tr>\n</table>"

    assert told(table, first_line=10) == [
        (
            "10:1 raw-html: <table> is HTML and is shown as it was written, here and in lines 11, 12, 13 | "
            "Write a table in Markdown: | Ship | Tons |, below it |---|---|, then a line for each row."
        )
    ]


def test_a_hundred_of_a_kind_are_one_message_that_names_eight_lines_more():
    text = "\n\n".join("{{< img a.png >}}" for _ in range(100))

    assert told(text) == [
        (
            "1:1 foreign-shortcode: '{{< img …' is a command of another program and is shown as it was written, "
            "here and in lines 3, 5, 7, 9, 11, 13, 15, 17 and 91 more | "
            'Write it in Markdown: ![what it shows](name.jpg "Caption. Credit: Name").'
        )
    ]


_SHOWN = "and is shown as it was written"
_COMMAND = f"is a command of another program {_SHOWN}"
_PICTURE = 'Write it in Markdown: ![what it shows](name.jpg "Caption. Credit: Name").'
_FILE = "Write a link by the path of the other file: [words](name.md)."
_PLAINLY = "Write in Markdown what it was to show, or delete it."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>c</b>", f"1:3 raw-html: <b> is HTML {_SHOWN} | Write it in Markdown: **words**."),
        ("a </EM>", f"1:3 raw-html: </EM> is HTML {_SHOWN} | Write it in Markdown: *words*."),
        ("a <!-- b -->", f"1:3 raw-html: a comment is HTML {_SHOWN} | Delete it, for readers would see it."),
        (
            "Run <your-name>",
            (
                f"1:5 raw-html: <your-name> is HTML {_SHOWN} | "
                "Delete it, or put it between backticks where it is meant to be seen: `<like this>`."
            ),
        ),
        ('{{< ref "a.md" >}}', f"1:1 foreign-shortcode: '{{{{< ref …' {_COMMAND} | {_FILE}"),
        ('[a]({{ "/b/" | url }})', f"1:5 foreign-shortcode: '{{{{ \"/b/\" | url …' {_COMMAND} | {_FILE}"),
        ('{{ "jane" | team_photo }}', f"1:1 foreign-shortcode: '{{{{ \"jane\" | team_photo …' {_COMMAND} | {_PICTURE}"),
        ("{% endif %}", f"1:1 foreign-shortcode: '{{% endif …' {_COMMAND} | {_PLAINLY}"),
        ("[a]({{site.baseurl}}/b)", f"1:5 foreign-shortcode: '{{{{site.baseurl}}}}/b' {_COMMAND} | {_FILE}"),
        ("![a]({{x}}/b.png)", f"1:6 foreign-shortcode: '{{{{x}}}}/b.png' {_COMMAND} | {_PICTURE}"),
        ("{{<figure src=x>}}", f"1:1 foreign-shortcode: '{{{{<figure …' {_COMMAND} | {_PICTURE}"),
    ],
)
def test_the_hint_says_what_to_write_instead(text, expected):
    assert told(text) == [expected]


def test_a_command_behind_a_tag_stands_at_its_own_column():
    assert [line.split(":")[1].split(" ")[0] for line in told('<a href="x">{{< img y >}}</a>')] == ["1", "13"]


def test_an_address_that_stands_in_a_tag_too_is_placed_at_its_link():
    lines = told('<source src="https://example.com/a.mp3" /><https://example.com/a.mp3>')

    assert [line.partition(" ")[0] for line in lines] == ["1:1", "1:43"]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("https://example.com/a", "[the report](https://example.com/a)"),
        ("www.example.com/a", "[the report](https://www.example.com/a)"),
        (f"https://example.com/{'a' * 150}", "[the report](its address)"),
    ],
)
def test_an_address_in_a_hint_is_whole_or_left_out(words, hint):
    (line,) = told(f"[{words}](https://example.com/a)")

    assert line.partition(" | ")[2] == f"Write what it leads to: {hint}."


def test_the_id_of_a_heading_holds_no_tag():
    _, facts, problems = parse('## <a name="tools"></a>Tools\n\n[below](#tools)', path="x.md", first_line=1)

    assert facts.anchors == ("tools",)
    assert [problem.rule for problem in problems] == ["raw-html"]


def test_an_anchor_that_is_none_is_told_with_those_that_there_are():
    assert told("## Ships\n\n### By class\n\n[a](#engines)") == [
        (
            "5:5 broken-anchor: nothing on this page is called 'engines' | "
            "Write # and a heading of this text in lower case, with hyphens for its spaces: #ships, #by-class."
        )
    ]


def test_a_skipped_level_is_told_with_what_to_write():
    assert told("## A\n\n##### B") == [
        (
            "3:1 skipped-heading: this heading is of level 5 (#####), and the one above it of level 2 (##) | "
            "Begin it with ###: a heading has at most one # more than the one above it."
        )
    ]
