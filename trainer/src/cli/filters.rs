//! The filters that every shelf in a terminal knows: the options are those of core's registry.

use super::grouped;
use anyhow::{Result, bail};
use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches, value_parser};
use halfstar_core::bounds::{self, Bounds};
use halfstar_core::filters::{FilterName, Filters, Flag, Form, Kind, LeftOut, Value};
use halfstar_core::words::Translation;
use halfstar_core::{Bundle, Taste};
use std::ops::RangeInclusive;

/// Over the filters in a command's help.
const HEADING: &str = "What may be on the shelf";
/// So few names are listed where one is unknown.
const FEW: usize = 40;

/// What may be on the shelf, as options of the command line: texts by their parameters.
#[derive(Debug)]
pub(super) struct FilterArgs(Vec<(&'static Flag, Vec<String>)>);

impl FilterArgs {
    /// As the core has them; names as the bundle writes them, but for those of lists.
    pub(super) fn filters(&self, bundle: &Bundle) -> Result<Filters> {
        let mut filters = Filters::default();
        let nobody = Taste::default();
        for (filter, flag) in flags() {
            let known = if filter.kind() == Kind::OwnList { None } else { filter.known(bundle, &nobody) };
            for text in self.texts(flag) {
                let text = match &known {
                    Some(names) if !flag.noun.is_empty() => known_name(filter, flag, names, text)?,
                    _ => text.clone(),
                };
                if let Err(wrong) = filters.read(flag.key, &text) {
                    bail!("{}", wrong.sentence(&Translation::default()));
                }
            }
        }
        if let Some(problem) = filters.check(bundle, &nobody).iter().find(|problem| !is_of_list(problem.filter())) {
            bail!("{}", problem.sentence(&Translation::default()));
        }
        Ok(filters)
    }

    fn texts(&self, flag: &Flag) -> &[String] {
        self.0.iter().find(|(theirs, _)| theirs.key == flag.key).map_or(&[], |(_, texts)| texts)
    }
}

fn is_of_list(filter: FilterName) -> bool {
    filter.kind() == Kind::OwnList
}

fn flags() -> impl Iterator<Item = (FilterName, &'static Flag)> {
    FilterName::ALL.into_iter().flat_map(|filter| filter.flags().iter().map(move |flag| (filter, flag)))
}

impl clap::Args for FilterArgs {
    fn augment_args(command: Command) -> Command {
        flags().fold(command, |command, (filter, flag)| command.arg(arg(filter, flag)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for FilterArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let texts = |flag: &Flag| match form(flag) {
            Form::Switch => matches.get_flag(flag.key).then(|| "true".to_owned()).into_iter().collect(),
            Form::Number(_) => matches.get_one::<u16>(flag.key).map(u16::to_string).into_iter().collect(),
            _ => matches.get_many::<String>(flag.key).into_iter().flatten().cloned().collect(),
        };
        Ok(Self(flags().map(|(_, flag)| (flag, texts(flag))).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn form(flag: &Flag) -> Form {
    Filters::default().get(flag.key).map_or(Form::Name, Value::form)
}

fn arg(filter: FilterName, flag: &'static Flag) -> Arg {
    let arg = Arg::new(flag.key).long(flag.flag).help(flag.help).help_heading(HEADING);
    let arg = match flag.requires {
        Some(other) => arg.requires(other),
        None => arg,
    };
    match (form(flag), filter.kind()) {
        (Form::Switch, _) => arg.action(ArgAction::SetTrue),
        (Form::Number(bounds), _) => arg.value_name(flag.value).value_parser(value_parser!(u16).range(range(bounds))),
        (Form::Names, _) => arg.value_name(flag.value).action(ArgAction::Append),
        (_, Kind::Choice(choices)) => {
            let words = Translation::default();
            let value =
                |(text, meaning): &(&'static str, _)| PossibleValue::new(*text).help(words.say(*meaning).to_owned());
            let values: Vec<_> = choices.iter().map(value).collect();
            let first = choices.first().map_or("", |(text, _)| *text);
            arg.value_name(flag.value).value_parser(values).default_value(first)
        }
        _ => arg.value_name(flag.value),
    }
}

/// For clap.
pub(super) fn range(Bounds { least, most }: Bounds) -> RangeInclusive<i64> {
    least.into()..=most.into()
}

/// For `--variety`.
pub(super) fn variety(text: &str) -> Result<f32, String> {
    part(text, bounds::VARIETY)
}

/// For `--surprise`.
pub(super) fn surprise(text: &str) -> Result<f32, String> {
    part(text, bounds::SURPRISE)
}

fn part(text: &str, bounds: Bounds) -> Result<f32, String> {
    let part: f32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if bounds.hold(part) { Ok(part) } else { Err(format!("not between {} and {}", bounds.least, bounds.most)) }
}

/// The name as the bundle writes it, however the member did.
fn known_name(filter: FilterName, flag: &Flag, names: &[&str], wanted: &str) -> Result<String> {
    if let Some(name) = same(names, wanted) {
        return Ok(name.to_owned());
    }
    let noun = flag.noun;
    let mut names: Vec<&str> = names.iter().copied().filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        bail!("the bundle knows of no {noun}s; {}", flag.none);
    }
    names.sort_unstable();
    if filter.kind() != Kind::TypedNames && names.len() <= FEW {
        bail!("there is no {noun} “{wanted}”. The bundle knows {}", names.join(", "));
    }
    match filter.near(&names, wanted).as_slice() {
        [] => bail!("the bundle knows no {noun} “{wanted}”"),
        near => bail!("the bundle knows no {noun} “{wanted}”. Did you mean {}?", near.join(", ")),
    }
}

/// The name of the list that the member calls so.
pub(super) fn known_list(names: &[&str], wanted: &str) -> Result<String> {
    match same(names, wanted) {
        Some(name) => Ok(name.to_owned()),
        None if names.is_empty() => bail!("there is no list “{wanted}”: the files hold no list at all"),
        None => bail!("there is no list “{wanted}”. The files hold {}", names.join(", ")),
    }
}

/// The same name, but for large and small letters.
fn same<'n>(names: &[&'n str], wanted: &str) -> Option<&'n str> {
    let lower = wanted.to_lowercase();
    let exactly = names.iter().find(|name| **name == wanted);
    let found = exactly.or_else(|| names.iter().find(|name| name.to_lowercase() == lower));
    found.copied().filter(|name| !name.is_empty())
}

/// What kept films away, for whoever sees none.
pub(super) fn left_out(left: &LeftOut) -> String {
    let told = FilterName::ALL.into_iter().filter(|&filter| left[filter] > 0 && !filter.flags().is_empty());
    let told: Vec<_> = told.map(|filter| format!("{} by {}", grouped(left[filter]), reason(filter))).collect();
    if told.is_empty() { "Everything has been seen".to_owned() } else { format!("Left out: {}", told.join(", ")) }
}

fn reason(filter: FilterName) -> String {
    let flags = filter.flags().iter().filter(|flag| flag.requires.is_none());
    let options: Vec<_> = flags.clone().map(|flag| format!("--{}", flag.flag)).collect();
    let options = options.join(" and ");
    // What keeps films away unasked has an option that lifts it.
    match flags.clone().next() {
        Some(flag) if filter.narrows(&Filters::default()) => format!("{} ({options} lifts it)", flag.noun),
        _ => options,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Args as _;

    #[test]
    fn variety_has_bounds() {
        assert_eq!(variety("0.5"), Ok(0.5));
        for text in ["-0.1", "1.1", "NaN", "much"] {
            assert!(variety(text).is_err(), "{text}");
        }
    }

    #[test]
    fn options_become_texts() {
        let command = FilterArgs::augment_args(Command::new("test"));
        let read = |args: &[&str]| {
            let matches =
                command.clone().try_get_matches_from([&["test"], args].concat()).map_err(|error| error.kind());
            let read = FilterArgs::from_arg_matches(&matches?).expect("every option is there");
            let set = |(flag, texts): (&'static Flag, Vec<String>)| texts.into_iter().map(move |text| (flag.key, text));
            let set = read.0.into_iter().flat_map(set);
            Ok(set.collect::<Vec<_>>())
        };
        let text = |key: &'static str, text: &str| (key, text.to_owned());
        assert_eq!(read(&[]), Ok(vec![text("watchlist", "third")]));
        let told =
            read(&["--genre", "War", "--genre", "drama", "--all-genres", "--min-runtime", "60", "--watchlist", "hide"]);
        let expected = [
            text("genres", "War"),
            text("genres", "drama"),
            text("genres_all", "true"),
            text("runtime_from", "60"),
            text("watchlist", "hide"),
        ];
        assert_eq!(told, Ok(expected.to_vec()));
        assert_eq!(read(&["--all-genres"]), Err(clap::error::ErrorKind::MissingRequiredArgument));
        assert_eq!(read(&["--watchlist", "maybe"]), Err(clap::error::ErrorKind::InvalidValue));
        assert_eq!(read(&["--year-to", "soon"]), Err(clap::error::ErrorKind::ValueValidation));
        for wrong in ["0", "10000", "-1"] {
            let read = read(&[&["--year-to=", wrong].concat()]);
            assert_eq!(read, Err(clap::error::ErrorKind::ValueValidation), "{wrong}");
        }
        assert_eq!(read(&["--fresh"]), Err(clap::error::ErrorKind::UnknownArgument), "a terminal remembers no shelf");
    }

    #[test]
    fn unknown_names_are_told_with_those_known() {
        let of = |filter: FilterName, names: &[&str], wanted: &str| {
            let flag = filter.flags().first().expect("an option");
            known_name(filter, flag, names, wanted).map_err(|error| error.to_string())
        };
        let error = |names: &[&str], wanted: &str| of(FilterName::Director, names, wanted);
        assert_eq!(error(&["Ada Vance"], "ADA VANCE"), Ok("Ada Vance".to_owned()));
        assert_eq!(
            of(FilterName::Language, &["fr", "", "en"], "x"),
            Err("there is no language “x”. The bundle knows en, fr".to_owned())
        );
        assert_eq!(
            of(FilterName::Service, &[], "x"),
            Err("the bundle knows of no streaming services; `halfstar build --services` notes them".to_owned())
        );
        let many: Vec<String> = (0..50).map(|number| format!("Agnès Varda {number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(error(&many, "x"), Err("the bundle knows no director “x”".to_owned()));
        let near = error(&many, "varda 4").expect_err("nobody of that name");
        assert_eq!(
            near,
            "the bundle knows no director “varda 4”. Did you mean Agnès Varda 4, Agnès Varda 40, Agnès Varda 41?"
        );
    }

    #[test]
    fn what_kept_films_away_goes_by_its_option() {
        let left = [(FilterName::Quality, 7), (FilterName::Runtime, 2), (FilterName::Genre, 1), (FilterName::Fresh, 9)];
        assert_eq!(
            left_out(&left.into_iter().collect()),
            "Left out: 1 by --genre, 2 by --min-runtime and --max-runtime, \
             7 by the quality floor (--include-low-quality lifts it)"
        );
        assert_eq!(left_out(&LeftOut::default()), "Everything has been seen");
    }
}
