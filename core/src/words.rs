//! What is said to a member, by name: one table of English texts, and room for another language.
//!
//! A table is an `enum` whose variants carry their English text; [`words!`](crate::words!) makes one. A translation is the
//! same list in the same order ([`Translation::read`]), so a text is found by its place. Of one table alone are the names
//! needed, for they are stored: [`FileProblem`].
//!
//! A text may have places: `{0}` stands for the first argument, and `{0|film|films}` for the first word if the first
//! argument is `1`, else for the second.

mod file_problem;

pub use file_problem::FileProblem;

use crate::film::Strings;
use crate::signals::SignalName;

/// Makes a table of texts.
#[macro_export]
macro_rules! words {
    ($(#[$about:meta])* $vis:vis enum $table:ident { $($word:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each is its own text")]
        $vis enum $table { $($word,)* }

        impl $table {
            /// The English texts, a line each, in order.
            $vis const ENGLISH: &str = concat!($($text, "\n",)*);
            /// The names, a line each, in order: for translators, and for the test that compares their file with this table.
            $vis const NAMES: &str = concat!($(stringify!($word), "\n",)*);
            /// How many there are.
            $vis const COUNT: usize = Self::ALL.len();
            /// All of them, in order.
            $vis const ALL: &[Self] = &[$(Self::$word,)*];
        }
    };
}

words! {
    /// What the core says: the reasons for a film, what is wrong with a bundle, the filters.
    pub enum Phrase {
        Decimal = ".",
        Thousands = ",",
        And = "{0} and {1}",
        BecauseYou = "Because you {0}",
        Gave = "gave {0}",
        Liked = "liked {0}",
        Watched = "watched {0}",
        DirectedBy = "You rate {0}’s films {1} stars above your average ({2} {2|film|films})",
        CloseInKind = "Similar to {0}",
        LovedByLovers = "Loved {0} times as often by people who love {1}",
        LovedByMany = "Loved by people who love {0} of your favourites, {1} among them",
        Acclaimed = "Average {0} from {1} ratings",
        OnYourWatchlist = "On your watchlist",
        StartHere = "Start here, then watch {0}",
        SeeItBefore = "Watch it before {0}",
        FirstOfSeries = "First of a series, before {0}",
        SeeFirst = "Watch {0} first",

        // Why a row of a file is asked about.
        SeveralFit = "Several films go with it.",
        NotSure = "One film is near, but not surely this one.",
        NumberOfAnother = "By its {0} number it is {1}; the rest of the row says otherwise.",
        NumberOfNone = "Title and year name a film that has another {0} number.",

        // Genres, as TMDB calls them; from the first to the last of these they are found by their English names.
        Action = "Action",
        Adventure = "Adventure",
        Animation = "Animation",
        Comedy = "Comedy",
        Crime = "Crime",
        Documentary = "Documentary",
        Drama = "Drama",
        Family = "Family",
        Fantasy = "Fantasy",
        Foreign = "Foreign",
        History = "History",
        Horror = "Horror",
        Music = "Music",
        Mystery = "Mystery",
        Romance = "Romance",
        ScienceFiction = "Science Fiction",
        TvMovie = "TV Movie",
        Thriller = "Thriller",
        War = "War",
        Western = "Western",

        // A bundle that cannot be used, for whoever visits the page; what its makers can do, `BundleError` says itself.
        NotABundle = "The server sent something else than the film library, a sign-in page perhaps. Try again; if it stays so, tell whoever runs this page.",
        BundleCut = "The film library arrived incomplete. Try again to fetch it anew.",
        BundleDamaged = "The film library arrived damaged. Try again to fetch it anew.",
        BundleNewer = "The film library is newer than this page. Reload the page to get the newer one.",
        BundleOlder = "The film library is too old for this page. Reload the page later; if it stays so, tell whoever runs it.",
        BundleLacks = "A part of the film library is missing. Try again later; if it stays so, tell whoever runs this page.",
        BundleMismatch = "The details belong to another film library. Reload the page to fetch both again.",

        // Filters: what they are called and what they are set to.
        Itself = "{0}",
        Genres = "Genres",
        UnwantedGenres = "Exclude genres",
        AddGenre = "Add a genre",
        AllOfThem = "Match all of these",
        NotGenre = "not {0}",
        FilmLanguages = "Languages",
        AddLanguage = "Add a language",
        UnwantedLanguages = "Exclude languages",
        ADirector = "Director",
        ByDirector = "by {0}",
        AnActor = "Actor",
        WithActor = "with {0}",
        ATheme = "Theme",
        OnTheme = "on {0}",
        UnwantedTheme = "Exclude a theme",
        NotOnTheme = "not on {0}",
        Services = "Streaming services",
        AddService = "Add a service",
        Years = "Years",
        YearFrom = "From year",
        YearTo = "To year",
        FromYear = "from {0}",
        ToYear = "until {0}",
        Minutes = "Running time",
        MinutesFrom = "At least, in minutes",
        MinutesTo = "At most, in minutes",
        AtLeastLong = "{0} or longer",
        AtMostLong = "{0} at most",
        EveryonesRating = "Average rating",
        StarsAndUp = "{0} and up",
        PredictedFrom = "predicted {0} and up",
        AverageFrom = "average {0} and up",
        Watchlist = "Watchlist",
        SortForYou = "For you",
        SortStars = "Your predicted rating",
        SortNewest = "Newest",
        SortOldest = "Oldest",
        SortShortest = "Shortest",
        SortBestKnown = "Best known",
        WatchlistThird = "At most a third of the shelf",
        WatchlistAny = "Include my watchlist",
        WatchlistOnly = "Only my watchlist",
        WatchlistHide = "Hide my watchlist",
        OnlyFromList = "Only from my list",
        AnyFilm = "Any film",
        LowRatedToo = "Include low-rated films",
        SeriesToo = "Include TV",
        OnlyLovedDirectors = "Only directors you love",
        OnlyGems = "Only hidden gems",
        OnlyFresh = "Only films not shown on an earlier day",

        // That a filter keeps so many films away, and what lifts it.
        GenresKeep = "Genres hide {0} {0|film|films}",
        AnyGenre = "Any genre",
        UnwantedKeep = "Excluded genres hide {0} {0|film|films}",
        NothingUnwanted = "No genre excluded",
        LanguagesKeep = "Languages hide {0} {0|film|films}",
        AnyLanguage = "Any language",
        UnwantedLanguagesKeep = "Excluded languages hide {0} {0|film|films}",
        NoLanguageUnwanted = "No language excluded",
        NamedDirectorsKeep = "The directors you chose hide {0} {0|film|films}",
        AnybodysFilms = "Any director",
        CastKeeps = "The actors you chose hide {0} {0|film|films}",
        AnyCast = "Any actor",
        ThemesKeep = "Themes hide {0} {0|film|films}",
        AnyTheme = "Any theme",
        UnwantedThemesKeep = "Excluded themes hide {0} {0|film|films}",
        NoThemeUnwanted = "No theme excluded",
        ServicesKeep = "Streaming services hide {0} {0|film|films}",
        AnyService = "Any service",
        YearsKeep = "Years hide {0} {0|film|films}",
        AnyYear = "Any year",
        RuntimeKeeps = "Running time hides {0} {0|film|films}",
        AnyLength = "Any length",
        AnyPrediction = "Any predicted rating",
        AnyAverage = "Any average rating",
        ChoiceKeeps = "“{1}” hides {0} {0|film|films}",
        OnWatchlistOrNot = "Include my watchlist",
        QualityKeeps = "Leaving out low-rated films hides {0} {0|film|films}",
        SeriesKeep = "Leaving out TV hides {0} {0|film|films}",
        ListKeeps = "“Only from my list” hides {0} {0|film|films}",
        OnListOrNot = "On the list or not",
        DirectorsKeep = "“Only directors you love” hides {0} {0|film|films}",
        AnyDirector = "Any director",
        GemsKeep = "“Only hidden gems” hides {0} {0|film|films}",
        GemsOrNot = "Known or not",
        FreshKeeps = "Leaving out what was shown before hides {0} {0|film|films}",
        ShownOrNot = "Shown before or not",

        // Wishes and addresses that cannot be followed.
        NoSuchList = "There is no list “{0}” among your files, so it was left out.",
        UnknownName = "{0}: “{1}” is not known here, so no film fits it. Check the spelling.",
        UnknownNameNear = "{0}: “{1}” is not known here, so no film fits it. Did you mean {2}?",
        NoneKnown = "{0}: this film library knows none, so no film fits. Lift that filter.",
        Backwards = "{0}: {1} to {2} ends before it begins. Swap the two.",
        UnknownSetting = "“{0}” is no setting that this version knows, so it was left out.",
        WrongSetting = "“{0}” cannot be “{1}”, so it was left out: it has to be {2}.",
        MustBeOneOf = "one of {0}",
        MustBeWhole = "a whole number of {0} to {1}",
        MustBeNumber = "a number of {0} to {1}",
        MustBeStars = "half a star to 5",
        MustBeName = "a name",
        OlderAddress = "This address is from an older version, which wrote its settings otherwise: they could not be read. Set them once more and bookmark the new address.",
    }
}

/// The texts of one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation(Strings);

impl Default for Translation {
    /// What the core says in English.
    fn default() -> Self {
        Self(texts(&english()))
    }
}

/// What the core says in English, a line each: the phrases, what can be wrong with files, what members call the signals.
pub fn english() -> String {
    [Phrase::ENGLISH, FileProblem::ENGLISH, SignalName::ENGLISH].concat()
}

/// The names of these texts, in order: for translators, and for the test that compares their file with the tables.
pub fn names() -> impl Iterator<Item = &'static str> {
    Phrase::NAMES.lines().chain(FileProblem::NAMES.lines()).chain(SignalName::TEXTS.iter().copied())
}

