"""The report as one HTML file to print or to send: pictures inside, no script, no style, nothing from the net."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from habeas.science.recapture.figures import pictures
from habeas.science.recapture.report import ASSUMPTIONS, Report
from habeas.science.recapture.wording import (
    check_table,
    linkage_lines,
    methods_table,
    overlap_table,
    remarks_of,
    strata_table,
    verdict_sentences,
)


def html_table(rows: Sequence[Sequence[str]], caption: str) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
    body = "".join(
        "<tr>"
        + f'<th scope="row" align="left">{escape(row[0])}</th>'
        + "".join(f'<td align="right">{escape(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows[1:]
    )
    return (
        f'<table border="1" cellpadding="4" cellspacing="0"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def bullets(texts: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def sections(report: Report) -> list[str]:
    parts = [f"<p>{escape(sentence)}</p>" for sentence in verdict_sentences(report)]
    parts.append(html_table(methods_table(report), "Methods; numbers in brackets are refused"))
    if report.table.size <= 16:
        parts.append(html_table(overlap_table(report), "Persons on both lists; list sizes on the diagonal"))
    if report.checks:
        parts.append(html_table(check_table(report), "How much hangs on single lists"))
    if report.strata:
        parts.append(html_table(strata_table(report.strata), "By stratum; intervals must not be added up"))
    if report.linkages:
        parts.append("<pre>" + escape("\n".join(linkage_lines(report)).strip()) + "</pre>")
    parts += [
        "<h2>To be said with it</h2>",
        bullets(remarks_of(report)),
        "<h2>Assumed</h2>",
        bullets(ASSUMPTIONS),
    ]
    parts.append("<h2>Pictures</h2>")
    for picture in pictures(report):
        parts.append(f"<p>{picture.document(report.title, 'The numbers stand in the tables above.')}</p>")
    return parts


def html_sheet(report: Report, footnote: str = "") -> str:
    """A whole HTML document."""
    title = escape(report.title or "How many are on no list")
    foot = f"<hr><p><small>{escape(footnote)}</small></p>" if footnote else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{title}</title></head><body><h1>{title}</h1>{''.join(sections(report))}{foot}</body></html>\n"
    )
