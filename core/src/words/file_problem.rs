//! What can be wrong with a member's files: a table of texts of its own, whose names are what is remembered.

use serde::{Deserialize, Serialize};

crate::words! {
    /// What can be wrong with a member's files, and what to do about it.
    ///
    /// Stored by name: a name keeps its meaning and its places, and another meaning is another name.
    #[derive(Serialize, Deserialize)]
    #[serde(from = "String", into = "&'static str")]
    pub enum FileProblem {
        // A file that is nothing of an export.
        EmptyFile = "This file is empty: it was not saved properly. Take it from the export again.",
        ZeroFile = "This file holds nothing but zero bytes: it was not saved properly. Take it from the export again.",
        Pdf = "This is a PDF. Drop the ZIP or the CSV that the service exported.",
        OldSpreadsheet = "This is an old spreadsheet. Save it as CSV, or drop the export itself.",
        Packed = "This file is packed as {0}. Unpack it and drop what is inside.",
        Picture = "This is a picture. Drop the ZIP or the CSV that the service exported.",
        Database = "This is a database. Drop the ZIP or the CSV that the service exported.",
        Spreadsheet = "This is a spreadsheet. Save the sheet as CSV, or drop the export itself.",
        WebPage = "This is a web page, not an export: the download may have asked for a login. Download it again.",
        // As it was said until 0.1.
        NoExport = "This is no file of an export (none of its columns is known) and was ignored. Get your export at letterboxd.com under Settings, Data, Export.",
        NotKnown = "This is no file of an export that is known and was ignored. Drop what Letterboxd, IMDb, TMDB, Trakt, Simkl, MovieLens, Movary, Yamtrack, TV Time, Netflix, Kinopoisk or Filmweb exported, or a text file with one title a line.",
        UnknownColumns = "None of the columns of this file is known ({0}), so it was ignored. Wanted are a title with a year or a rating (Title, Year, Rating), or a number of TMDB or IMDb.",
        MoreNoExport = "And {0} more {0|file that is|files that are} of no export. Drop the export only.",
        SameFile = "This file is the same as {0} and was read once. Nothing to do.",
        TooManyFiles = "There are more files than in any export, so this one and those after it were left out. Drop one export only.",

        // An archive.
        ZipNothing = "There is nothing of an export in this ZIP. Get yours at letterboxd.com under Settings, Data, Export.",
        ZipIgnored = "{0} in this ZIP is not part of an export and was ignored. Nothing to do.",
        ZipIgnoredMore = "{0} and {1} more in this ZIP are not part of an export and were ignored. Nothing to do.",
        ZipCut = "This ZIP ends too early, so none of it can be read. Download the export again.",
        ZipDamaged = "This ZIP is damaged and only a part of it could be read. Download the export again.",
        ZipTooMany = "This ZIP holds more files than any export. Drop the export itself.",
        Locked = "This file is locked with a password. Unpack the ZIP and drop what is inside.",
        OddlyPacked = "This file is packed in an unusual way. Unpack the ZIP and drop what is inside.",
        TooLarge = "This file is larger than any export and was skipped. Drop the export itself.",
        DamagedInZip = "This file is damaged inside its ZIP and was skipped. Download the export again.",

        // A file of an export.
        EmptyList = "This list ends before its first film. Nothing to do if it is empty.",
        WhichFilms = "This file does not say whether its films were watched, liked or wanted; they count as watched. If that is wrong, name it as in the export: watched.csv, films.csv for likes, or watchlist.csv.",
        StrayFile = "This file is not part of your export, so its {0} {0|film does|films do} not count unless you say so. Dropped alone it counts.",
        BrokenLetters = "Some letters of this file are broken, so films may be missed. Drop the file as it was exported.",
        Semicolons = "A spreadsheet has saved this file with semicolons for commas; it was read all the same. If films are missing, drop the file as it was exported.",
        Tabs = "A spreadsheet has saved this file with tabs for commas; it was read all the same. If films are missing, drop the file as it was exported.",
        TooManyRows = "With this file there are more rows than in any export, so the rest was left out. Drop the export itself.",
        RepairedLetters = "Letters with accents were broken in this file and have been repaired, “{0}” for one. Prefer the file as it was exported.",
        MonthFirst = "A spreadsheet has rewritten the dates of this file; they were read as month/day/year. Drop the file as it was exported if that is wrong.",
        DayFirst = "A spreadsheet has rewritten the dates of this file; they were read as day/month/year. Drop the file as it was exported if that is wrong.",
        OutOfHundred = "The ratings of this file go beyond 10, so they were read as percent. Check that they are.",
        NoScale = "The ratings of this file fit no scale (stars to 5, numbers to 10, percent), so none of them was used. Drop the file as it was exported.",
        NamedDisliked = "By its name this file holds films that were not liked. Without ratings they count as seen and no more: rate them here if they should speak.",
        NamedUnseen = "By its name this file holds films that were not seen, so they count as a list and say nothing of your taste. If that is wrong, name it as in the export: watched.csv, films.csv for likes, or watchlist.csv.",
        OutOfTen = "The ratings of this file go beyond 5, so they were read as out of 10. Check that they are.",
        FeedCut = "This feed ends in the middle of a film; those above were read. Save the feed again.",
        NothingInIt = "There is nothing in this file. Nothing to do.",
        NotInteresting = "{0} {0|title|titles} of this file {0|is|are} marked as not interesting and {0|was|were} left out. Nothing to do.",
        JsonCut = "This file ends too early or is damaged; the titles before were read. Export it again.",

        // A row.
        FeedDamaged = "The feed is damaged from this line on; what stands above was read. Save the feed again.",
        FeedRating = "“{0}” is not a rating of 0.5 to 5, so the film counts as unrated. Save the feed again.",
        OpenQuote = "A quotation mark is left open on this line, so the line was skipped. Drop the file as it was exported.",
        LongRow = "This row is longer than any of an export and was skipped. Drop the file as it was exported.",
        LongTitle = "“{0}” is longer than the title of any film and was cut. Check that the right film is found.",
        WrongColumns = "This row has {0} columns instead of {1} and was skipped. Drop the file as it was exported.",
        NoFavourite = "The favourite “{0}” is not a link to a film and was left out. Drop the file as it was exported.",
        NamesNoFilm = "This row names no film and was skipped. Nothing to do if it was meant to be empty.",
        NoLink = "“{0}” is not a link to a film. Check that the right film is found.",
        NoYear = "“{0}” is not a year. Check that the right film is found.",
        NoRating = "“{0}” is not a rating of 0.5 to 5, so the film counts as unrated. Drop the file as it was exported.",
        NoRatingOfHundred = "“{0}” is not a rating of 5 to 100, so the film counts as unrated. Drop the file as it was exported.",
        UnknownAction = "“{0}” is no action that is known, so this row counts as one of a list. Check what it means.",
        NoRatingOfTen = "“{0}” is not a rating of 1 to 10, so the film counts as unrated. Drop the file as it was exported.",
        NoDate = "“{0}” is not a date. Drop the file as it was exported.",
        Future = "This row is dated in the future, so its date was left aside. Check the date if it matters.",
        FutureMore = "This row, and {0} more of this file, is dated in the future, so its date was left aside. Check the date if it matters.",

        // The line that stands for the rest of the rows of which the same is wrong.
        AllColumns = "And {0} more {0|row|rows} like this: the number of columns is wrong. Drop the file as it was exported.",
        AllQuotes = "And {0} more {0|row|rows} like this: a quotation mark is left open. Drop the file as it was exported.",
        AllLongRows = "And {0} more {0|row|rows} like this: the row is longer than any of an export. Drop the file as it was exported.",
        AllLongTitles = "And {0} more {0|row|rows} like this: the title is longer than that of any film. Check the films that are matched.",
        AllNoFilm = "And {0} more {0|row|rows} like this: no film is named. Nothing to do if the rows were meant to be empty.",
        AllYears = "And {0} more {0|row|rows} like this: the year cannot be read. Check the films that are matched.",
        AllLinks = "And {0} more {0|row|rows} like this: the link does not lead to a film. Check the films that are matched.",
        AllActions = "And {0} more {0|row|rows} like this: the action is not known. Check what they mean.",
        AllRatings = "And {0} more {0|row|rows} like this: the rating cannot be read. Drop the file as it was exported.",
        AllDates = "And {0} more {0|row|rows} like this: the date cannot be read. Drop the file as it was exported.",
        AllMarkup = "And {0} more {0|row|rows} like this: the feed is damaged. Save it again.",

        // What is not told.
        MoreWarnings = "And {0} more {0|warning|warnings} about this file and those after it. Drop one export at a time.",
        NotListed = "{0} more {0|title that was|titles that were} not found for certain {0|is|are} not listed here. Drop the export itself.",

        // A file that the page did not hand on.
        Unreadable = "This file could not be read. Check that it is still there and not open elsewhere, then choose it again.",

        // What another version of this program found.
        AsItWasSaid = "{0}",
        OfAnotherVersion = "Another version of Halfstar found something wrong here that this one has no words for. Drop the export again to have it read anew.",
    }
}

