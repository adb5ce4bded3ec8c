//! A list that keeps an element for each number, so that what is focused or has its picture stays as it is.

use crate::shared::hooks;
use crate::shared::markup::effect;
use leptos::prelude::*;
use std::sync::Arc;

/// An element a number, in their order. Each drawn element has the id of [`element_id`].
pub(crate) fn keyed(
    kind: &'static str,
    numbers: Signal<Vec<u32>>,
    draw: Arc<dyn Fn(u32) -> AnyView + Send + Sync>,
) -> AnyView {
    effect(move || {
        let numbers = numbers.get();
        hooks::before_paint(move || put_in_order(kind, &numbers));
    });
    view! { <For each=move || numbers.get() key=|number| *number children=move |number| draw(number)/> }.into_any()
}

/// What the element of this number is called.
pub(crate) fn element_id(kind: &str, number: u32) -> String {
    [kind, "-", &number.to_string()].concat()
}

/// Leptos' keyed list can leave an element in a wrong place when others come back around it. This puts every one where
/// the numbers have it, and touches nothing where all is well.
fn put_in_order(kind: &str, numbers: &[u32]) {
    let element = |number: &u32| document().get_element_by_id(&element_id(kind, *number));
    let Some(list) = numbers.first().and_then(element).and_then(|element| element.parent_element()) else { return };
    let mut next = list.first_element_child();
    for element in numbers.iter().filter_map(element) {
        if next.as_ref() == Some(&element) {
            next = element.next_element_sibling();
        } else {
            // Both are children of the list, so that it cannot be refused.
            let _ = list.insert_before(&element, next.as_deref());
        }
    }
}
