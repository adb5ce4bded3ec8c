//! Core's answers as the page shows them: film numbers become titles, reasons become sentences.

use crate::calendar;
use crate::language;
use crate::protocol::{
    BundleSummary, Card, Fared, FileReport, FilmSummary, List, Preset, Report, Said, ShelfView, Since, TallyView,
    UnmatchedRow,
};
use crate::storage::ledger::KeptPreset;
use halfstar_core::elicit::starters;
use halfstar_core::film::{Catalogue, FilmId, Stars};
use halfstar_core::import::{Entry, EntryKind, Import, SourceFile, Warning};
use halfstar_core::matching::{How, Matching, Outcome, TitleIndex, doubt};
use halfstar_core::numeric::top_k;
use halfstar_core::recommend::Pick;
use halfstar_core::record::{Change, Record};
use halfstar_core::remarks::{Remark, Says};
use halfstar_core::series::PartOf;
use halfstar_core::signals::Weights;
use halfstar_core::tally::Tally;
use halfstar_core::taste::{Statement, Taste};
use halfstar_core::words::FileProblem;
use halfstar_core::{Bundle, Shelf};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn bundle_summary(bundle: &Bundle) -> BundleSummary {
    let catalogue = &bundle.catalogue;
    let years = || (0..catalogue.pool).filter_map(|film| catalogue.year(FilmId(film)));
    BundleSummary {
        films: bundle.films() as u32,
        pool: catalogue.pool,
        genres: catalogue.genre_names.iter().map(str::to_owned).collect(),
        years: (years().min().unwrap_or(0), years().max().unwrap_or(0)),
        starters: telling(bundle, |_| false),
        remembered: None,
        told: None,
        has_aside: false,
        left_out: false,
        sources: bundle.provenance.sources.iter().map(|line| source(line)).collect(),
        as_of: None,
    }
}

/// A line on where something comes from, as people read it: without the name of the developer's file, and with its large
/// numbers in groups.
fn source(line: &str) -> String {
    let is_file = |name: &str| name.contains('.') && !name.contains(' ');
    let line = line.split_once(": ").filter(|(name, _)| is_file(name)).map_or(line, |(_, what)| what);
    let mut told = String::new();
    for word in line.split(' ') {
        if !told.is_empty() {
            told.push(' ');
        }
        match word.parse().ok().filter(|&number: &u32| number > 9_999) {
            Some(number) => told += &language::words().thousands(number),
            None => told += word,
        }
    }
    told
}

/// Films to start from, but for those that were seen.
pub(crate) fn telling(bundle: &Bundle, seen: impl Fn(FilmId) -> bool) -> Vec<FilmSummary> {
    let films = starters(bundle, STARTERS, seen).into_iter();
    films.map(|film| film_summary(&bundle.catalogue, film, None)).collect()
}

