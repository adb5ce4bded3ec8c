//! `halfstar taste`: how a member's ratings differ from everyone's, in a terminal.

use super::bundle::BundleArgs;
use super::member_files::MemberArgs;
use super::recommend::rounded;
use super::table::{lines, number, table};
use super::{counted, grouped, terminal, titled};
use anyhow::{Result, bail};
use comfy_table::{Cell, ColumnConstraint, Width};
use halfstar_core::film::{Catalogue, FilmId, Stars};
use halfstar_core::portrait::{Apart, Comparison, Leaning, Leanings, Portrait, portrait};
use halfstar_core::taste::merge;
use serde_json::{Value, json};
use std::io::Write;

/// The longest bar, in letters.
const BAR: u32 = 30;

/// Show a member's taste: how their ratings differ from everyone's
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[command(flatten)]
    member: MemberArgs,
    #[command(flatten)]
    bundle: BundleArgs,
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    let bundle = args.bundle.load()?;
    let member = args.member.read(&bundle)?;
    terminal::note(&member.summary());
    let drawn = portrait(&bundle, &merge(&member.import.entries, &member.matching));
    if drawn.totals.seen == 0 {
        bail!(
            "nothing to show: no row says that a film of the bundle was rated, watched or liked. \
             `halfstar import` shows what was read"
        );
    }
    if args.json {
        return terminal::json(out, &for_programs(&bundle.catalogue, &drawn));
    }
    print(&bundle.catalogue, &drawn, out)
}

fn print(catalogue: &Catalogue, drawn: &Portrait, out: &mut dyn Write) -> Result<()> {
    totals(catalogue, drawn, out)?;
    ratings(drawn, out)?;
    if let Some(comparison) = &drawn.ratings.comparison {
        compared(catalogue, comparison, out)?;
    }
    decades(drawn, out)?;
    let lists = [
        ("genre", Some(&drawn.genres)),
        ("keyword", drawn.keywords.as_ref()),
        ("director", Some(&drawn.directors)),
        ("actor", drawn.actors.as_ref()),
    ];
    for (what, leanings) in lists {
        leaning(catalogue, what, leanings, out)?;
    }
    fame(catalogue, drawn, out)
}

fn totals(catalogue: &Catalogue, drawn: &Portrait, out: &mut dyn Write) -> Result<()> {
    let totals = &drawn.totals;
    writeln!(
        out,
        "{} seen, {} rated, {} liked; {} in {}",
        counted(totals.seen as usize, "film", "films"),
        grouped(totals.rated),
        grouped(totals.liked),
        counted((totals.minutes / 60) as usize, "hour", "hours"),
        counted(totals.timed as usize, "film of known length", "films of known length"),
    )?;
    let languages: Vec<_> =
        totals.languages.iter().map(|(code, films)| format!("{code} {}", grouped(*films))).collect();
    let named = |film: Option<FilmId>| film.map(|film| name(catalogue, film));
    for (what, value) in [
        ("Languages", (!languages.is_empty()).then(|| languages.join(", "))),
        ("Oldest", named(totals.oldest)),
        ("Longest", named(totals.longest)),
    ] {
        if let Some(value) = value {
            writeln!(out, "{what}: {value}")?;
        }
    }
    Ok(())
}

fn ratings(drawn: &Portrait, out: &mut dyn Write) -> Result<()> {
    let ratings = &drawn.ratings;
    if drawn.totals.rated == 0 {
        writeln!(out, "\nNothing is rated, so there is nothing to compare with everyone's ratings.")?;
        return Ok(());
    }
    let most = ratings.levels.iter().copied().max().unwrap_or(0);
    let mut levels = table(["rating", "films", "", "everyone's mean of these"]);
    for (place, count) in ratings.levels.iter().enumerate().rev() {
        let everyone = ratings.comparison.as_ref().and_then(|comparison| comparison.everyone_at[place]);
        levels.add_row([
            Stars::from_halves(place as u8 + 1).map_or(String::new(), |stars| stars.to_string()).into(),
            number(grouped(*count)),
            bar(*count, most).into(),
            number(everyone.map_or(String::new(), decimals)),
        ]);
    }
    write!(out, "\n{}", lines(&levels))?;
    Ok(())
}

