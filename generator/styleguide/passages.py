"""This is what a writer can say in Markdown, a sample of each: no component makes it, the markdown room does."""

PASSAGES = {
    "Headings and paragraphs": """\
## A heading in the text

A paragraph with *words that are stressed*, **strong words**, `code`, ~~struck words~~ and
[a link](https://example.org/). Its lines hold 62 to 68 characters where the window lets them.

### A lower heading

Another paragraph.
""",
    "Lists": """\
- one thing
- another thing
  1. a first step
  2. a second step
""",
    "A quotation": """\
> What somebody wrote or said, as long as it was.
>
> It may have paragraphs.
""",
    "A pull quote": """\
> [!PULL]
> Words that the text says … are shown once more.

Words that the text says, in a sentence of some length, are shown once more beside it. They are not heard twice, and
search finds them once.
""",
    "A table": """\
| What | Number | More |
|:---|---:|:---:|
| a row | 1,234 | yes |
| another row | 56 | no |
""",
    "A figure": """\
![A gray field with a line across it.](drawing.svg "What to know about the picture. Credit: Its maker")
""",
    "Code and a rule": """\
    a line of code

***
""",
    "Footnotes": """\
A sentence that needs a note.[^one] Another one.[^two]

[^one]: The note, with [its source](https://example.org/).
[^two]: A second note.
""",
}
