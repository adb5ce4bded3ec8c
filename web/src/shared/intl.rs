//! What the browser knows to say in the page's language.

use crate::language::{Label, Language, say};
use js_sys::{Array, Date, Function, Object, Reflect};
use leptos::wasm_bindgen::{JsCast, JsValue};

/// An `Intl.DisplayNames`, and its `of`; a code stands for itself where the browser has no name for it.
pub(crate) struct DisplayNames(Option<(JsValue, Function)>);

impl DisplayNames {
    /// Of languages.
    pub(crate) fn languages(language: Language) -> Self {
        Self::new(language, "language")
    }

    /// Of countries.
    pub(crate) fn countries(language: Language) -> Self {
        Self::new(language, "region")
    }

    fn new(language: Language, kind: &str) -> Self {
        Self(display_names(language.code(), kind).ok())
    }

    /// The name of this code.
    pub(crate) fn of(&self, code: &str) -> String {
        // Two codes of TMDB's own.
        let code = match code {
            "xx" => return say(Label::NoLanguage).to_owned(),
            "cn" => "yue",
            code => code,
        };
        let name = self.0.as_ref().and_then(|(names, of)| of.call1(names, &code.into()).ok()?.as_string());
        name.unwrap_or_else(|| code.to_owned())
    }
}

fn display_names(language: &str, kind: &str) -> Result<(JsValue, Function), JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
    let class: Function = Reflect::get(&intl, &"DisplayNames".into())?.dyn_into()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &kind.into())?;
    let names = Reflect::construct(&class, &Array::of2(&language.into(), &options))?;
    let of = Reflect::get(&names, &"of".into())?.dyn_into()?;
    Ok((names, of))
}

/// The name of a month of 1 to 12, as long as the browser is asked for: `long`, `short` or `narrow`.
pub(crate) fn month(language: Language, month: u32, length: &str) -> String {
    let month = month.to_string();
    in_words(language, &["2000-", if month.len() < 2 { "0" } else { "" }, &month, "-15"].concat(), &[("month", length)])
}

/// A day such as `2026-11-05`, in words; as it is where it is none.
pub(crate) fn day(language: Language, day: &str) -> String {
    in_words(language, day, &[("dateStyle", "long")])
}

fn in_words(language: Language, day: &str, options: &[(&str, &str)]) -> String {
    let date = Date::new(&day.into());
    if date.get_time().is_nan() {
        return day.to_owned();
    }
    let asked = Object::new();
    for (name, value) in options.iter().chain([&("timeZone", "UTC")]) {
        // An object of our own takes everything.
        let _ = Reflect::set(&asked, &(*name).into(), &(*value).into());
    }
    date.to_locale_date_string(language.code(), &asked).into()
}
