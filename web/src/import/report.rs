//! What was found in the member's files, what was not, and rows to choose for.

use crate::import::open_rows;
use crate::import::state::MemberState;
use crate::import::tally::REPORT;
use crate::language::{self, Label, fill, say};
use crate::protocol::{CountFile, FileReport, FilmSummary, Report, Since, UnmatchedRow};
use crate::search::state::Finding;
use crate::shared::hooks;
use crate::shared::markup::{Html, Markup, film_in, live_html, press, press_inside, whether};
use crate::store::Store;
use crate::words;
use halfstar_core::matching::How;
use halfstar_core::remarks::Says;
use halfstar_core::words::FileProblem;
use leptos::prelude::*;

/// So many rows of a list are shown at first.
const SHOWN: usize = 30;

/// So many films that were recommended and since seen.
const FARED: usize = 6;

/// One line that opens. What is inside is drawn when it first does.
pub(crate) fn import_report(store: Store) -> AnyView {
    // Whether it was opened, and whether all rows are shown.
    let (opened, all) = (store.member.report_opened, RwSignal::new(false));
    let open = press(move || {
        if !opened.get_untracked() {
            opened.set(true);
        }
    });
    let line = live_html(move || store.member.state.with(|member| member.report().map(line).unwrap_or_default()));
    let body = live_html(move || {
        store.member.state.with(|member| match (opened.get(), member) {
            (false, _) => Html::default(),
            (true, MemberState::Known { report, sample }) => {
                store.member.not_remembered.with(|why| body(report, why.as_deref(), *sample, all.get()))
            }
            _ => Html::default(),
        })
    });
    let todo = live_html(move || store.member.state.with(|member| member.report().map(todo).unwrap_or_default()));
    // What is done in the lines is done in the list below them, too.
    let act = move || {
        press_inside("act", move |act| {
            let mut words = act.split(' ');
            match (words.next(), words.next(), words.next()) {
                (Some("choose"), Some(row), Some(film)) => choose(store, row, film),
                (Some("find"), Some(list), Some(row)) => find(store, list, row),
                (Some("unsay"), Some(film), None) => {
                    if let Some(film) = film_in(film) {
                        store.remark(film, None);
                    }
                }
                (Some("count"), Some(place), counts) => count(store, place, counts.is_some()),
                (Some("mend"), ..) => {
                    store.open_report();
                    hooks::after_paint(|| hooks::focus_first("[data-act^=choose]"));
                }
                _ => all.set(true),
            }
        })
    };
    let away = press(move || {
        store.put_report_away(true);
        hooks::focus(crate::shelf::page::HEADING);
    });
    view! {
        <div class="told" hidden=whether(move || store.member.report_away.get())>
            <details class="report" id=REPORT data-testid="import-report">
                <summary on:click=open prop:html=line></summary>
                <div class="report-in" on:click=act() prop:html=body></div>
            </details>
            <div class="todo" data-testid="report-todo" on:click=act() prop:html=todo></div>
            <button class="told-away" data-testid="report-away" aria-label=say(Label::PutAway) on:click=away></button>
        </div>
    }
    .into_any()
}

const KEY: &str = "halfstar.report";

/// Whether it was put away at an earlier visit.
pub(crate) fn is_away() -> bool {
    window().local_storage().ok().flatten().is_some_and(|storage| storage.get_item(KEY).ok().flatten().is_some())
}

/// Remembers whether it was.
pub(crate) fn remember(away: bool) {
    if let Ok(Some(storage)) = window().local_storage() {
        // Nothing is lost but a convenience.
        let _ = if away { storage.set_item(KEY, "away") } else { storage.remove_item(KEY) };
    }
}

impl Store {
    /// Puts the report away, until the next import, or brings it back. Remembered for the next visit.
    pub(crate) fn put_report_away(self, away: bool) {
        remember(away);
        self.member.report_away.set(away);
    }

    /// Opens all that there is to know of the files.
    pub(crate) fn open_report(self) {
        self.put_report_away(false);
        self.member.report_opened.set(true);
        // What was put away takes no focus before it is seen.
        hooks::after_paint(|| hooks::open_details(REPORT));
    }
}

