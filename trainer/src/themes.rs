//! Themes in plain words: TMDB's keywords as people would say them, several for one thing as one, and without those that are
//! none. Only what members read goes by this; what is learned from keywords goes by the source's own.

use std::collections::HashMap;

/// A row a keyword: what it is called here. Without a name it is no theme.
const NAMES: &str = include_str!("themes.csv");

/// The names of themes.
pub(crate) struct Themes(HashMap<String, String>);

impl Themes {
    pub(crate) fn new() -> Self {
        let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(NAMES.as_bytes()).into_deserialize();
        // A test reads them all.
        Self(rows.filter_map(Result::ok).collect())
    }

    /// A film's themes, each once.
    pub(crate) fn of<'t>(&'t self, keywords: &'t [String]) -> Vec<&'t str> {
        let mut themes = Vec::new();
        for keyword in keywords {
            let theme = self.0.get(keyword).unwrap_or(keyword).as_str();
            if !theme.is_empty() && !themes.contains(&theme) {
                themes.push(theme);
            }
        }
        themes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_are_named_as_people_would() {
        let themes = Themes::new();
        assert_eq!(themes.0.len(), NAMES.lines().count(), "every row is read, and names another keyword");
        let of = |keywords: &[&str]| {
            let keywords: Vec<String> = keywords.iter().map(|keyword| (*keyword).to_owned()).collect();
            themes.of(&keywords).join(", ")
        };
        assert_eq!(of(&["secret intelligence service", "heist", "secret agent"]), "spy, heist");
        assert_eq!(of(&["aftercreditsstinger", "los angeles, california"]), "los angeles");
    }
}