pub(crate) fn report(
    bundle: &Bundle,
    titles: Option<&TitleIndex>,
    import: &Import,
    matching: &Matching,
    statements: &BTreeMap<FilmId, Statement>,
) -> Report {
    let catalogue = &bundle.catalogue;
    let ratings = || statements.values().filter_map(|statement| statement.rating);
    let rated = ratings().count();
    let count = |keep: fn(&Statement) -> bool| statements.values().filter(|statement| keep(statement)).count() as u32;
    // What is asked about first is no part of what was found.
    let waiting = import.waiting();
    let waits = |file: u16| waiting.get(usize::from(file)).is_some_and(|&waits| waits);
    let mut report = Report {
        files: files(import),
        rows: import.entries.iter().filter(|entry| !waits(entry.file)).count() as u32,
        films_seen: count(|statement| statement.seen),
        films_rated: rated as u32,
        watchlist: count(|statement| statement.wanted),
        mean: ratings().map(Stars::stars).sum::<f32>() / rated.max(1) as f32,
        warnings: import.warnings.clone(),
        ..Report::default()
    };
    let mut told = BTreeSet::new();
    // The file of the first title that there is no room for, and how many there are.
    let mut unlisted = None;
    let mut matched_by = BTreeMap::<How, u32>::new();
    // Films found on the list of each file.
    let mut listed = vec![0; import.files.len()];
    for (entry, outcome) in import.entries.iter().zip(&matching.outcomes).filter(|(entry, _)| !waits(entry.file)) {
        let (list, films) = match outcome {
            Outcome::Film(_, how) => {
                report.matched += 1;
                *matched_by.entry(*how).or_default() += 1;
                if let Some(films) = listed.get_mut(usize::from(entry.file)) {
                    *films += u32::from(entry.kind == EntryKind::Listed);
                }
                continue;
            }
            Outcome::Ambiguous(films) => (&mut report.ambiguous, films.as_slice()),
            Outcome::Unknown => (&mut report.unmatched, &[][..]),
            Outcome::NotAFilm => (&mut report.no_film, &[][..]),
        };
        if told.insert((
            entry.title.as_str(),
            entry.year,
            if entry.title.is_empty() { number(entry) } else { String::new() },
        )) {
            if films.is_empty() && !bundle.is_whole() {
                // Nobody knows yet.
                report.pending += 1;
            } else if list.len() < MOST_LISTED {
                let titles = titles.filter(|_| !films.is_empty());
                let doubt = titles.map(|titles| doubt(catalogue, titles, entry, films));
                list.push(UnmatchedRow { doubt, ..row(catalogue, import, entry, films) });
            } else {
                unlisted.get_or_insert((entry.file, 0_usize)).1 += 1;
            }
        }
    }
    report.matched_by = matched_by.into_iter().collect();
    if let Some((file, count)) = unlisted {
        let file = import.files.get(usize::from(file)).map_or("", |file| &file.name);
        report.warnings.push(Warning::of_file(file, FileProblem::NotListed, &[&count.to_string()]));
    }
    for (file, films) in import.files.iter().zip(listed) {
        let Some(name) = &file.list else { continue };
        match report.lists.iter_mut().find(|list| list.name == *name) {
            Some(list) => list.films += films,
            None => report.lists.push(List { name: name.clone(), films }),
        }
    }
    report
}

/// The films that the member loves most, of those that may be recommended too: only they have neighbours.
pub(crate) fn loved(catalogue: &Catalogue, report: &mut Report, taste: &Taste) {
    let known = taste.evidence.iter().filter(|evidence| evidence.film.index() < catalogue.pool());
    let best = top_k(known.map(|evidence| (evidence.level, evidence.film.0)), LOVED);
    report.loved = best.into_iter().map(|(_, film)| film_summary(catalogue, FilmId(film), None)).collect();
    let genres = outstanding(catalogue, taste, &|film| {
        let bits = catalogue.genre_bits(film);
        (0..u32::BITS).filter(|bit| bits >> bit & 1 == 1).collect()
    });
    report.loved_genres =
        genres.into_iter().map(|genre| catalogue.genre_names.get(genre as usize).to_owned()).collect();
    let decades = outstanding(catalogue, taste, &|film| {
        catalogue.year(film).map(|year| u32::from(year / 10)).into_iter().collect()
    });
    report.loved_decades = decades.into_iter().map(|decade| decade as u16 * 10).collect();
}