/// What there is to do, a line each; nothing where there is nothing.
fn todo(report: &Report) -> Html {
    let mut markup = Markup::default();
    for (place, warning) in report.warnings.iter().enumerate() {
        if warning.problem != FileProblem::StrayFile {
            continue;
        }
        let films = warning.arguments.first().and_then(|films| films.parse().ok()).unwrap_or_default();
        let name = warning.file.rsplit(['/', '\\']).next().unwrap_or_default();
        markup.raw("<p data-testid=\"stray\"><span>").fill(Label::CountStray, &[name, &words::thousands(films)]);
        markup.raw("</span>");
        for (counts, word) in [(" yes", Label::CountYes), ("", Label::CountNo)] {
            markup.raw("<button class=\"button quiet small\" data-act=\"count ").number(place as u32).raw(counts);
            markup.raw("\">").say(word).raw("</button>");
        }
        markup.raw("</p>");
    }
    let asked = report.ambiguous.len() as u32;
    if asked > 0 {
        markup.raw("<p><button class=\"link\" data-testid=\"mend\" data-act=\"mend\">");
        markup.fill(Label::NeedHelp, &[&words::thousands(asked)]).raw("</button></p>");
    }
    markup.finish()
}

/// The films of the file that the warning of this place asks about count as seen, or do not.
fn count(store: Store, place: &str, counts: bool) {
    let Ok(place) = place.parse::<usize>() else { return };
    let file = store.member.state.with_untracked(|member| Some(member.report()?.warnings.get(place)?.file.clone()));
    if let Some(file) = file {
        store.tell(CountFile { file, counts });
        hooks::focus_first(&["#", REPORT, " > summary"].concat());
    }
}

