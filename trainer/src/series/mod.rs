//! Which films are parts of one series, and in which order: facts written by hand, TMDB's collections where its answers carry
//! them, and otherwise titles, with makers and keywords as witnesses.
//!
//! Each part follows one other, in order of release. What the facts say of a film stands; a collection adds what they do not
//! know, and titles what neither does. A wrong order hides a film from a member, a missing one only shows it early: in doubt
//! a film stands alone.

mod facts;
mod title;

use crate::sources::{Dataset, SourceFilm, title_key};
use anyhow::{Context, Result};
use facts::{Facts, Known};
use halfstar_core::film::{FilmId, Kind};
use halfstar_core::series::Series;
use std::collections::{BTreeMap, HashMap, HashSet};
use title::Name;

/// The series among these films of the data set, by their places in the list.
///
/// # Errors
/// When the facts that the program comes with contradict each other.
pub fn gather(data: &Dataset, films: &[usize]) -> Result<Series> {
    let films = films.iter().map(|&film| &data.films[film]).collect();
    Finder::new(films, Facts::committed()?).find()
}

/// How many series there are, and films in them.
pub fn count(series: &Series) -> (usize, usize) {
    (series.parts().filter(|(_, before)| before.is_none()).count(), series.parts().count())
}

struct Finder<'a> {
    films: Vec<&'a SourceFilm>,
    facts: Facts,
    names: Vec<Name>,
    /// By key and year, in the order of fame.
    by_title: HashMap<Known, Vec<usize>>,
    /// Parts, with the film that each follows; `None` for the first.
    after: BTreeMap<usize, Option<usize>>,
    alone: HashSet<usize>,
}

impl<'a> Finder<'a> {
    fn new(films: Vec<&'a SourceFilm>, facts: Facts) -> Self {
        let mut by_title: HashMap<Known, Vec<usize>> = HashMap::new();
        for (place, film) in films.iter().enumerate().filter(|(_, film)| film.kind == Kind::Movie) {
            let titles = [&film.title, &film.original_title].into_iter().chain(&film.other_titles);
            let keys: HashSet<String> = titles.map(|title| title_key(title)).collect();
            for (key, year) in keys.into_iter().filter(|key| !key.is_empty()).zip(std::iter::repeat(film.year)) {
                by_title.entry((key, year.unwrap_or(0))).or_default().push(place);
            }
        }
        let names = films.iter().map(|film| title::name(&film.title)).collect();
        Self { films, facts, names, by_title, after: BTreeMap::new(), alone: HashSet::new() }
    }

    fn find(mut self) -> Result<Series> {
        self.take_facts();
        self.take_collections();
        self.take_titles();
        let ordered: Vec<_> = self.in_order().into_iter().map(|film| (id(film), self.after[&film].map(id))).collect();
        Series::new(&ordered).context("a film follows two others")
    }

    /// The films of this title and year. Sources disagree by a year.
    fn known(&self, (key, year): &Known) -> Vec<usize> {
        let of = |year: u16| self.by_title.get(&(key.clone(), year)).cloned().unwrap_or_default();
        [*year, year + 1, year.saturating_sub(1)]
            .into_iter()
            .map(of)
            .find(|films| !films.is_empty())
            .unwrap_or_default()
    }

    fn take_facts(&mut self) {
        self.alone = self.facts.alone.iter().flat_map(|known| self.known(known)).collect();
        for series in std::mem::take(&mut self.facts.series) {
            // Of each part the best-known film; where one is not there, what it follows stands in for it.
            let mut found: Vec<Option<usize>> = Vec::new();
            for (known, after) in &series {
                let before = after.and_then(|after| found.get(after).copied().flatten());
                let films = self.known(known);
                let free: Vec<usize> = films.into_iter().filter(|film| !self.after.contains_key(film)).collect();
                found.push(free.first().copied().or(before));
                // The same film listed twice has the same place in the series.
                free.into_iter().for_each(|film| self.follow(film, before));
            }
        }
    }

    fn follow(&mut self, film: usize, before: Option<usize>) {
        self.after.insert(film, before);
    }