/// Where the texts of the signals begin.
const SIGNALS: usize = Phrase::COUNT + FileProblem::COUNT;

/// How many texts the core has; a shell's own stand behind them.
pub const COUNT: usize = SIGNALS + SignalName::TEXTS.len();

impl Translation {
    /// A table of English texts, or a translator's file: lines of `Name = text`, blank lines, and comments behind `#`.
    /// Names are for people; what counts is the order. `None` unless there are `count` texts.
    pub fn read(file: &str, count: usize) -> Option<Self> {
        let texts = texts(file);
        (texts.len() == count).then_some(Self(texts))
    }

    /// The text at this place of the table.
    pub fn get(&self, place: usize) -> &str {
        self.0.get(place)
    }

    /// What the core says.
    pub fn say(&self, word: Phrase) -> &str {
        self.get(word as usize)
    }

    /// What the core says, with its places filled.
    pub fn fill(&self, word: Phrase, arguments: &[&str]) -> String {
        fill(self.say(word), arguments)
    }

    /// What is wrong with a file, with its places filled.
    pub fn problem(&self, problem: FileProblem, arguments: &[&str]) -> String {
        fill(self.get(Phrase::COUNT + problem as usize), arguments)
    }

    /// What members call a signal.
    pub fn signal(&self, signal: SignalName) -> &str {
        self.get(SIGNALS + 2 * signal as usize)
    }

