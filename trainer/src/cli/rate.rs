//! `halfstar rate`: what to give a film, by comparing it with films that the member has rated.

use super::bundle::BundleArgs;
use super::comparing::answers::AnswerArgs;
use super::member_files::MemberArgs;
use super::recommend::glyphs;
use super::{counted, terminal, titled};
use anyhow::{Result, bail};
use halfstar_core::comparisons::{Answer, Comparison};
use halfstar_core::elicit::{Placed, place};
use halfstar_core::film::{Catalogue, FilmId, Kind, Stars};
use halfstar_core::opinions::Opinions;
use halfstar_core::search::SearchIndex;
use halfstar_core::taste::{Statement, merge};
use halfstar_core::{Bundle, Taste};
use std::collections::BTreeMap;
use std::io::Write;

/// So many of the member's own films are placed by what they gave them, to tell how many questions that takes.
const TRIED: usize = 25;
/// Nobody is asked more often about one film.
const MOST_ASKED: usize = 30;
/// So many films are named where another title may be meant.
const NAMED: usize = 5;

/// Find what to give a film, by comparing it with films that a member has rated
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The film's title, with its year where there are several: "Crash 2004"
    #[arg(value_name = "TITLE")]
    title: String,
    #[command(flatten)]
    member: MemberArgs,
    #[command(flatten)]
    bundle: BundleArgs,
    #[command(flatten)]
    answers: AnswerArgs,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    let bundle = args.bundle.load()?;
    let film = find(&bundle.catalogue, &args.title)?;
    let member = args.member.read(&bundle)?;
    terminal::note(&member.summary());
    let known = merge(&member.import.entries, &member.matching);
    let member = Member { bundle: &bundle, known: &known };
    let of_film = member.without(film);
    if of_film.taste.rated == 0 {
        bail!(
            "there is nothing to compare with: no row gives another film of the bundle a rating. \
             Pass files with ratings; `halfstar import` shows what was read"
        );
    }
    let mut answers = args.answers.open()?;
    let mut said = Vec::new();
    let mut now = of_film.place(film, &said);
    while let Some(other) = now.next.filter(|_| !now.is_done() && said.len() < MOST_ASKED) {
        let Some(comparison) = answers.ask(&bundle.catalogue, [film, other], out)? else { break };
        if comparison.answer == Answer::FirstUnseen {
            bail!("what was not seen cannot be rated. `halfstar recommend` tells what you would give a film");
        }
        said.push(comparison);
        now = of_film.place(film, &said);
    }
    print(&bundle.catalogue, film, &now, out)?;
    let mut tried: Vec<usize> =
        member.rated().take(TRIED).map(|(known, rating)| member.questions(known, rating)).collect();
    tried.sort_unstable();
    if let Some(&median) = tried.get(tried.len() / 2).filter(|_| tried.len() > 1) {
        let (median, films) = (counted(median, "question", "questions"), counted(tried.len(), "film", "films"));
        writeln!(out, "By your own ratings of {films} it takes {median} (median)")?;
    }
    Ok(())
}

/// Whose films they are.
struct Member<'b> {
    bundle: &'b Bundle,
    known: &'b BTreeMap<FilmId, Statement>,
}

impl<'b> Member<'b> {
    /// What is thought of a film by all that was said of others.
    fn without(&self, film: FilmId) -> Others<'b> {
        let mut known = self.known.clone();
        known.remove(&film);
        let taste = Taste::new(&known, &self.bundle.tuning);
        Others { bundle: self.bundle, opinions: Opinions::of(self.bundle, &taste), taste }
    }

    /// The rated films that can be recommended.
    fn rated(&self) -> impl Iterator<Item = (FilmId, Stars)> {
        let pool = self.bundle.catalogue.pool();
        let rated = self.known.iter().filter_map(|(&film, statement)| Some((film, statement.rating?)));
        rated.filter(move |(film, _)| film.index() < pool)
    }

    /// How many questions place a film that they gave this, if they answer by their ratings.
    fn questions(&self, film: FilmId, rating: Stars) -> usize {
        let others = self.without(film);
        let mut said = Vec::new();
        let mut now = others.place(film, &said);
        while let Some(other) = now.next.filter(|_| !now.is_done() && said.len() < MOST_ASKED) {
            let given = self.known.get(&other).and_then(|known| known.rating).unwrap_or(rating);
            let answer = rating.cmp(&given).into();
            said.push(Comparison { films: [film, other], answer });
            now = others.place(film, &said);
        }
        said.len()
    }
}

/// What is known of a member without the film that is placed.
struct Others<'b> {
    bundle: &'b Bundle,
    taste: Taste,
    opinions: Opinions,
}

impl Others<'_> {
    fn place(&self, film: FilmId, said: &[Comparison]) -> Placed {
        place(self.bundle, &self.taste, &self.opinions, film, said)
    }
}

fn print(catalogue: &Catalogue, film: FilmId, now: &Placed, out: &mut dyn Write) -> Result<()> {
    let title = titled(catalogue.title(film), catalogue.year(film));
    let [low, high] = now.likely;
    let compared = counted(now.compared as usize, "comparison", "comparisons");
    writeln!(out, "{title}: {}", glyphs(now.stars.stars()))?;
    writeln!(out, "After {compared}, four times in five between {low:.1} and {high:.1}")?;
    Ok(())
}

/// The film of a title: the only one that is called so, or the only one that is found.
fn find(catalogue: &Catalogue, typed: &str) -> Result<FilmId> {
    let index = SearchIndex::new(catalogue);
    let found = |query: &str| -> Vec<FilmId> {
        let films = index.search(catalogue, query, 100).into_iter();
        films.filter(|&film| catalogue.kind(film) == Kind::Movie).collect()
    };
    let films = found(typed);
    let wanted = typed.trim().to_lowercase();
    let is_called_so = |film: FilmId| {
        let title = catalogue.title(film).to_lowercase();
        let year = catalogue.year(film).unwrap_or_default();
        [&title, &format!("{title} {year}"), &format!("{title} ({year})")].contains(&&wanted)
    };
    let exact: Vec<FilmId> = films.iter().copied().filter(|&film| is_called_so(film)).collect();
    let named = |films: &[FilmId]| {
        let titles = films.iter().take(NAMED).map(|&film| titled(catalogue.title(film), catalogue.year(film)));
        titles.collect::<Vec<_>>().join(", ")
    };
    match (&exact[..], &films[..]) {
        ([film], _) | ([], [film]) => Ok(*film),
        ([], []) => {
            // What begins so, as far as anything does.
            let words: Vec<&str> = typed.split_whitespace().collect();
            let near =
                (1..words.len()).rev().map(|count| found(&words[..count].join(" "))).find(|near| !near.is_empty());
            match near {
                Some(near) => bail!("no film of the bundle is called “{typed}”. The nearest are {}", named(&near)),
                None => bail!("no film of the bundle is called “{typed}”, or nearly so. Check the spelling"),
            }
        }
        ([], several) => {
            bail!("no film of the bundle is called just “{typed}”. Did you mean one of {}?", named(several))
        }
        (several, _) => bail!("several films are called “{typed}”: {}. Add the year", named(several)),
    }
}
