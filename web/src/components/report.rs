//! What was found in the member's files, what was not, and rows to choose for.

use super::markup::{Markup, live, press, press_inside};
use super::{open_rows, words};
use crate::protocol::{Candidate, Report, Since, UnmatchedRow};
use crate::state::{Finding, MemberState, Store};
use halfstar_core::remarks::Says;
use leptos::prelude::*;

/// So many rows of a list are shown at first.
const SHOWN: usize = 30;

/// So many films that were recommended and since seen.
const FARED: usize = 6;

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
    let choose = press_inside("act", move |act| {
        let mut words = act.split(' ');
        match (words.next(), words.next(), words.next()) {
            (Some("choose"), Some(row), Some(film)) => choose(store, row, film),
            (Some("find"), Some(list), Some(row)) => find(store, list, row),
            (Some("unsay"), Some(film), None) => film.parse().into_iter().for_each(|film| store.remark(film, None)),
            _ => opened.set(Opened::All),
        }
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

/// Which film does this row mean? Asked in the finder.
fn find(store: Store, list: &str, row: &str) {
    let Ok(row) = row.parse::<usize>() else { return };
    let wanted = store.member.with_untracked(|member| {
        let report = member.report()?;
        let rows = if list == "ambiguous" { &report.ambiguous } else { &report.unmatched };
        rows.get(row).map(|row| Finding::Mend { title: row.title.clone(), year: row.year })
    });
    if wanted.is_some() {
        store.find(wanted);
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
    if report.rows == 0 {
        markup.raw("no files yet");
    } else if report.matched >= report.rows {
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
    fared(&mut markup, report, all);
    if let Some(since) = &report.since {
        told_since(&mut markup, since);
    }
    if !report.files.is_empty() {
        files(&mut markup, report);
    }
    if !report.matched_by.is_empty() {
        markup.raw("<p class=\"faint\" data-testid=\"matched-by\">Matched: ");
        for (place, (how, rows)) in report.matched_by.iter().enumerate() {
            markup.raw(if place > 0 { " · " } else { "" }).raw(&words::thousands(*rows)).raw(words::how(*how));
        }
        markup.raw("</p>");
    }
    let ask =
        "These titles may mean several films. Choose yours and the shelf will know, now and after the next export.";
    let none = "Not in our film library under this title: mostly shorts, and very new or rare films. If you know better, find it.";
    let no_film = "By their own file’s word: series, episodes, games. They are never recommended as films.";
    list(&mut markup, "Could not be read", "", report.warnings.len(), all, &mut |markup, place| {
        let warning = &report.warnings[place];
        row(markup, "warning-row", &warning.message, None, &warning.file, warning.line);
    });
    list(&mut markup, "Which film is it?", ask, report.ambiguous.len(), all, &mut |markup, place| {
        unmatched(markup, "ambiguous-row", &report.ambiguous[place]);
        markup.raw("<div class=\"chips\">");
        report.ambiguous[place].candidates.iter().for_each(|candidate| choice(markup, place, candidate));
        finds(markup, "ambiguous", place, "Another film");
        markup.raw("</div>");
    });
    list(&mut markup, "Not found", none, report.unmatched.len(), all, &mut |markup, place| {
        unmatched(markup, "unmatched-row", &report.unmatched[place]);
        if !report.unmatched[place].is_numbered {
            finds(markup, "unmatched", place, "Find it");
        }
    });
    list(&mut markup, "Not films", no_film, report.no_film.len(), all, &mut |markup, place| {
        unmatched(markup, "no-film-row", &report.no_film[place]);
    });
    if report.ambiguous.len() + report.unmatched.len() + report.no_film.len() > 0 {
        markup.raw("<p><a class=\"link\" data-testid=\"open-rows\" download=\"not-matched.csv\" href=\"");
        markup.text(&open_rows::address(report)).raw("\">Download these rows as CSV</a></p>");
    }
    let said = "What you told this page about films. It stays whatever you import.";
    list(&mut markup, "Said here", said, report.said.len(), all, &mut |markup, place| {
        let remark = &report.said[place];
        let says = match remark.says {
            Says::Rated(rating) => words::stars(rating.stars()),
            Says::Liked => "liked".to_owned(),
            Says::Seen => "seen".to_owned(),
            Says::Dismissed => "not for you".to_owned(),
        };
        row(markup, "said-row", &remark.film.title, remark.film.year, &says, None);
        markup.raw("<button class=\"link\" data-act=\"unsay ").number(remark.film.film).raw("\">Take back</button>");
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
    close_list(markup, count, SHOWN, all);
}

/// The end of a list, with a button if not all of it is shown.
fn close_list(markup: &mut Markup, count: usize, shown: usize, all: bool) {
    markup.raw("</ul>");
    if !all && count > shown {
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

/// The files, with the rows read of each; lists together.
fn files(markup: &mut Markup, report: &Report) {
    markup.raw("<p class=\"faint\">");
    let (lists, others): (Vec<_>, Vec<_>) = report.files.iter().partition(|file| file.list.is_some());
    for (place, file) in others.into_iter().enumerate() {
        markup.raw(if place > 0 { " · " } else { "" }).text(&file.name);
        markup.raw(": ").raw(&words::count(file.rows, "row", "rows"));
    }
    if !lists.is_empty() {
        markup.raw(" · ").raw(&words::count(lists.len() as u32, "list", "lists")).raw(": ");
        markup.raw(&words::count(lists.iter().map(|file| file.rows).sum(), "row", "rows"));
    }
    markup.raw("</p>");
}

/// A button that looks for the film of a row.
fn finds(markup: &mut Markup, list: &str, place: usize, says: &str) {
    markup.raw("<button class=\"link\" data-testid=\"find-row\" data-act=\"find ").raw(list).raw(" ");
    markup.number(place as u32).raw("\">").raw(says).raw("</button>");
}

/// Films that were recommended and since seen: were we right?
fn fared(markup: &mut Markup, Report { fared, means, .. }: &Report, all: bool) {
    if fared.is_empty() {
        return;
    }
    markup.raw("<section data-testid=\"fared\"><h2 class=\"section\">How we did</h2><p class=\"faint\">Since it was on your shelf you have seen ");
    markup.raw(&words::count(fared.len() as u32, "film", "films")).raw(" of ours");
    if let Some((count, given, said)) = *means {
        markup.raw(" and rated ").raw(&words::thousands(count)).raw(": ").raw(&words::decimal(given));
        markup.raw(" stars on average, where we said ").raw(&words::decimal(said));
        markup.raw(". The next predictions take that into account");
    }
    markup.raw(".</p><ul class=\"rows\">");
    for film in fared.iter().take(if all { usize::MAX } else { FARED }) {
        let ours = "we said ".to_owned() + &words::decimal(film.predicted);
        let yours = film.rating.map(|rating| "you ".to_owned() + &words::stars(rating.stars()));
        let yours = yours.unwrap_or_else(|| if film.liked { "you liked it" } else { "not rated" }.to_owned());
        row(markup, "fared-row", &film.title, film.year, &words::dotted(&[ours, yours]), None);
        markup.raw("</li>");
    }
    close_list(markup, fared.len(), FARED, all);
}

/// What is new since the export before.
fn told_since(markup: &mut Markup, since: &Since) {
    markup.raw("<section data-testid=\"since\"><h2 class=\"section\">Since your last export</h2><ul class=\"rows\">");
    for (what, (count, films)) in
        [("New films: ", &since.new_films), ("New ratings: ", &since.new_ratings), ("Gone: ", &since.removed)]
    {
        if *count > 0 {
            markup.raw("<li><span>").raw(what).raw(&words::thousands(*count)).raw("</span><span class=\"place\">");
            markup.text(&films.join(", "));
            markup.raw(if *count as usize > films.len() { ", …</span></li>" } else { "</span></li>" });
        }
    }
    markup.raw("</ul></section>");
}

/// A film that the row of this place may mean.
fn choice(markup: &mut Markup, row: usize, candidate: &Candidate) {
    let year = candidate.year.map(|year| year.to_string()).unwrap_or_default();
    let director = candidate.directors.first().cloned().unwrap_or_default();
    let runtime = candidate.runtime.map(words::runtime).unwrap_or_default();
    markup.raw("<button class=\"chip\" data-testid=\"candidate\" data-act=\"choose ").number(row as u32).raw(" ");
    markup.number(candidate.film).raw("\">");
    markup.text(&words::dotted(&[candidate.title.clone(), year, director, runtime])).raw("</button>");
}