fn compared(catalogue: &Catalogue, comparison: &Comparison, out: &mut dyn Write) -> Result<()> {
    write!(
        out,
        "\nOver {} you give {} on average, everyone {}: {}. Within half a star of everyone: {:.0} %.",
        counted(comparison.films as usize, "film", "films"),
        decimals(comparison.mean),
        decimals(comparison.everyone),
        signed(comparison.offset()),
        100.0 * comparison.near as f32 / comparison.films.max(1) as f32,
    )?;
    match comparison.correlation {
        Some(correlation) => writeln!(out, " Correlation: {}.", signed(correlation))?,
        None => writeln!(out)?,
    }
    for (what, side) in [("above everyone", &comparison.above), ("below everyone", &comparison.below)] {
        if side.is_empty() {
            continue;
        }
        let mut films = table([what, "you", "everyone"]);
        films.set_constraints([ColumnConstraint::UpperBoundary(Width::Percentage(60))]);
        for apart in side {
            let everyone = number(decimals(apart.everyone));
            films.add_row([name(catalogue, apart.film).into(), apart.rating.to_string().into(), everyone]);
        }
        write!(out, "\n{}", lines(&films))?;
    }
    Ok(())
}

fn decades(drawn: &Portrait, out: &mut dyn Write) -> Result<()> {
    let most = drawn.decades.iter().map(|decade| decade.seen).max().unwrap_or(0);
    let mut all = table(["decade", "seen", "", "rated", "your mean", "lift"]);
    for decade in &drawn.decades {
        all.add_row([
            Cell::new(format!("{}s", decade.from)),
            number(grouped(decade.seen)),
            bar(decade.seen, most).into(),
            number(grouped(decade.rated)),
            number(decade.mean.map_or(String::new(), decimals)),
            number(decade.lift.map_or(String::new(), signed)),
        ]);
    }
    if !drawn.decades.is_empty() {
        write!(out, "\n{}", lines(&all))?;
    }
    writeln!(
        out,
        "\nA lift is how many stars you rate such films above everyone, beyond how far you do so in general; \
         shrunk where films are few."
    )?;
    Ok(())
}

fn leaning(catalogue: &Catalogue, what: &str, leanings: Option<&Leanings>, out: &mut dyn Write) -> Result<()> {
    let Some(Leanings { over, under }) = leanings else { return Ok(()) };
    if over.is_empty() && under.is_empty() {
        return Ok(());
    }
    let mut all = table([what, "lift", "seen", "rated", "you", "everyone", "best"]);
    all.set_constraints([ColumnConstraint::UpperBoundary(Width::Percentage(30))]);
    // From the most loved to the least, as one list.
    for Leaning { name: called, seen, rated, mean, everyone, lift, best } in over.iter().chain(under.iter().rev()) {
        all.add_row([
            called.into(),
            number(signed(*lift)),
            number(grouped(*seen)),
            number(grouped(*rated)),
            number(decimals(*mean)),
            number(decimals(*everyone)),
            name(catalogue, *best).into(),
        ]);
    }
    write!(out, "\n{}", lines(&all))?;
    Ok(())
}

fn fame(catalogue: &Catalogue, drawn: &Portrait, out: &mut dyn Write) -> Result<()> {
    let fame = &drawn.fame;
    let Some(place) = fame.place else { return Ok(()) };
    let most = fame.parts.iter().copied().max().unwrap_or(0);
    let mut parts = table(["of all ratings", "seen", "", "of so many films"]);
    for (at, (seen, pool)) in fame.parts.iter().zip(fame.pool).enumerate() {
        let tenth = match at {
            0 => "the mainstream tenth".to_owned(),
            9 => "the obscure tenth".to_owned(),
            at => format!("tenth {}", at + 1),
        };
        parts.add_row([tenth.into(), number(grouped(*seen)), bar(*seen, most).into(), number(grouped(pool))]);
    }
    write!(out, "\n{}", lines(&parts))?;
    writeln!(
        out,
        "\nYour film in the middle stands at {} between mainstream (0) and obscure (1); everyone's stands at 0.50.",
        decimals(place)
    )?;
    if let Some(rarest) = fame.rarest {
        let ratings = counted(catalogue.rating_count(rarest) as usize, "rating", "ratings");
        writeln!(out, "Least known: {}, with {ratings}", name(catalogue, rarest))?;
    }
    Ok(())
}