    /// What a signal listens to.
    pub fn signal_hint(&self, signal: SignalName) -> &str {
        self.get(SIGNALS + 2 * signal as usize + 1)
    }

    /// `A and B`.
    pub fn and(&self, texts: &[String]) -> String {
        let mut texts = texts.iter();
        let first = texts.next().cloned().unwrap_or_default();
        texts.fold(first, |before, next| self.fill(Phrase::And, &[&before, next]))
    }

    /// A genre by its English name, which other names keep.
    pub fn genre<'a>(&'a self, name: &'a str) -> &'a str {
        let (first, last) = (Phrase::Action as usize, Phrase::Western as usize);
        let mut genres = Phrase::ENGLISH.lines().take(last + 1).skip(first);
        genres.position(|genre| genre == name).map_or(name, |place| self.get(first + place))
    }

    /// With one decimal. std's way of writing floats is large, and this is all a sentence needs.
    pub fn tenths(&self, number: f32) -> String {
        let tenths = (number.abs() * 10.0 + 0.5) as u32;
        let sign = if number < 0.0 && tenths > 0 { "−" } else { "" };
        [sign, &(tenths / 10).to_string(), self.say(Phrase::Decimal), &(tenths % 10).to_string()].concat()
    }

    /// `12,345`.
    pub fn thousands(&self, number: u32) -> String {
        let digits = number.to_string();
        let mut words = String::with_capacity(digits.len() + 3);
        for (place, digit) in digits.char_indices() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                words.push_str(self.say(Phrase::Thousands));
            }
            words.push(digit);
        }
        words
    }
}

