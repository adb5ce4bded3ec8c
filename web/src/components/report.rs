//! What was found in the member's files, what was not, and rows to choose for.

use super::markup::{Markup, live, press, press_inside};
use super::words;
use crate::protocol::{Candidate, Report, UnmatchedRow};
use crate::state::{MemberState, Store};
use leptos::prelude::*;

/// So many rows of a list are shown at first.
const SHOWN: usize = 30;

/// How far the report is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    Shut,
    Some,
    All,
}

/// One line that opens. What is inside is drawn when it first does.
pub(crate) fn import_report(store: Store) -> AnyView {
    let opened = RwSignal::new(Opened::Shut);
    let open = press(move || {
        if opened.get_untracked() == Opened::Shut {
            opened.set(Opened::Some);
        }
    });
    let line = live(move || store.member.with(|member| member.report().map(line).unwrap_or_default()));
    let body = live(move || {
        store.member.with(|member| match (opened.get(), member) {
            (Opened::Shut, _) => String::new(),
            (opened, MemberState::Known { report, sample }) => body(report, *sample, opened == Opened::All),
            _ => String::new(),
        })
    });
    let choose = press_inside("act", move |act| match act.split_once(' ') {
        Some((row, film)) => choose(store, row, film),
        None => opened.set(Opened::All),
    });
    view! {
        <details class="report" data-testid="import-report">
            <summary on:click=open inner_html=line></summary>
            <div class="report-in" on:click=choose inner_html=body></div>
        </details>
    }
    .into_any()
}

/// The row of this place means this film.
fn choose(store: Store, row: &str, film: &str) {
    let (Ok(row), Ok(film)) = (row.parse::<usize>(), film.parse()) else { return };
    let row = store.member.with_untracked(|member| {
        let row = member.report()?.ambiguous.get(row)?;
        Some((row.title.clone(), row.year))
    });
    if let Some((title, year)) = row {
        store.correct(title, year, film);
    }
}

/// `1,204 films seen, 890 rated`, `1,198 of 1,204 rows matched`.
fn line(report: &Report) -> String {
    let mut markup = Markup::default();
    markup.raw("<span>").raw(&words::count(report.films_seen, "film seen, ", "films seen, "));
    markup.raw(&words::thousands(report.films_rated)).raw(" rated");
    if report.watchlist > 0 {
        markup.raw(", ").raw(&words::thousands(report.watchlist)).raw(" on the watchlist");
    }
    markup.raw("</span><span class=\"faint\">");
    if report.matched >= report.rows {
        markup.raw("every row matched");
    } else {
        markup.raw(&words::thousands(report.matched)).raw(" of ").raw(&words::count(report.rows, "row", "rows"));
        markup.raw(" matched");
    }
    if !report.warnings.is_empty() {
        markup.raw(", ").raw(&words::count(report.warnings.len() as u32, "warning", "warnings"));
    }
    markup.raw("</span>");
    markup.finish()
}

fn body(report: &Report, sample: bool, all: bool) -> String {
    let mut markup = Markup::default();
    if sample {
        markup.raw("<p>These are the films of a made-up member, for looking around.</p>");
    }
    if let Some(why) = &report.not_remembered {
        markup.raw("<p>").text(why).raw("</p>");
    }
    markup.raw("<p class=\"faint\">");
    for (place, file) in report.files.iter().enumerate() {
        markup.raw(if place > 0 { " · " } else { "" }).text(&file.name);
        markup.raw(": ").raw(&words::count(file.rows, "row", "rows"));
    }
    markup.raw("</p>");
    let ask = "These titles may mean several films. Choose yours and the shelf will know.";
    let none = "Not in our film library, so they could not help: mostly series, shorts and very new or rare films.";
    list(&mut markup, "Could not be read", "", report.warnings.len(), all, &mut |markup, place| {
        let warning = &report.warnings[place];
        row(markup, "warning-row", &warning.message, None, &warning.file, warning.line);
    });
    list(&mut markup, "Which film is it?", ask, report.ambiguous.len(), all, &mut |markup, place| {
        unmatched(markup, "ambiguous-row", &report.ambiguous[place]);
        markup.raw("<div class=\"chips\">");
        report.ambiguous[place].candidates.iter().for_each(|candidate| choice(markup, place, candidate));
        markup.raw("</div>");
    });
    list(&mut markup, "Not found", none, report.unmatched.len(), all, &mut |markup, place| {
        unmatched(markup, "unmatched-row", &report.unmatched[place]);
    });
    markup.finish()
}

/// A list under a heading; a long one is shown in full by a button.
fn list(
    markup: &mut Markup,
    heading: &str,
    hint: &str,
    count: usize,
    all: bool,
    draw: &mut dyn FnMut(&mut Markup, usize),
) {
    if count == 0 {
        return;
    }
    markup.raw("<section><h2 class=\"section\">").raw(heading).raw(" <span class=\"faint\">");
    markup
        .raw(&words::thousands(count as u32))
        .raw("</span></h2><p class=\"faint\">")
        .raw(hint)
        .raw("</p><ul class=\"rows\">");
    for place in 0..if all { count } else { count.min(SHOWN) } {
        draw(markup, place);
        markup.raw("</li>");
    }
    markup.raw("</ul>");
    if !all && count > SHOWN {
        markup
            .raw("<button class=\"link\" data-act=\"all\">Show all ")
            .raw(&words::thousands(count as u32))
            .raw("</button>");
    }
    markup.raw("</section>");
}

/// The beginning of a row: what it says, and where it stands in the files.
fn row(markup: &mut Markup, id: &str, says: &str, year: Option<u16>, file: &str, line: Option<u32>) {
    markup.raw("<li data-testid=\"").raw(id).raw("\"><span>").text(says);
    if let Some(year) = year {
        markup.raw(" (").number(year.into()).raw(")");
    }
    markup.raw("</span><span class=\"place\">").text(file);
    if let Some(line) = line.filter(|line| *line > 0) {
        markup.raw(":").number(line);
    }
    markup.raw("</span>");
}

fn unmatched(markup: &mut Markup, id: &str, it: &UnmatchedRow) {
    row(markup, id, &it.title, it.year, &it.file, Some(it.line));
}

/// A film that the row of this place may mean.
fn choice(markup: &mut Markup, row: usize, candidate: &Candidate) {
    let year = candidate.year.map(|year| year.to_string()).unwrap_or_default();
    let director = candidate.directors.first().cloned().unwrap_or_default();
    let runtime = candidate.runtime.map(words::runtime).unwrap_or_default();
    markup.raw("<button class=\"chip\" data-testid=\"candidate\" data-act=\"").number(row as u32).raw(" ");
    markup.number(candidate.film).raw("\">");
    markup.text(&words::dotted(&[candidate.title.clone(), year, director, runtime])).raw("</button>");
}