/// The kinds of film that the member loves more of than chance would have it, the clearest first. A kind of the films
/// they love counts by their love; what is expected is its share of the pool. The difference is weighed by the square
/// root of what is expected, so that neither what is common nor what is rare wins for being so.
fn outstanding(catalogue: &Catalogue, taste: &Taste, kinds: &dyn Fn(FilmId) -> Vec<u32>) -> Vec<u32> {
    let (mut pool, mut loved, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    let pool_films = catalogue.pool as f32;
    (0..catalogue.pool).for_each(|film| add(&mut pool, &kinds(FilmId(film)), 1.0));
    let mut love = 0.0;
    for evidence in taste.evidence.iter().filter(|evidence| evidence.film.index() < catalogue.pool()) {
        let kinds = kinds(evidence.film);
        add(&mut loved, &kinds, evidence.level);
        add(&mut counts, &kinds, if evidence.level > 0.0 { 1.0 } else { 0.0 });
        love += evidence.level;
    }
    let several = loved.iter().zip(&pool).zip(0..).zip(&counts).filter(|(_, count)| **count >= FEWEST);
    let scored = several.map(|(((&loved, &films), kind), _)| {
        let expected = love * films / pool_films.max(1.0);
        ((loved - expected) / expected.max(f32::MIN_POSITIVE).sqrt(), kind)
    });
    top_k(scored.filter(|(score, _)| *score > 0.0), OUTSTANDING).into_iter().map(|(_, kind)| kind).collect()
}

fn add(sums: &mut Vec<f32>, kinds: &[u32], amount: f32) {
    for kind in kinds.iter().map(|kind| *kind as usize) {
        if sums.len() <= kind {
            sums.resize(kind + 1, 0.0);
        }
        sums[kind] += amount;
    }
}

/// What the member said on the page, the last first.
pub(crate) fn said(catalogue: &Catalogue, report: &mut Report, remarks: &[Remark]) {
    let said = |remark: &Remark| {
        let rating = if let Says::Rated(rating) = remark.says { Some(rating) } else { None };
        Said { film: film_summary(catalogue, remark.film, rating), says: remark.says }
    };
    report.said = remarks.iter().rev().map(said).collect();
}

/// The shelves of the member's own that stand.
pub(crate) fn presets(report: &mut Report, presets: &[KeptPreset]) {
    let standing = presets.iter().filter_map(|kept| Some(Preset { name: kept.name.clone(), view: kept.view.clone()? }));
    report.presets = standing.collect();
}

/// What is new since the last export, and how our recommendations fared.
pub(crate) fn fared(catalogue: &Catalogue, report: &mut Report, change: Option<&Change>, record: &Record) {
    let titles = |films: &[FilmId]| {
        let first = films.iter().take(NAMED).map(|&film| catalogue.title(film).to_owned());
        (films.len() as u32, first.collect())
    };
    report.since = change.map(|change| Since {
        new_films: titles(&change.new_films),
        new_ratings: titles(&change.new_ratings),
        removed: titles(&change.removed),
    });
    let fared = record.seen.iter().map(|known| Fared {
        title: catalogue.title(known.film).to_owned(),
        year: catalogue.year(known.film),
        predicted: known.predicted,
        rating: known.rating,
        liked: known.liked,
    });
    report.fared = fared.collect();
    report.means = record.means();
}

/// What came of past picks.
pub(crate) fn tally(catalogue: &Catalogue, tally: &Tally) -> TallyView {
    let Tally { shown, since, seen, rated, mean, best } = *tally;
    let best = best.map(|(film, rating)| (catalogue.title(film).to_owned(), rating));
    TallyView { shown, since: since.map(calendar::iso), seen, rated, mean, best }
}

/// Films to start from.
const STARTERS: usize = 24;
/// At most so many rows of a kind are told of. A member of 20,000 films has 3,000 that the catalogue lacks.
const MOST_LISTED: usize = 5_000;
/// Films to look for more like.
const LOVED: usize = 4;
/// Genres, and decades, to look for more of.
const OUTSTANDING: usize = 2;
/// So many loved films of a kind make it one to look for more of.
const FEWEST: f32 = 3.0;
/// So many films are named where a number would do.
const NAMED: usize = 5;

fn row(catalogue: &Catalogue, import: &Import, entry: &Entry, films: &[FilmId]) -> UnmatchedRow {
    UnmatchedRow {
        title: if entry.title.is_empty() { number(entry) } else { entry.title.clone() },
        is_numbered: entry.title.is_empty(),
        year: entry.year,
        file: import.files.get(usize::from(entry.file)).map(|file| file.name.clone()).unwrap_or_default(),
        line: entry.line,
        kind: entry.kind,
        candidates: films.iter().map(|&film| film_summary(catalogue, film, None)).collect(),
        doubt: None,
    }
}

/// The files, each with what its rows state.
fn files(import: &Import) -> Vec<FileReport> {
    let report = |(file, states): (&SourceFile, BTreeMap<_, _>)| FileReport {
        name: file.name.clone(),
        rows: file.rows,
        list: file.list.clone(),
        ratings: file.ratings.clone(),
        states: states.into_iter().collect(),
    };
    let waits = import.waiting();
    let files = import.files.iter().zip(import.stated()).zip(waits).filter(|(_, waits)| !waits);
    files.map(|(file, _)| report(file)).collect()
}

/// What stands in for the title of a row that has none.
fn number(entry: &Entry) -> String {
    match (entry.imdb_id, entry.tmdb_id, entry.letterboxd_id) {
        (Some(id), ..) => "IMDb ".to_owned() + &id.to_string(),
        (_, Some(id), _) => "TMDB ".to_owned() + &id.to_string(),
        (.., Some(id)) => "Letterboxd ".to_owned() + &id.to_string(),
        _ => String::new(),
    }
}

/// A film by its number: title and year.
pub(crate) fn titled(catalogue: &Catalogue, film: FilmId) -> (FilmId, String, Option<u16>) {
    (film, catalogue.title(film).to_owned(), catalogue.year(film))
}

/// A film to choose.
pub(crate) fn film_summary(catalogue: &Catalogue, film: FilmId, rating: Option<Stars>) -> FilmSummary {
    FilmSummary {
        film,
        title: catalogue.title(film).to_owned(),
        year: catalogue.year(film),
        directors: catalogue.directors(film).map(str::to_owned).collect(),
        genres: catalogue.genres(film).map(str::to_owned).collect(),
        runtime: catalogue.runtime(film),
        poster: poster(catalogue, film),
        rating,
    }
}

pub(crate) fn shelf(catalogue: &Catalogue, shelf: Shelf, learned: Weights, problems: Vec<String>) -> ShelfView {
    ShelfView {
        cards: shelf.picks.into_iter().map(|pick| card(catalogue, pick)).collect(),
        candidates: shelf.candidates,
        left_out: shelf.left_out,
        brings_back: shelf.brings_back,
        problems,
        waits: false,
        learned,
        milliseconds: 0.0,
    }
}

pub(crate) fn card(catalogue: &Catalogue, pick: Pick) -> Card {
    let film = pick.film;
    Card {
        film,
        title: catalogue.title(film).to_owned(),
        year: catalogue.year(film),
        directors: catalogue.directors(film).map(str::to_owned).collect(),
        genres: catalogue.genres(film).map(str::to_owned).collect(),
        runtime: catalogue.runtime(film),
        language: catalogue.language(film).map(str::to_owned),
        letterboxd_id: catalogue.letterboxd_id(film),
        tmdb_id: catalogue.tmdb_id(film),
        imdb_id: catalogue.imdb_id(film),
        poster: poster(catalogue, film),
        services: catalogue.services(film).map(str::to_owned).collect(),
        predicted_stars: pick.predicted_stars,
        likely_stars: pick.likely_stars,
        score: pick.score,
        contributions: pick.contributions,
        reserve: pick.reserve,
        sentences: pick.reasons.iter().map(|reason| reason.sentence(catalogue, language::words())).collect(),
        speakers: pick.speakers.iter().map(|share| (catalogue.title(share.film).to_owned(), share.amount)).collect(),
        on_watchlist: pick.on_watchlist,
        part_of: part_of(catalogue, pick.part_of),
    }
}

/// How a film stands to the others of its series.
pub(crate) fn part_of(catalogue: &Catalogue, part_of: Option<PartOf>) -> Option<String> {
    part_of.map(|part_of| part_of.sentence(catalogue, language::words()))
}

/// TMDB's poster file, if there is one and it has arrived.
pub(crate) fn poster(catalogue: &Catalogue, film: FilmId) -> Option<String> {
    Some(catalogue.details.posters.get(film.index())).filter(|file| !file.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::source;

    #[test]
    fn sources_are_told_without_names_of_files() {
        let check = |line: &str, told: &str| assert_eq!(source(line), told);
        check("letterboxd/ratings.csv.zst: 17086698 ratings by 44324 members", "17,086,698 ratings by 44,324 members");
        check("catalogue/letterboxd-2022.csv.zst: 1392 films to recognise", "1392 films to recognise");
        check(
            "Streaming services in DE as of 2026-11-05: JustWatch, by way of TMDB",
            "Streaming services in DE as of 2026-11-05: JustWatch, by way of TMDB",
        );
        check("made in 2022", "made in 2022");
    }
}