fn texts(file: &str) -> Strings {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(" = ").map_or(line, |(_, text)| text)).collect()
}

/// Fills a text's places. A place without an argument is left out.
pub fn fill(text: &str, arguments: &[&str]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    // Every second piece is a place.
    for (at, piece) in text.split(['{', '}']).enumerate() {
        if at % 2 == 0 {
            filled.push_str(piece);
            continue;
        }
        let digit = piece.bytes().next().unwrap_or_default();
        let argument = arguments.get(usize::from(digit.wrapping_sub(b'0'))).copied().unwrap_or_default();
        let mut choices = piece.split('|').skip(1);
        match (choices.next(), choices.next()) {
            (Some(one), Some(many)) => filled.push_str(if argument == "1" { one } else { many }),
            _ => filled.push_str(argument),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled() {
        let check =
            |text: &str, arguments: &[&str], filled: &str| assert_eq!(fill(text, arguments), filled, "{text:?}");
        check("plain", &["x"], "plain");
        check("{1} before {0}", &["a", "b"], "b before a");
        check("{0} {0|film|films}", &["1"], "1 film");
        check("{0} {0|film|films}", &["0"], "0 films");
        check("{0} {0|film|films}", &["1,000"], "1,000 films");
        check("none {3}, {}, {x}", &["a"], "none , , ");
        check("{0} is {a title}", &["{0}"], "{0} is ");
    }

    #[test]
    fn numbers_read_well() {
        let english = Translation::default();
        let german = Translation::read("Decimal = ,\nThousands = .\n", 2).expect("two texts");
        assert_eq!(
            ["0", "999", "1,000", "1,234,567"],
            [0, 999, 1000, 1_234_567].map(|n| english.thousands(n)).as_slice()
        );
        assert_eq!(german.thousands(1_234_567), "1.234.567");
        assert_eq!(
            ["4.2", "4.3", "0.5", "−0.5", "0.0"],
            [4.249, 4.25, 0.5, -0.45, -0.04].map(|n| english.tenths(n)).as_slice()
        );
        assert_eq!(german.tenths(4.25), "4,3");
    }

    #[test]
    fn genres_are_found_by_their_english_names() {
        let texts: String = names().map(|name| format!("{name} = {}\n", name.to_lowercase())).collect();
        let other = Translation::read(&texts, COUNT).expect("every text");
        let check = |name: &str, genre: &str| assert_eq!(other.genre(name), genre);
        check("Action", "action");
        check("TV Movie", "tvmovie");
        check("Western", "western");
        check("Noir", "Noir");
        check("Decimal", "Decimal");
        assert_eq!(Translation::default().genre("TV Movie"), "TV Movie");
    }

    #[test]
    fn a_translation_stands_in_the_order_of_the_table() {
        let read = Translation::read("# a comment\nDecimal = ,\n\nThousands = .\n", 2).expect("two texts");
        assert_eq!([read.say(Phrase::Decimal), read.say(Phrase::Thousands)], [",", "."]);
        assert_eq!(Translation::read("Decimal = ,\n", 2), None);
        assert_eq!(Translation::default().say(Phrase::Decimal), ".");
        assert_eq!(Translation::read(&english(), COUNT), Some(Translation::default()));
        assert_eq!((names().count(), english().lines().count()), (COUNT, COUNT));
        let (translation, popularity) = (Translation::default(), SignalName::Popularity);
        let said = (translation.signal(popularity), translation.signal_hint(popularity));
        assert_eq!(said, ("Popularity", "How many people have seen it"));
    }
}
