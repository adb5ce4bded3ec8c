//! What came of past picks, above the shelf after an import that tells something of them.

use crate::language::{Label, fill};
use crate::protocol::TallyView;
use crate::shared::markup::{Html, Markup, live_html, press_inside};
use crate::shared::{hooks, intl};
use crate::store::Store;
use crate::words;
use leptos::prelude::*;

/// The element that opens with all there is to know of the files.
pub(crate) const REPORT: &str = "report";

/// A line or two, empty while there is nothing to tell, and once it was read.
pub(crate) fn tally(store: Store) -> impl IntoView {
    let says = live_html(move || {
        let is_read = store.member.tally_read.get();
        let words = store.member.state.with(|member| {
            let tally = member.report()?.tally.as_ref().filter(|_| !is_read)?;
            let since = tally.since.as_ref().map(|day| intl::day(store.settings.language.get(), day));
            Some(sentences(tally, since.as_deref()))
        });
        let Some(words) = words else { return Html::default() };
        let mut markup = Markup::default();
        markup.raw("<span class=\"mark\" aria-hidden=\"true\"></span><p>").text(&words);
        markup.raw(
            "</p><span class=\"tally-ways\"><button class=\"link\" data-testid=\"tally-more\" data-tally=\"more\">",
        );
        markup.say(Label::TallyMore);
        markup.raw("</button><button class=\"link\" data-testid=\"tally-done\" data-tally=\"done\">");
        markup.say(Label::Dismiss).raw("</button></span>");
        markup.finish()
    });
    let act = press_inside("tally", move |act| {
        if act == "more" {
            store.open_report();
        } else {
            store.member.tally_read.set(true);
            hooks::focus_unless_held(crate::shelf::page::HEADING);
        }
    });
    view! { <div class="tally" role="status" data-testid="tally" on:click=act prop:html=says></div> }
}

/// How many were watched, and what they got.
fn sentences(tally: &TallyView, since: Option<&str>) -> String {
    let [shown, seen, rated] = [tally.shown, tally.seen, tally.rated].map(words::thousands);
    let first = match since {
        Some(since) => fill(Label::TallySince, &[&shown, &seen, since]),
        None => fill(Label::TallyShown, &[&shown, &seen]),
    };
    let Some((title, stars)) = &tally.best else { return first };
    let (best, mean) = (stars.to_string(), words::decimal(tally.mean));
    let second = match (tally.rated, tally.seen == tally.rated) {
        (1, true) => fill(Label::TallyOne, &[title, &best]),
        (1, false) => fill(Label::TallyOneRated, &[title, &best]),
        (_, true) => fill(Label::TallyMean, &[&mean, title, &best]),
        (_, false) => fill(Label::TallyMeanOf, &[&mean, title, &best, &rated]),
    };
    [&first, " ", &second].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use halfstar_core::film::Stars;

    #[test]
    fn every_sentence_is_true() {
        let check = |shown, seen, rated, since: Option<&str>, expected: &str| {
            let best = Stars::from_stars(5.0).filter(|_| rated > 0).map(|stars| ("Paris, Texas".to_owned(), stars));
            let tally = TallyView { shown, since: None, seen, rated, mean: 4.1, best };
            assert_eq!(sentences(&tally, since), expected);
        };
        check(
            12,
            4,
            4,
            Some("3 October 2026"),
            "Of 12 films that have stood on your shelf since 3 October 2026, you have watched 4. You gave them 4.1 stars on average, the most to Paris, Texas: ★★★★★.",
        );
        check(
            12,
            4,
            3,
            None,
            "Of 12 films that stood on your shelf, you have watched 4 since. The 3 you rated got 4.1 stars on average, the most Paris, Texas: ★★★★★.",
        );
        check(
            1,
            1,
            1,
            None,
            "Of 1 film that stood on your shelf, you have watched 1 since. You gave Paris, Texas ★★★★★.",
        );
        check(
            60,
            2,
            1,
            None,
            "Of 60 films that stood on your shelf, you have watched 2 since. You have rated Paris, Texas: ★★★★★.",
        );
        check(60, 2, 0, None, "Of 60 films that stood on your shelf, you have watched 2 since.");
    }
}