fn name(catalogue: &Catalogue, film: FilmId) -> String {
    titled(catalogue.title(film), catalogue.year(film))
}

fn bar(count: u32, most: u32) -> String {
    let length = (count * BAR).div_ceil(most.max(1));
    "█".repeat(length as usize)
}

fn decimals(value: f32) -> String {
    format!("{value:.2}")
}

fn signed(value: f32) -> String {
    halfstar_trainer::printable::signed(value.into(), 2)
}

/// The portrait with films by their titles: their places in the bundle mean nothing outside of it.
fn for_programs(catalogue: &Catalogue, drawn: &Portrait) -> Value {
    let film = |film: FilmId| json!({ "title": catalogue.title(film), "year": catalogue.year(film), "tmdb_id": catalogue.tmdb_id(film) });
    let number = |value: Option<f32>| value.map(rounded);
    let apart = |apart: &Apart| {
        let mut json = film(apart.film);
        json["rating"] = json!(apart.rating.stars());
        json["everyone"] = json!(rounded(apart.everyone));
        json
    };
    let leaning = |it: &Leaning| {
        json!({
            "name": it.name, "lift": rounded(it.lift), "seen": it.seen, "rated": it.rated,
            "mean": rounded(it.mean), "everyone": rounded(it.everyone), "best": film(it.best),
        })
    };
    let leanings = |it: &Leanings| {
        let json = |side: &[Leaning]| side.iter().map(leaning).collect::<Vec<_>>();
        json!({ "over": json(&it.over), "under": json(&it.under) })
    };
    let (totals, ratings, fame) = (&drawn.totals, &drawn.ratings, &drawn.fame);
    json!({
        "totals": {
            "seen": totals.seen, "rated": totals.rated, "liked": totals.liked,
            "minutes": totals.minutes, "films_of_known_length": totals.timed,
            "languages": totals.languages.iter().map(|(code, films)| json!({ "code": code, "films": films })).collect::<Vec<_>>(),
            "oldest": totals.oldest.map(film), "longest": totals.longest.map(film),
        },
        "ratings": {
            "levels": ratings.levels, "mean": number(ratings.mean),
            "comparison": ratings.comparison.as_ref().map(|it| json!({
                "films": it.films, "mean": rounded(it.mean), "everyone": rounded(it.everyone),
                "everyone_at": it.everyone_at.map(number), "within_half_a_star": it.near,
                "correlation": number(it.correlation),
                "above": it.above.iter().map(apart).collect::<Vec<_>>(),
                "below": it.below.iter().map(apart).collect::<Vec<_>>(),
            })),
        },
        "decades": drawn.decades.iter().map(|it| json!({
            "from": it.from, "seen": it.seen, "rated": it.rated, "mean": number(it.mean), "lift": number(it.lift),
        })).collect::<Vec<_>>(),
        "genres": leanings(&drawn.genres),
        "keywords": drawn.keywords.as_ref().map(leanings),
        "directors": leanings(&drawn.directors),
        "actors": drawn.actors.as_ref().map(leanings),
        "fame": {
            "seen": fame.parts, "pool": fame.pool, "outside": fame.outside, "place": number(fame.place),
            "rarest": fame.rarest.map(film),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifts_have_a_sign() {
        for (value, expected) in [(0.456, "+0.46"), (-0.456, "-0.46"), (-0.004, "+0.00"), (0.0, "+0.00")] {
            assert_eq!(signed(value), expected);
        }
    }

    #[test]
    fn bars_are_as_long_as_their_counts() {
        for (count, most, length) in [(0, 10, 0), (1, 300, 1), (5, 10, 15), (10, 10, 30), (0, 0, 0)] {
            assert_eq!(bar(count, most).chars().count(), length, "{count} of {most}");
        }
    }
}
