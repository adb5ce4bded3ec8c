//! Parts of the page as strings, and erased types for the rest.
//!
//! Every kind of closure in a `view!` is a type, and every type is compiled anew. So what changes is a
//! [`Signal`] of a string or a [`Part`], what is pressed is a boxed closure, and what is only shown is markup.

use crate::language::{self, Label};
use crate::shared::{hooks, trusted};
use crate::words::EXPORT;
use halfstar_core::film::FilmId;
use halfstar_session::figures::percent;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::tachys::html::property::IntoProperty;
use leptos::wasm_bindgen::JsCast;

/// For an element in which nothing changes. Leptos hands such elements to the browser as markup of its own, which the page
/// forbids (see [`trusted`]); it does not where an attribute is no literal.
pub(crate) const YES: &str = "true";

/// A part of a view that is drawn anew when what it reads changes.
pub(crate) type Part = Box<dyn FnMut() -> Option<AnyView> + Send>;

/// A part of a view that changes.
pub(crate) fn part(draw: impl FnMut() -> Option<AnyView> + Send + 'static) -> Part {
    Box::new(draw)
}

/// Words that change.
pub(crate) fn live(words: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    let words: Box<dyn Fn() -> String + Send + Sync> = Box::new(words);
    Signal::derive(words)
}

/// Something that is so or not.
pub(crate) fn whether(so: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    let so: Box<dyn Fn() -> bool + Send + Sync> = Box::new(so);
    Signal::derive(so)
}

/// What is done now, and again whenever what it reads has changed.
pub(crate) fn effect(act: impl FnMut() + 'static) {
    let act: Box<dyn FnMut()> = Box::new(act);
    Effect::new(act);
}

/// What to do when something is pressed.
pub(crate) fn press(act: impl Fn() + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(move |_| act())
}

/// For markup: what to do when something that carries the attribute `data-…` of this name is pressed, given its value.
pub(crate) fn press_inside(name: &'static str, act: impl Fn(&str) + 'static) -> Box<dyn FnMut(MouseEvent)> {
    let act: Box<dyn Fn(&str)> = Box::new(act);
    Box::new(move |event| {
        if let Some(value) = pressed_value(&event, name) {
            act(&value);
        }
    })
}

/// The same for several of them, in one element.
pub(crate) fn each_of(mut listeners: Vec<Box<dyn FnMut(MouseEvent)>>) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(move |event| listeners.iter_mut().for_each(|listen| listen(event.clone())))
}

fn pressed_value(event: &MouseEvent, name: &str) -> Option<String> {
    let attribute = ["data-", name].concat();
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    target.closest(&["[", &attribute, "]"].concat()).ok()??.get_attribute(&attribute)
}

/// What to do with an event. Boxed, so that what listens is compiled once for each kind of event.
pub(crate) fn on<E: 'static>(act: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(act)
}

/// The film whose number stands in an attribute.
pub(crate) fn film_in(attribute: &str) -> Option<FilmId> {
    attribute.parse().ok().map(FilmId)
}

/// Writes markup: what stands in this program as it is, and all else escaped.
#[derive(Default)]
pub(crate) struct Markup(String);

impl Markup {
    /// What stands in this program.
    pub(crate) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Our own words.
    pub(crate) fn say(&mut self, word: Label) -> &mut Self {
        self.text(language::say(word))
    }

    /// Our own words, their places filled with words.
    pub(crate) fn fill(&mut self, word: Label, arguments: &[&str]) -> &mut Self {
        self.text(&language::fill(word, arguments))
    }

    /// Our own words, their places filled with markup.
    pub(crate) fn fill_html(&mut self, word: Label, arguments: &[Html]) -> &mut Self {
        let mut words = Self::default();
        words.say(word);
        let arguments: Vec<&str> = arguments.iter().map(Html::as_str).collect();
        self.0 += &halfstar_core::words::fill(&words.0, &arguments);
        self
    }