/// The row of this place means this film.
fn choose(store: Store, row: &str, film: &str) {
    let (Ok(row), Some(film)) = (row.parse::<usize>(), film_in(film)) else { return };
    let row = store.member.state.with_untracked(|member| {
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
    let wanted = store.member.state.with_untracked(|member| {
        let report = member.report()?;
        let rows = if list == "ambiguous" { &report.ambiguous } else { &report.unmatched };
        rows.get(row).map(|row| Finding::Mend { title: row.title.clone(), year: row.year })
    });
    if wanted.is_some() {
        store.search.find(wanted);
    }
}

/// `1,204 films seen, 890 rated · 6 entries not recognised`.
fn line(report: &Report) -> Html {
    let mut markup = Markup::default();
    let word = if report.watchlist > 0 { Label::SeenRatedWanted } else { Label::SeenRated };
    let [seen, rated, wanted] = [report.films_seen, report.films_rated, report.watchlist].map(words::thousands);
    markup.raw("<span>").fill(word, &[&seen, &rated, &wanted]).raw(" <span class=\"faint\">· ");
    if report.rows == 0 {
        markup.say(Label::NoFilesYet);
    } else if report.pending > 0 {
        // What they mean may be among the films that arrive with the details: nothing is said for good before.
        markup.fill(Label::StillComing, &[&words::thousands(report.pending)]);
    } else {
        match report.unrecognised() {
            0 => markup.say(Label::AllMatched),
            rows => markup.fill(Label::SomeMatched, &[&words::thousands(rows)]),
        };
    }
    let unread = report.warnings.iter().filter(|warning| warning.problem.is_unread()).count() as u32;
    if unread > 0 {
        markup.raw(" · ").fill(Label::CountOfUnread, &[&words::thousands(unread)]);
    }
    markup.raw("</span></span>");
    markup.finish()
}

fn body(report: &Report, not_remembered: Option<&str>, sample: bool, all: bool) -> Html {
    let mut markup = Markup::default();
    if sample {
        markup.raw("<p>").say(Label::MadeUp).raw("</p>");
    }
    if let Some(why) = not_remembered {
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
        let by = |&(how, rows): &(How, u32)| fill(words::how(how), &[&words::thousands(rows)]);
        let by = report.matched_by.iter().map(by).collect::<Vec<_>>();
        markup.raw("<p class=\"faint\" data-testid=\"matched-by\">");
        markup.fill(Label::MatchedBy, &[&words::dotted(&by)]).raw("</p>");
    }
    // What was not read, and what is worth knowing of what was.
    for (heading, is_unread) in [(Label::CouldNotBeRead, true), (Label::WorthKnowing, false)] {
        let told = || {
            let told = report.warnings.iter().filter(|warning| warning.problem != FileProblem::StrayFile);
            told.filter(|warning| warning.problem.is_unread() == is_unread)
        };
        list(&mut markup, heading, None, told().count(), all, &mut |markup, place| {
            if let Some(warning) = told().nth(place) {
                row(markup, "warning-row", &warning.sentence(language::words()), None, &warning.file, warning.line);
            }
        });
    }
    let hint = Some(Label::WhichFilmHint);
    list(&mut markup, Label::WhichFilmIsIt, hint, report.ambiguous.len(), all, &mut |markup, place| {
        unmatched(markup, "ambiguous-row", &report.ambiguous[place]);
        doubt(markup, &report.ambiguous[place]);
        markup.raw("<div class=\"chips\">");
        report.ambiguous[place].candidates.iter().for_each(|candidate| choice(markup, place, candidate));
        finds(markup, "ambiguous", place, Label::AnotherFilm);
        markup.raw("</div>");
    });
    let hint = Some(Label::NotFoundHint);
    list(&mut markup, Label::NotFound, hint, report.unmatched.len(), all, &mut |markup, place| {
        unmatched(markup, "unmatched-row", &report.unmatched[place]);
        if !report.unmatched[place].is_numbered {
            finds(markup, "unmatched", place, Label::FindIt);
        }
    });
    let hint = Some(Label::NotFilmsHint);
    list(&mut markup, Label::NotFilms, hint, report.no_film.len(), all, &mut |markup, place| {
        unmatched(markup, "no-film-row", &report.no_film[place]);
    });
    if [&report.ambiguous, &report.unmatched, &report.no_film].iter().any(|rows| !rows.is_empty()) {
        markup.raw("<p><a class=\"link\" data-testid=\"open-rows\" download=\"not-matched.csv\" href=\"");
        markup.text(&open_rows::address(report)).raw("\">").say(Label::DownloadRows).raw("</a></p>");
    }
    list(&mut markup, Label::SaidHere, Some(Label::SaidHint), report.said.len(), all, &mut |markup, place| {
        let remark = &report.said[place];
        let says = match remark.says {
            Says::Rated(rating) => &words::stars(rating.stars()),
            Says::Liked => say(Label::SaidLiked),
            Says::Seen => say(Label::SaidSeen),
            Says::Dismissed => say(Label::SaidDismissed),
            Says::Wanted => say(Label::SaidWanted),
        };
        row(markup, "said-row", &remark.film.title, remark.film.year, says, None);
        markup.raw("<button class=\"link\" data-act=\"unsay ").number(remark.film.film.0).raw("\">");
        markup.say(Label::TakeBack).raw("</button>");
    });
    markup.finish()
}

/// A list under a heading; a long one is shown in full by a button.
fn list(
    markup: &mut Markup,
    heading: Label,
    hint: Option<Label>,
    count: usize,
    all: bool,
    draw: &mut dyn FnMut(&mut Markup, usize),
) {
    if count == 0 {
        return;
    }
    let number = words::thousands(count as u32);
    markup.raw("<section><h2 class=\"section\">").say(heading).raw(" <span class=\"faint\">").text(&number);
    markup.raw("</span></h2><p class=\"faint\">").text(hint.map_or("", say)).raw("</p><ul class=\"rows\">");
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
        markup.raw("<button class=\"link\" data-act=\"all\">");
        markup.fill(Label::ShowAll, &[&words::thousands(count as u32)]).raw("</button>");
    }
    markup.raw("</section>");
}

/// The beginning of a row: what it says, and where it stands in the files.
fn row(markup: &mut Markup, id: &'static str, says: &str, year: Option<u16>, file: &str, line: Option<u32>) {
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

fn unmatched(markup: &mut Markup, id: &'static str, it: &UnmatchedRow) {
    row(markup, id, &it.title, it.year, &it.file, Some(it.line));
}

/// Why it is asked which film a row means.
fn doubt(markup: &mut Markup, row: &UnmatchedRow) {
    let Some(doubt) = row.doubt else { return };
    let title = |film| {
        let it = row.candidates.iter().find(|candidate| candidate.film == film);
        it.map_or_else(String::new, |it| words::titled(&it.title, it.year))
    };
    markup.raw("<p class=\"faint\" data-testid=\"doubt\">");
    markup.text(&doubt.sentence(language::words(), &title)).raw("</p>");
}

/// The files, and what was understood in each as what; lists together.
fn files(markup: &mut Markup, report: &Report) {
    markup
        .raw("<section data-testid=\"files\"><h2 class=\"section\">")
        .say(Label::YourFiles)
        .raw("</h2><ul class=\"rows\">");
    let (lists, others): (Vec<_>, Vec<_>) = report.files.iter().partition(|file| file.list.is_some());
    for file in others {
        row(markup, "file-row", &file.name, None, &understood(file), None);
        markup.raw("</li>");
    }
    if !lists.is_empty() {
        let [count, rows] = [lists.len() as u32, lists.iter().map(|file| file.rows).sum()].map(words::thousands);
        row(markup, "file-row", &fill(Label::Lists, &[&count]), None, &fill(Label::ListRows, &[&rows]), None);
        markup.raw("</li>");
    }
    markup.raw("</ul></section>");
}

/// `58 wanted`, `1,204 ratings · Your Rating: of 10`.
fn understood(file: &FileReport) -> String {
    let states = file.states.iter().map(|&(kind, rows)| fill(words::states(kind), &[&words::thousands(rows)]));
    let mut told: Vec<_> = states.collect();
    if told.is_empty() {
        return say(Label::StatesNothing).to_owned();
    }
    if let Some(column) = &file.ratings {
        told.push(fill(Label::RatedOf, &[&column.name, &column.of.to_string()]));
    }
    words::dotted(&told)
}

/// A button that looks for the film of a row.
fn finds(markup: &mut Markup, list: &'static str, place: usize, says: Label) {
    markup.raw("<button class=\"link\" data-testid=\"find-row\" data-act=\"find ").raw(list).raw(" ");
    markup.number(place as u32).raw("\">").say(says).raw("</button>");
}

/// Films that were recommended and since seen: were we right?
fn fared(markup: &mut Markup, Report { fared, means, .. }: &Report, all: bool) {
    if fared.is_empty() {
        return;
    }
    markup.raw("<section data-testid=\"fared\"><h2 class=\"section\">").say(Label::HowWeDid);
    markup.raw("</h2><p class=\"faint\">");
    let seen = words::thousands(fared.len() as u32);
    match *means {
        Some((count, given, said)) => {
            let [given, said] = [given, said].map(words::decimal);
            markup.fill(Label::RatedOfOurs, &[&seen, &words::thousands(count), &given, &said]);
        }
        None => drop(markup.fill(Label::SeenOfOurs, &[&seen])),
    }
    markup.raw("</p><ul class=\"rows\">");
    for film in fared.iter().take(if all { usize::MAX } else { FARED }) {
        let ours = fill(Label::WeSaid, &[&words::decimal(film.predicted)]);
        let yours = match film.rating {
            Some(rating) => fill(Label::YouGave, &[&words::stars(rating.stars())]),
            None => say(if film.liked { Label::YouLiked } else { Label::NotRated }).to_owned(),
        };
        row(markup, "fared-row", &film.title, film.year, &words::dotted(&[ours, yours]), None);
        markup.raw("</li>");
    }
    close_list(markup, fared.len(), FARED, all);
}

/// What is new since the export before.
fn told_since(markup: &mut Markup, since: &Since) {
    markup.raw("<section data-testid=\"since\"><h2 class=\"section\">").say(Label::SinceLast);
    markup.raw("</h2><ul class=\"rows\">");
    for (what, (count, films)) in [
        (Label::NewFilms, &since.new_films),
        (Label::NewRatings, &since.new_ratings),
        (Label::RemovedFilms, &since.removed),
    ] {
        if *count > 0 {
            markup.raw("<li><span>").fill(what, &[&words::thousands(*count)]).raw("</span><span class=\"place\">");
            markup.text(&films.join(", "));
            markup.raw(if *count as usize > films.len() { ", …</span></li>" } else { "</span></li>" });
        }
    }
    markup.raw("</ul></section>");
}

/// A film that the row of this place may mean.
fn choice(markup: &mut Markup, row: usize, candidate: &FilmSummary) {
    let year = candidate.year.map(|year| year.to_string()).unwrap_or_default();
    let director = candidate.directors.first().cloned().unwrap_or_default();
    let runtime = candidate.runtime.map(words::runtime).unwrap_or_default();
    markup.raw("<button class=\"chip\" data-testid=\"candidate\" data-act=\"choose ").number(row as u32).raw(" ");
    markup.number(candidate.film.0).raw("\">");
    markup.text(&words::dotted(&[candidate.title.clone(), year, director, runtime])).raw("</button>");
}
