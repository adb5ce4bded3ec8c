//! What could not be read, as data: whoever shows it tells it in their language.

use crate::words::{FileProblem, Translation};
use serde::{Deserialize, Serialize};

/// What could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Warning {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1, where one is to blame.
    pub line: Option<u32>,
    /// What is wrong.
    pub problem: FileProblem,
    /// What fills the places of its sentence: cells, names, numbers. Without control characters.
    pub arguments: Vec<String>,
}

/// A warning told in some language, for programs that pass it on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Warning"))]
pub struct ToldWarning<'w> {
    /// The file's name.
    pub file: &'w str,
    /// The line, counted from 1, where one is to blame.
    pub line: Option<u32>,
    /// One or two plain sentences: what is wrong, then what to do.
    pub message: String,
}

impl Warning {
    /// About a file as a whole.
    pub fn of_file(file: &str, problem: FileProblem, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().copied().map(plain).collect();
        Self { file: file.to_owned(), line: None, problem, arguments }
    }

    /// One or two plain sentences: what is wrong, then what to do.
    pub fn sentence(&self, words: &Translation) -> String {
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        words.problem(self.problem, &arguments)
    }

    /// The whole of it in words.
    pub fn told(&self, words: &Translation) -> ToldWarning<'_> {
        ToldWarning { file: &self.file, line: self.line, message: self.sentence(words) }
    }
}

/// A warning as it is stored and sent: file, line, and what is wrong as one text, the problem's name and the arguments, a
/// [`MARK`] before each. Earlier versions have stored a sentence there: without a mark it stays as it was said.
type Stored = (String, Option<u32>, String);

/// ASCII's unit separator.
const MARK: char = '\u{1f}';

impl From<Warning> for Stored {
    fn from(Warning { file, line, problem, arguments }: Warning) -> Self {
        let mut what = String::new();
        for part in [problem.into()].into_iter().chain(arguments.iter().map(String::as_str)) {
            what.push(MARK);
            what.push_str(part);
        }
        (file, line, what)
    }
}

impl From<Stored> for Warning {
    fn from((file, line, what): Stored) -> Self {
        let Some(marked) = what.strip_prefix(MARK) else {
            return Self { file, line, problem: FileProblem::AsItWasSaid, arguments: vec![plain(&what)] };
        };
        let mut parts = marked.split(MARK).map(str::to_owned);
        let problem = parts.next().unwrap_or_default().into();
        Self { file, line, problem, arguments: parts.collect() }
    }
}

/// With blanks for control characters.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warning(problem: FileProblem, arguments: &[&str]) -> Warning {
        Warning { line: Some(3), ..Warning::of_file("é.csv", problem, arguments) }
    }

    #[test]
    fn a_warning_comes_back() {
        let check = |warning: Warning, what: &str| {
            let stored = Stored::from(warning.clone());
            assert_eq!(stored, ("é.csv".to_owned(), Some(3), what.to_owned()));
            assert_eq!(Warning::from(stored), warning);
        };
        check(warning(FileProblem::OpenQuote, &[]), "\u{1f}OpenQuote");
        check(warning(FileProblem::NoYear, &[""]), "\u{1f}NoYear\u{1f}");
        check(warning(FileProblem::WrongColumns, &["3", "5"]), "\u{1f}WrongColumns\u{1f}3\u{1f}5");
        check(warning(FileProblem::SameFile, &["a\u{1f}b\n.csv"]), "\u{1f}SameFile\u{1f}a b .csv");
    }

    #[test]
    fn what_older_versions_said_stays_as_it_is() {
        let check = |said: &str, told: &str| {
            let warning = Warning::from(("a.csv".to_owned(), None, said.to_owned()));
            assert_eq!(
                (warning.problem, warning.sentence(&Translation::default())),
                (FileProblem::AsItWasSaid, told.to_owned())
            );
            assert_eq!(Warning::from(Stored::from(warning.clone())), warning, "and is stored again");
        };
        check("“{0}” is not a year.", "“{0}” is not a year.");
        check("NoYear", "NoYear");
        check("", "");
        check("As a\u{1f}NoYear\u{1f}b it was read.", "As a NoYear b it was read.");
    }
}
