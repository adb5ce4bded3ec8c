//! What a filter is set to, in words.

use crate::language;
use crate::words;
use halfstar_core::film::Stars;
use halfstar_core::filters::{FilterName, Filters, Naming};

/// What one that is set is set to. Languages have a name for each code.
pub(crate) fn described(filter: FilterName, filters: &Filters, language: &dyn Fn(&str) -> String) -> String {
    let naming = filter.naming();
    let parts = filter.described(filters).into_iter().map(|part| {
        let value = part.value.map(|value| named(naming, &value, language)).unwrap_or_default();
        language::words().fill(part.text, &[&value])
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// What a value of a filter is called.
pub(crate) fn named(naming: Naming, value: &str, language: &dyn Fn(&str) -> String) -> String {
    match naming {
        Naming::Plain => value.to_owned(),
        Naming::Genres => language::words().genre(value).to_owned(),
        Naming::Languages => language(value),
        Naming::Stars => Stars::read(value).map_or_else(|| value.to_owned(), |stars| stars.to_string()),
        Naming::Minutes => value.parse().map_or_else(|_| value.to_owned(), words::runtime),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use halfstar_core::bounds::Number;

    #[test]
    fn values_go_by_what_they_are() {
        let filters = Filters {
            genres: vec!["Drama".to_owned(), "War".to_owned()],
            languages: vec!["fr".to_owned()],
            year_from: Number::new(1970),
            runtime_to: Number::new(95),
            predicted_from: Stars::from_halves(7),
            include_series: true,
            ..Filters::default()
        };
        let told: Vec<_> = filters.set().map(|filter| described(filter, &filters, &str::to_uppercase)).collect();
        assert_eq!(told, ["Drama, War", "FR", "from 1970", "1h 35m at most", "predicted ★★★½ and up", "Include TV"]);
    }
}