    /// Any words, between tags or between double quotes.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                c if c.is_ascii_control() => self.0.push(' '),
                c => self.0.push(c),
            }
        }
        self
    }

    /// A poster as it is drawn here.
    pub(crate) fn artwork(&mut self, title: &str, year: Option<u16>, genres: &[String]) -> &mut Self {
        // It escapes the title itself.
        self.0 += &halfstar_artwork::poster(title, year, genres);
        self
    }

    /// A number.
    pub(crate) fn number(&mut self, number: u32) -> &mut Self {
        self.text(&number.to_string())
    }

    /// A film's title and year.
    pub(crate) fn film(&mut self, title: &str, year: Option<u16>) -> &mut Self {
        self.text(title);
        if let Some(year) = year {
            self.raw(" <span class=\"year\">").number(year.into()).raw("</span>");
        }
        self
    }

    /// A lying bar, 0 to 1 of its room.
    pub(crate) fn bar(&mut self, reach: f32) -> &mut Self {
        self.raw("<svg class=\"voice\" aria-hidden=\"true\"><rect height=\"8\" rx=\"4\" width=\"");
        self.number(percent(reach)).raw("%\"/></svg>")
    }

    /// A choice of a list.
    pub(crate) fn option(&mut self, value: &str, words: &str) -> &mut Self {
        self.choice(value, words, false)
    }

    /// A choice of a list that says itself whether it is chosen.
    pub(crate) fn choice(&mut self, value: &str, words: &str, is_chosen: bool) -> &mut Self {
        self.raw("<option value=\"").text(value).raw(if is_chosen { "\" selected>" } else { "\">" });
        self.text(words).raw("</option>")
    }

    /// Whether nothing was written.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The whole.
    pub(crate) fn finish(self) -> Html {
        Html(self.0)
    }
}

/// Markup that [`Markup`] wrote: nothing in it is unescaped but what stands in this program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl Html {
    /// For what is no element of the page: a picture, say.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The same, to be compared with what is drawn next.
    pub(crate) fn into_string(self) -> String {
        self.0
    }

    /// Draws it in an element that is none of Leptos'.
    pub(crate) fn draw_in(&self, element: &web_sys::Element) {
        trusted::fill(element, &self.0);
    }

    /// As the contents of an element, for good.
    pub(crate) fn still(self) -> LiveHtml {
        LiveHtml(Signal::stored(self.0))
    }
}

/// The contents of an element: what `prop:html` is given on this page, everywhere. No element has such a property: before
/// Leptos draws a view anew it sets those that it knows to `undefined`, which would be markup under the real name.
#[derive(Clone, Copy)]
pub(crate) struct LiveHtml(Signal<String>);

/// Contents that change.
pub(crate) fn live_html(draw: impl Fn() -> Html + Send + Sync + 'static) -> LiveHtml {
    LiveHtml(live(move || draw().0))
}

/// Contents that stay as they are while there are none to follow them, and are drawn anew only where they differ.
pub(crate) fn kept_html(draw: impl Fn() -> Option<Html> + Send + Sync + 'static) -> LiveHtml {
    let kept = move |last: Option<&String>| match draw() {
        Some(html) => html.0,
        None => last.cloned().unwrap_or_default(),
    };
    LiveHtml(Memo::new(kept).into())
}

/// Words with an underlined part, such as what is pressed in a line.
pub(crate) fn underlined(words: Label, part: Label) -> Html {
    let mut inner = Markup::default();
    inner.raw("<u>").say(part).raw("</u>");
    let mut markup = Markup::default();
    markup.fill_html(words, &[inner.finish()]);
    markup.finish()
}

/// Where Letterboxd gives an export, as a link.
pub(crate) fn export() -> Html {
    let mut markup = Markup::default();
    markup.raw(EXPORT);
    markup.finish()
}

/// The same so many times.
pub(crate) fn repeated(piece: &'static str, times: usize) -> Html {
    Html(piece.repeat(times))
}

impl IntoProperty for LiveHtml {
    type State = RenderEffect<String>;
    type Cloneable = Self;
    type CloneableOwned = Self;

    fn hydrate<const FROM_SERVER: bool>(self, element: &web_sys::Element, key: &str) -> Self::State {
        self.build(element, key)
    }

    fn build(self, element: &web_sys::Element, _: &str) -> Self::State {
        let element = element.clone();
        RenderEffect::new(move |last: Option<String>| {
            let html = self.0.get();
            if last.as_ref() != Some(&html) {
                let held = last.as_ref().and_then(|_| hooks::held_in(&element));
                trusted::fill(&element, &html);
                // What had the focus has it again, if it is still there.
                if let Some(id) = held {
                    hooks::after_paint(move || hooks::focus_unless_held(&id));
                }
            }
            html
        })
    }

    /// Never asked for: contents come with the view that they are in, and go with it.
    fn rebuild(self, _: &mut Self::State, _: &str) {}

    fn into_cloneable(self) -> Self {
        self
    }

    fn into_cloneable_owned(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_others_stay_words() {
        let mut markup = Markup::default();
        markup.raw("<p title=\"").text("\"x\" onload=").raw("\">").text("<b>&\u{0}").raw("</p>");
        assert_eq!(markup.finish().as_str(), "<p title=\"&quot;x&quot; onload=\">&lt;b&gt;&amp; </p>");
    }
}
