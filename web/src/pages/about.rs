//! What there is to know: how it works, where it comes from, and whose it is.

use crate::components::markup::{Markup, live};
use crate::state::{BundleState, Store};
use leptos::prelude::*;

/// The foot of the page.
pub(super) fn about(store: Store) -> impl IntoView {
    let sources = live(move || {
        let mut markup = Markup::default();
        store.bundle.with(|bundle| {
            if let BundleState::Ready(opened) = bundle {
                for line in &opened.sources {
                    markup.raw("<li>").text(line).raw("</li>");
                }
            }
        });
        markup.finish()
    });
    view! {
        <footer class="about" id="about">
            <section>
                <h2 class="section">"How it works"</h2>
                <p>
                    "Several voices rate every film for you: what people who share your taste love, what fits all you have seen, what kind of film it is, how high everyone rates it and how many stars you would. The dials say whom to listen to. Each film keeps the sum, so the reasons you read are the reasons it is there."
                </p>
                <p>"The posters are drawn by your browser from genre, decade and title; TMDB’s are fetched only if you ask for them."</p>
            </section>
            <section>
                <h2 class="section">"Your data"</h2>
                <p>
                    "Your export is read on this device and stays on it. The page sends nothing, counts nothing and sets no cookies; once it has loaded it makes no requests but for posters that you asked for, and its security policy forbids all others. “Forget me” deletes what it remembers."
                </p>
            </section>
            <section>
                <h2 class="section">"Sources and terms"</h2>
                <p>
                    "Ratings: public samples of Letterboxd members’ ratings, with names dropped; no single member’s ratings are in here. Halfstar is not affiliated with Letterboxd, and never reads its site."
                </p>
                <p>"Film facts: TMDB. This product uses the TMDB API but is not endorsed or certified by TMDB."</p>
                <ul class="sources" inner_html=sources></ul>
            </section>
            <section>
                <h2 class="section">"Licence"</h2>
                <p>"Halfstar is free software under the MIT or the Apache 2.0 licence, as you like. The sample member is made up."</p>
            </section>
        </footer>
    }
}