impl FileProblem {
    /// Whether a file, or a row of one, was not read for it. The others are worth knowing of what was.
    pub fn is_unread(self) -> bool {
        use FileProblem as P;
        matches!(
            self,
            P::EmptyFile
                | P::ZeroFile
                | P::Pdf
                | P::OldSpreadsheet
                | P::Packed
                | P::Picture
                | P::Database
                | P::Spreadsheet
                | P::WebPage
                | P::NoExport
                | P::NotKnown
                | P::UnknownColumns
                | P::MoreNoExport
                | P::TooManyFiles
                | P::ZipNothing
                | P::ZipCut
                | P::ZipDamaged
                | P::ZipTooMany
                | P::Locked
                | P::OddlyPacked
                | P::TooLarge
                | P::DamagedInZip
                | P::TooManyRows
                | P::FeedCut
                | P::JsonCut
                | P::FeedDamaged
                | P::OpenQuote
                | P::LongRow
                | P::WrongColumns
                | P::AllColumns
                | P::AllQuotes
                | P::AllLongRows
                | P::AllMarkup
                | P::Unreadable
        )
    }
}

impl From<FileProblem> for &'static str {
    fn from(problem: FileProblem) -> Self {
        FileProblem::NAMES.lines().nth(problem as usize).unwrap_or_default()
    }
}

