//! `halfstar compare`: which of two films a member liked more, ten times, and what that changes.

use super::bundle::BundleArgs;
use super::comparing::answers::AnswerArgs;
use super::comparing::file::Comparisons;
use super::member_files::MemberArgs;
use super::table::{lines, number, table};
use super::{counted, terminal, titled};
use anyhow::{Result, bail};
use clap::value_parser;
use halfstar_core::comparisons::{self, Comparison};
use halfstar_core::elicit::next_duel;
use halfstar_core::film::FilmId;
use halfstar_core::opinions::Opinions;
use halfstar_core::taste::{Lists, Scope, Statement, lists, merge};
use halfstar_core::{Bundle, Request, Taste, recommend};
use halfstar_trainer::atomic;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where comparisons are written unless it is said.
const OUT: &str = "comparisons.csv";
/// Films that were not among so many before come from further down.
const SHELF: u32 = 200;
/// What rose to the first so many places is told.
const TOLD: usize = 20;

/// Ask which of two films a member liked more, and show what that moves up their shelf
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[command(flatten)]
    member: MemberArgs,
    #[command(flatten)]
    bundle: BundleArgs,
    /// How many pairs to ask about
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = value_parser!(u32).range(1..))]
    pairs: u32,
    #[command(flatten)]
    answers: AnswerArgs,
    /// What was said before: a file that this command wrote. No pair in it is asked about again
    #[arg(long, value_name = "FILE")]
    comparisons: Option<PathBuf>,
    /// Where to write all that was said [default: the file of --comparisons, or comparisons.csv]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Whose films they are.
struct Member<'b> {
    bundle: &'b Bundle,
    statements: BTreeMap<FilmId, Statement>,
    lists: Lists,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    let path = args.out.as_deref().or(args.comparisons.as_deref()).unwrap_or(Path::new(OUT));
    if path.is_file() && args.comparisons.as_deref() != Some(path) {
        bail!(
            "{} is there already, and would be lost. Pass it by --comparisons to go on from it, or name another by --out",
            path.display()
        );
    }
    atomic::check(path)?;
    let bundle = args.bundle.load()?;
    let member = args.member.read(&bundle)?;
    terminal::note(&member.summary());
    let catalogue = &bundle.catalogue;
    let mut all = match &args.comparisons {
        Some(known) => Comparisons::read(known, catalogue)?,
        None => Comparisons::default(),
    };
    all.warnings.iter().for_each(|warning| terminal::note(warning));
    let mut answers = args.answers.open()?;
    let member = Member {
        bundle: &bundle,
        statements: merge(&member.import.entries, &member.matching),
        lists: lists(&member.import, &member.matching),
    };
    let before = member.shelf(&all.said);
    let mut said = 0;
    for asked in 0..args.pairs {
        let taste = member.taste(&all.said);
        let Some(films) = next_duel(&bundle, &taste, &Opinions::of(&bundle, &taste), &all.said) else {
            if asked == 0 {
                bail!("there are fewer than two films left to ask about. Import more films, or use a larger bundle");
            }
            terminal::note("There are no two films left to ask about");
            break;
        };
        let Some(comparison) = answers.ask(catalogue, films, out)? else { break };
        all.add(comparison);
        said += 1;
        // Whatever happens next, what was said is not lost.
        all.write(path, catalogue)?;
    }
    if said == 0 {
        writeln!(out, "Nothing was said, so nothing moved")?;
        return Ok(());
    }
    rise(&bundle, &before, &member.shelf(&all.said), out)?;
    let total = counted(all.said.len(), "comparison", "comparisons");
    writeln!(out, "\nWrote {total} to {}", path.display())?;
    Ok(())
}

impl Member<'_> {
    fn taste(&self, said: &[Comparison]) -> Taste {
        let mut statements = self.statements.clone();
        comparisons::apply(&mut statements, said);
        let Bundle { catalogue, tuning, .. } = self.bundle;
        let mut taste = Taste::within(&statements, self.lists.clone(), catalogue, tuning, &Scope::default());
        taste.compare(said);
        taste
    }

    /// The shelf, from its first film on.
    fn shelf(&self, said: &[Comparison]) -> Vec<FilmId> {
        let shelf = recommend(self.bundle, &self.taste(said), &Request { limit: SHELF, ..Request::default() });
        shelf.picks.into_iter().map(|pick| pick.film).collect()
    }
}

/// Prints the films at the front that stood further back before.
fn rise(bundle: &Bundle, before: &[FilmId], now: &[FilmId], out: &mut dyn Write) -> Result<()> {
    let mut risen = table(["place", "before", "film"]);
    for (at, &film) in now.iter().enumerate().take(TOLD) {
        let was = before.iter().position(|known| *known == film);
        if was.is_some_and(|was| was <= at) {
            continue;
        }
        let was = was.map_or_else(|| format!("beyond {SHELF}"), |was| (was + 1).to_string());
        let title = titled(bundle.catalogue.title(film), bundle.catalogue.year(film));
        risen.add_row([number(at + 1), number(was), title.into()]);
    }
    if risen.row_iter().next().is_none() {
        writeln!(out, "\nNo film moved up the first {TOLD} places of your shelf")?;
    } else {
        write!(out, "\nWhat moved up your shelf:\n{}", lines(&risen))?;
    }
    Ok(())
}
