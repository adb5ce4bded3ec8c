//! A list that keeps an element for each number, so that what is focused or has its picture stays as it is.
//!
//! It is one effect, and its elements have none of their own: what leaves the list leaves nothing behind. Leptos' keyed list
//! (0.8.23) keeps a note of the owner of every element that ever was, and has left elements in wrong places.

use crate::shared::markup::{Html, effect};
use leptos::prelude::document;
use web_sys::Element;

/// Keeps the elements of the list with this id as `draw` has them, whenever what that reads has changed.
pub(crate) fn keyed(id: &'static str, draw: Box<dyn Fn(&mut Elements)>) {
    let mut drawn = Vec::new();
    effect(move || {
        let mut elements = Elements { before: std::mem::take(&mut drawn), now: Vec::new() };
        draw(&mut elements);
        drawn = elements.put_in_order(id);
    });
}

/// The elements of a list, while they are drawn.
pub(crate) struct Elements {
    before: Vec<Drawn>,
    now: Vec<Drawn>,
}

/// An element that is drawn, and what of.
struct Drawn {
    number: u32,
    element: Element,
    parts: Vec<(Element, String)>,
}

/// A part of an element: the selector that finds it in there, and what it shows.
pub(crate) struct Part<'a>(pub(crate) &'static str, pub(crate) Shows<'a>);

/// What a part shows. It is drawn anew only where that differs from what was drawn before.
pub(crate) enum Shows<'a> {
    /// These words.
    Words(Html),
    /// Something of this, which takes longer to draw than to tell apart.
    Of(String, &'a dyn Fn(&Element)),
}

impl Elements {
    /// The next element: the one of this number, or a new one in this frame.
    pub(crate) fn next(&mut self, number: u32, frame: &dyn Fn() -> Html, parts: Vec<Part<'_>>) {
        let known = self.before.iter().position(|drawn| drawn.number == number);
        let known = known.map(|place| self.before.swap_remove(place));
        let Some(mut drawn) = known.or_else(|| Drawn::new(number, &frame(), &parts)) else { return };
        for (Part(_, shows), (element, of)) in parts.into_iter().zip(&mut drawn.parts) {
            match shows {
                Shows::Words(words) if words.as_str() != of => {
                    words.draw_in(element);
                    *of = words.into_string();
                }
                Shows::Of(now, draw) if now != *of => {
                    draw(element);
                    *of = now;
                }
                _ => {}
            }
        }
        self.now.push(drawn);
    }

    /// Puts every element where it belongs, and takes away those that are no more. Touches nothing where all is well.
    fn put_in_order(self, id: &str) -> Vec<Drawn> {
        let Some(list) = document().get_element_by_id(id) else { return Vec::new() };
        self.before.iter().for_each(|gone| gone.element.remove());
        let mut next = list.first_element_child();
        for Drawn { element, .. } in &self.now {
            if next.as_ref() == Some(element) {
                next = element.next_element_sibling();
            } else {
                // Neither holds the other, so that it cannot be refused.
                let _ = list.insert_before(element, next.as_deref());
            }
        }
        self.now
    }
}

impl Drawn {
    fn new(number: u32, frame: &Html, parts: &[Part<'_>]) -> Option<Self> {
        // Refused only for names that are no names.
        let around = document().create_element("ul").ok()?;
        frame.draw_in(&around);
        let element = around.first_element_child()?;
        let find = |Part(selector, _): &Part<'_>| Some((element.query_selector(selector).ok()??, String::new()));
        let parts = parts.iter().map(find).collect::<Option<_>>()?;
        Some(Self { number, element, parts })
    }
}