/// By its name; under one that is not known here it was stored by [another version](FileProblem::OfAnotherVersion).
impl From<String> for FileProblem {
    fn from(name: String) -> Self {
        let mut known = Self::NAMES.lines().zip(Self::ALL);
        known.find(|(known, _)| *known == name).map_or(Self::OfAnotherVersion, |(_, problem)| *problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_all_the_same_is_told_apart() {
        for &problem in FileProblem::ALL {
            let said = FileProblem::ENGLISH.lines().nth(problem as usize).unwrap_or_default();
            let says_read =
                ["it was read", "were read as", "was read once", "have been repaired", "count as", "not count unless"];
            if says_read.iter().any(|words| said.contains(words)) {
                assert!(!problem.is_unread(), "{said}");
            }
            let says_unread =
                ["was skipped", "cannot be read", "could not be read", "was ignored.", "Drop the ZIP or the CSV"];
            let is_of_cell = said.contains("the year cannot")
                || said.contains("the rating cannot")
                || said.contains("the date cannot");
            let is_meant = said.contains("Nothing to do");
            if !is_of_cell && !is_meant && says_unread.iter().any(|words| said.contains(words)) {
                assert!(problem.is_unread(), "{said}");
            }
        }
    }

    #[test]
    fn a_problem_travels_by_name() {
        for &problem in FileProblem::ALL {
            let bytes = postcard::to_allocvec(&problem).expect("bytes");
            assert_eq!(postcard::from_bytes(&bytes), Ok(problem));
        }
        assert_eq!(postcard::to_allocvec(&FileProblem::NoYear).expect("bytes"), b"\x06NoYear");
        assert_eq!(postcard::from_bytes(b"\x06NoDoor"), Ok(FileProblem::OfAnotherVersion));
    }
}