    /// Collections as TMDB has them, but for those that are no stories.
    fn take_collections(&mut self) {
        let mut collections: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, film) in self.films.iter().enumerate().filter(|(_, film)| film.kind == Kind::Movie) {
            if let Some(name) = &film.collection {
                collections.entry(name).or_default().push(place);
            }
        }
        for (name, mut films) in collections {
            let name = name.strip_suffix("Collection").unwrap_or(name);
            if self.facts.no_stories.contains(&title_key(name)) {
                continue;
            }
            films.retain(|film| !self.alone.contains(film));
            films.sort_by_key(|&film| self.release(film));
            let mut last = None;
            for film in films {
                if !self.after.contains_key(&film) && last.is_some_and(|last| self.is_same(last, film)) {
                    continue;
                }
                if !self.after.contains_key(&film) {
                    self.follow(film, last);
                }
                last = Some(film);
            }
        }
    }

    /// When a film came out, and which part it is of those of one year.
    fn release(&self, film: usize) -> (u16, u32, &str, usize) {
        let (known, name) = (self.films[film], &self.names[film]);
        (known.year.unwrap_or(u16::MAX), name.number.unwrap_or(1).max(name.further), &known.released, film)
    }

    /// Whether two films of one year are one, listed twice.
    fn is_same(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.names[one], &self.names[other]);
        self.films[one].year == self.films[other].year
            && (a.number.unwrap_or(1), a.further) == (b.number.unwrap_or(1), b.further)
            && (a.name == b.name && !(a.has_subtitle && b.has_subtitle))
    }

    fn take_titles(&mut self) {
        let mut shared: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, name) in self.names.iter().enumerate() {
            let is_film = self.films[place].kind == Kind::Movie && self.films[place].year.is_some();
            if is_film && !name.name.is_empty() && !self.alone.contains(&place) {
                shared.entry(&name.name).or_default().push(place);
            }
        }
        let no_stories = std::mem::take(&mut self.facts.no_stories);
        let shared: Vec<Vec<usize>> =
            shared.into_iter().filter(|(name, _)| !no_stories.contains(*name)).map(|(_, films)| films).collect();
        for mut films in shared {
            films.sort_by_key(|&film| self.release(film));
            let mut run: Vec<usize> = Vec::new();
            for film in films {
                match self.joins(film, &run) {
                    Joins::Next => {
                        if !self.after.contains_key(&film) {
                            let last = run.last().copied();
                            if let Some(first) = last.filter(|last| !self.after.contains_key(last)) {
                                self.follow(first, None);
                            }
                            self.follow(film, last);
                        }
                        run.push(film);
                    }
                    Joins::Anew => run = vec![film],
                    Joins::No => {}
                }
            }
        }
    }

    /// Whether a film goes on with those of its name that came before it.
    fn joins(&self, film: usize, run: &[usize]) -> Joins {
        if let Some(before) = self.after.get(&film) {
            return if before.is_none() || run.is_empty() { Joins::Anew } else { Joins::Next };
        }
        let name = &self.names[film];
        let (Some(&first), Some(&last)) = (run.first(), run.last()) else { return Joins::Anew };
        if self.is_same(film, last) {
            return Joins::No;
        }
        match name.number {
            Some(number @ 2..) => {
                let is_due = number as usize <= run.len() + 2;
                if is_due && self.is_witnessed(film, run) { Joins::Next } else { Joins::No }
            }
            None if name.has_subtitle => {
                if self.continues(film, run, !self.names[first].has_subtitle) {
                    Joins::Next
                } else if run.len() == 1 && self.names[first].has_subtitle && !self.after.contains_key(&first) {
                    Joins::Anew
                } else {
                    Joins::No
                }
            }
            _ => Joins::Anew,
        }
    }

    /// A number is believed where somebody else says so too, or nobody is known to ask.
    fn is_witnessed(&self, film: usize, run: &[usize]) -> bool {
        let (cast, directors) = self.shared(film, run);
        let is_unknown = |film: usize| self.films[film].cast.is_empty() && self.films[film].directors.is_empty();
        cast + directors > 0
            || self.has_keyword(film, &["sequel"])
            || is_unknown(film)
            || run.iter().all(|&part| is_unknown(part))
    }

    /// A subtitle alone says little: episodes, concerts and lives of the same people have them too.
    fn continues(&self, film: usize, run: &[usize], is_named_plainly: bool) -> bool {
        let known = self.films[film];
        let is_show = |genre: &String| ["Documentary", "Music", "TV Movie"].contains(&genre.as_str());
        let is_performer = known.cast.iter().any(|name| title_key(name) == self.names[film].name);
        let years = run.iter().filter_map(|&part| self.films[part].year);
        if known.genres.iter().any(is_show)
            || is_performer
            || self.has_keyword(film, &["stand-up comedy", "stand-up comedian", "concert", "anthology"])
            || years.max() >= known.year
        {
            return false;
        }
        let (cast, directors) = self.shared(film, run);
        if self.has_keyword(film, &["sequel"]) {
            return is_named_plainly || cast + directors > 0;
        }
        !self.has_keyword(film, &["prequel"])
            && (cast >= 3
                || (cast >= 2 && (directors > 0 || is_named_plainly))
                || (cast > 0 && directors > 0 && is_named_plainly))
    }

    /// How many of a film's cast and directors made one of the others.
    fn shared(&self, film: usize, run: &[usize]) -> (usize, usize) {
        let of = |names: fn(&SourceFilm) -> &Vec<String>| {
            let others: HashSet<&String> = run.iter().flat_map(|&part| names(self.films[part])).collect();
            names(self.films[film]).iter().filter(|name| others.contains(name)).count()
        };
        (of(|film| &film.cast), of(|film| &film.directors))
    }

    fn has_keyword(&self, film: usize, words: &[&str]) -> bool {
        self.films[film].keywords.iter().any(|word| words.contains(&word.as_str()))
    }

    /// Every part behind the one that it follows, one series after the other, the best-known first; no series of one film.
    fn in_order(&self) -> Vec<usize> {
        let mut followers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (&film, before) in &self.after {
            if let Some(before) = before {
                followers.entry(*before).or_default().push(film);
            }
        }
        followers.values_mut().for_each(|films| films.sort_by_key(|&film| self.release(film)));
        let roots = self.after.iter().filter(|(film, before)| before.is_none() && followers.contains_key(film));
        let mut waiting: Vec<usize> = roots.map(|(&film, _)| film).rev().collect();
        let mut order = Vec::new();
        while let Some(film) = waiting.pop() {
            order.push(film);
            waiting.extend(followers.get(&film).into_iter().flatten().rev());
        }
        order
    }
}

