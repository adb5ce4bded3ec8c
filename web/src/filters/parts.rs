//! What the controls of the filters share.

use crate::language::{self, Label};
use crate::shared::markup::Markup;
use crate::store::Store;
use crate::words;
use halfstar_core::facets::Facets;
use halfstar_core::filters::{FilterName, Filters, Value};

/// Writes a count; nothing where it is not known yet.
pub(crate) fn count(markup: &mut Markup, films: Option<u32>) {
    if let Some(films) = films {
        markup.raw(" <small>").text(&words::thousands(films)).raw("</small>");
    }
}

/// Words of a choice, with its count behind in brackets.
pub(crate) fn with_count(name: &str, films: Option<u32>) -> String {
    films.map_or_else(|| name.to_owned(), |films| [name, " (", &words::thousands(films), ")"].concat())
}

/// A chip that takes its choice away.
pub(crate) fn removable(markup: &mut Markup, place: usize, words: &str) {
    markup
        .raw("<button class=\"chip\" data-testid=\"chosen\" aria-pressed=\"true\" data-remove=\"")
        .number(place as u32);
    markup.raw("\">").text(words).raw("<span aria-hidden=\"true\">&nbsp;×</span><span class=\"hidden\">, ");
    markup.say(Label::RemoveIt).raw("</span></button>");
}

/// Changes the filters.
pub(crate) fn change(store: Store, change: &dyn Fn(&mut Filters)) {
    store.set_request(&|request| change(&mut request.filters));
}

/// Sets a parameter to what a text says; to nothing with none of its values.
pub(crate) fn set(store: Store, key: &str, text: &str) {
    change(store, &|filters| {
        if let Some(value) = filters.get_mut(key) {
            value.clear();
            // Nothing is no name.
            if !text.is_empty() {
                value.read(text);
            }
        }
    });
}

/// What a parameter is set to, as texts.
pub(crate) fn texts(store: Store, key: &str) -> Vec<String> {
    store.shelf.request.with(|request| request.filters.get(key).map(Value::texts).unwrap_or_default())
}

/// The key of a filter's first parameter: most have but one.
pub(crate) fn key_of(filter: FilterName) -> &'static str {
    filter.parameters().next().map_or("", |parameter| parameter.key)
}

/// What the control of a parameter is called.
pub(crate) fn id(key: &str) -> String {
    ["filter-", &key.replace('_', "-")].concat()
}

/// Core's words on a filter.
pub(crate) fn said(word: halfstar_core::words::Phrase) -> &'static str {
    language::words().say(word)
}

/// Something of the counts, once they are there.
pub(crate) fn counted<T>(store: Store, read: impl Fn(&Facets) -> T) -> Option<T> {
    store.filters.facets.with(|facets| facets.as_ref().map(read))
}