/// What a film is to those of its name that came before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joins {
    Next,
    Anew,
    No,
}

fn id(place: usize) -> FilmId {
    FilmId(place as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn film(title: &str, year: u16, cast: &[&str], keywords: &[&str]) -> SourceFilm {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        SourceFilm {
            title: title.to_owned(),
            year: Some(year),
            cast: names(cast),
            keywords: names(keywords),
            ..SourceFilm::default()
        }
    }

    fn of_collection(title: &str, released: &str, collection: &str) -> SourceFilm {
        SourceFilm {
            released: released.to_owned(),
            collection: Some(collection.to_owned()),
            ..film(title, released[..4].parse().expect("a year"), &[], &[])
        }
    }

    /// Each film with the one that it follows, as found by the rules and these facts.
    fn found(films: &[SourceFilm], facts: &str) -> Vec<String> {
        let facts = Facts::read(&format!("series,part,title,year,after\n{facts}")).expect("facts");
        let series = Finder::new(films.iter().collect(), facts).find().expect("series");
        let title = |id: FilmId| format!("{} {}", films[id.index()].title, films[id.index()].year.unwrap_or(0));
        let told = series.parts().filter_map(|(part, before)| Some(format!("{} > {}", title(before?), title(part))));
        told.collect()
    }

    #[test]
    fn numbers_follow_the_latest_film_of_their_name() {
        let films = [
            film("Gladiator", 2000, &["Connie Nielsen"], &[]),
            film("Gladiator", 1992, &["Cuba Gooding Jr."], &[]),
            film("Gladiator II", 2024, &["Paul Mescal", "Connie Nielsen"], &["sequel"]),
            film("Halloween", 1978, &["Jamie Lee Curtis"], &[]),
            film("Halloween II", 1981, &["Jamie Lee Curtis"], &[]),
            film("Halloween", 2007, &["Scout Taylor-Compton"], &[]),
            film("Halloween II", 2009, &["Scout Taylor-Compton"], &[]),
        ];
        assert_eq!(
            found(&films, ""),
            [
                "Gladiator 2000 > Gladiator II 2024",
                "Halloween 1978 > Halloween II 1981",
                "Halloween 2007 > Halloween II 2009"
            ]
        );
    }

    #[test]
    fn a_number_needs_a_witness() {
        let films = [
            film("Titanic", 1997, &["Kate Winslet"], &[]),
            film("Titanic II", 2010, &["Bruce Davison"], &[]),
            film("Super", 2010, &["Rainn Wilson"], &[]),
            film("Super 8", 2011, &["Rainn Wilson"], &["sequel"]),
            film("Miracle", 1990, &[], &[]),
            film("Miracle 2", 1992, &["Somebody"], &[]),
        ];
        assert_eq!(found(&films, ""), ["Miracle 1990 > Miracle 2 1992"], "of the first nobody is known");
    }

    #[test]
    fn subtitles_need_more() {
        let four = ["A", "B", "C", "D"];
        let films = [
            film("Ice Age", 2002, &four, &[]),
            film("Ice Age: The Meltdown", 2006, &four, &["sequel"]),
            film("Ice Age: A Story Before", 2007, &four, &["prequel"]),
            film("Bo Burnham: What.", 2013, &["Bo Burnham", "A", "B", "C"], &[]),
            film("Bo Burnham: Inside", 2021, &["Bo Burnham", "A", "B", "C"], &[]),
            film("King Arthur", 2004, &["A"], &[]),
            film("King Arthur: Legend of the Sword", 2017, &["B"], &[]),
            film("Glass Onion", 2022, &four, &[]),
            film("Glass Onion: A Knives Out Mystery", 2022, &four, &["sequel"]),
            film("The Quest: One Ring", 2001, &four, &[]),
            film("The Quest: Two Rings", 2002, &four, &[]),
        ];
        let all = found(&films, "");
        assert_eq!(
            all,
            ["Ice Age 2002 > Ice Age: The Meltdown 2006", "The Quest: One Ring 2001 > The Quest: Two Rings 2002"]
        );
        let none = found(&films, "Ice Age,,,,\nThe Quest,,The Quest: One Ring,2001,\n");
        assert_eq!(none, [""; 0], "the facts say that they are no stories, or that the first stands alone");
    }

    #[test]
    fn facts_stand_before_titles() {
        let films = [
            film("Batman Begins", 2005, &[], &[]),
            film("The Dark Knight", 2008, &[], &[]),
            film("The Dark Knight", 2008, &[], &[]),
            film("The Dark Knight Rises", 2012, &[], &[]),
            film("Ocean's Eleven", 1960, &["A"], &[]),
            film("Ocean's Eleven", 2001, &["A"], &[]),
            film("Toy Story", 1995, &["A"], &[]),
            film("Toy Story 3", 2011, &["A"], &[]),
            film("Toy Story 4", 2019, &["A"], &[]),
        ];
        let facts = "Dark,1,Batman Begins,2005,\nDark,2,The Dark Knight,2008,\nDark,3,The Dark Knight Rises,2012,\n\
                     Toys,1,Toy Story,1995,\nToys,2,Toy Story 2,1999,\nToys,3,Toy Story 3,2010,\n";
        assert_eq!(
            found(&films, facts),
            [
                "Batman Begins 2005 > The Dark Knight 2008",
                "The Dark Knight 2008 > The Dark Knight Rises 2012",
                "Batman Begins 2005 > The Dark Knight 2008",
                "Toy Story 1995 > Toy Story 3 2011",
                "Toy Story 3 2011 > Toy Story 4 2019",
            ],
            "listed twice it is twice a part; a part that is not there is passed over, and a newer one found by its title"
        );
    }

    #[test]
    fn collections_add_what_the_facts_do_not_know() {
        let films = [
            of_collection("The Matrix Revolutions", "2003-11-05", "The Matrix Collection"),
            of_collection("The Matrix", "1999-03-31", "The Matrix Collection"),
            of_collection("The Matrix Reloaded", "2003-05-15", "The Matrix Collection"),
            of_collection("Dr. No", "1962-10-05", "James Bond Collection"),
            of_collection("Goldfinger", "1964-09-17", "James Bond Collection"),
            of_collection("Cars", "2006-06-08", "Cars Collection"),
            of_collection("A Day Out", "2008-01-01", "Cars Collection"),
            of_collection("Cars Forever", "2030-01-01", "Cars Collection"),
            SourceFilm { kind: Kind::Tv, ..of_collection("Cars on the Road", "2022-09-08", "Cars Collection") },
            of_collection("A Lone Film", "2022-09-08", "A Lone Film Collection"),
        ];
        let facts = "James Bond,,,,\nCars,1,Cars,2006,\nCars,,A Day Out,2008,\n";
        assert!(Facts::read(&format!("series,part,title,year,after\n{facts}")).is_ok());
        assert_eq!(
            found(&films, facts),
            [
                "The Matrix 1999 > The Matrix Reloaded 2003",
                "The Matrix Reloaded 2003 > The Matrix Revolutions 2003",
                "Cars 2006 > Cars Forever 2030",
            ]
        );
    }
}
