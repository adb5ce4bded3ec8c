//! How several agree: the rule, what some have seen, and the filters.

use crate::components::filters::Names;
use crate::components::markup::{Markup, live, press, press_inside, turn};
use crate::components::shelves::SHORT;
use crate::components::words;
use crate::language::{self, Word, fill, say};
use crate::state::{Store, Tab};
use halfstar_core::shelf::{Filters, WatchlistFilter};
use halfstar_core::together::{Rule, Seen};
use leptos::prelude::*;

/// Two rules, three wishes, and a line on what else is set.
pub(crate) fn agreement(store: Store) -> impl IntoView {
    let (agreement, night) = (store.asides.agreement, store.asides.night);
    let seen = toggle(
        "seen-by-some",
        live(move || {
            let more = night.with(|night| night.as_ref().map_or(0, |night| night.seen_by_some));
            let more = if more > 0 { fill(Word::SeenBySomeMore, &[&words::thousands(more)]) } else { String::new() };
            words::dotted(&[say(Word::SeenBySome).to_owned(), more])
        }),
        Signal::derive(move || agreement.with(|agreement| agreement.seen == Seen::SomeMay)),
        Box::new(move |on| {
            agreement.update(|agreement| agreement.seen = if on { Seen::SomeMay } else { Seen::Nobody });
        }),
    );
    let short = toggle(
        "short-tonight",
        live(|| say(Word::ShortTonight).to_owned()),
        Signal::derive(move || store.request.with(|request| request.filters.runtime_to == Some(SHORT))),
        Box::new(move |on| turn(store, &|request| request.filters.runtime_to = on.then_some(SHORT))),
    );
    let wanted = toggle(
        "wanted-tonight",
        live(|| say(Word::OnAWatchlist).to_owned()),
        Signal::derive(move || store.request.with(|request| request.filters.watchlist == WatchlistFilter::Only)),
        Box::new(move |on| {
            let watchlist = if on { WatchlistFilter::Only } else { WatchlistFilter::Any };
            turn(store, &|request| request.filters.watchlist = watchlist);
        }),
    );
    let filters = live(move || {
        let names = Names::new(store);
        let set = store.request.with(|request| in_words(&request.filters, &|code| names.of(code)));
        let mut markup = Markup::default();
        if set.is_empty() {
            markup.say(Word::NightPlain);
        } else {
            markup.text(&fill(Word::NightFilters, &[&set.join(", ")]));
        }
        markup.raw(" <button class=\"link\" data-testid=\"to-shelf\" data-go=\"\">");
        markup.say(Word::ChangeOnShelf).raw("</button>");
        markup.finish()
    });
    let go = press_inside("go", move |_| store.go(Tab::Shelf));
    view! {
        <section class="agreement" aria-label=say(Word::HowToAgree)>
            <div class="rules" role="group" aria-label=say(Word::HowToAgree)>
                {rule(store, Rule::Average, Word::EveryonesAverage, Word::EveryonesAverageHint)}
                {rule(store, Rule::LeastMisery, Word::NobodySuffers, Word::NobodySuffersHint)}
            </div>
            <div class="chips">{short}{wanted}{seen}</div>
            <p class="faint" on:click=go inner_html=filters></p>
        </section>
    }
}

fn rule(store: Store, rule: Rule, name: Word, hint: Word) -> AnyView {
    let agreement = store.asides.agreement;
    let pressed = live(move || agreement.with(|agreement| agreement.rule == rule).to_string());
    let choose = press(move || agreement.update(|agreement| agreement.rule = rule));
    let id = if rule == Rule::Average { "rule-average" } else { "rule-least-misery" };
    view! {
        <button class="rule" data-testid=id aria-pressed=pressed on:click=choose><b>{say(name)}</b><span>{say(hint)}</span></button>
    }
    .into_any()
}

fn toggle(id: &'static str, label: Signal<String>, on: Signal<bool>, set: Box<dyn Fn(bool)>) -> AnyView {
    let pressed = live(move || on.get().to_string());
    let press = press(move || set(!on.get_untracked()));
    view! { <button class="chip" data-testid=id aria-pressed=pressed on:click=press>{label}</button> }.into_any()
}

/// The filters that are set. Languages have a name for each code.
fn in_words(filters: &Filters, language: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut set = Vec::new();
    if !filters.genres.is_empty() {
        set.push(words::genres(&filters.genres));
    }
    let mut each = |word, names: &[String]| set.extend(names.iter().map(|name| fill(word, &[name])));
    each(
        Word::NotGenre,
        &filters.without_genres.iter().map(|genre| language::words().genre(genre).to_owned()).collect::<Vec<_>>(),
    );
    each(Word::ByDirector, &filters.directors);
    each(Word::WithActor, &filters.cast);
    each(Word::OnTheme, &filters.keywords);
    set.extend(filters.languages.iter().map(|code| language(code)));
    let mut limit = |word, number: Option<String>| set.extend(number.map(|number| fill(word, &[&number])));
    limit(Word::FromYear, filters.year_from.map(|year| year.to_string()));
    limit(Word::ToYear, filters.year_to.map(|year| year.to_string()));
    limit(Word::AtLeastLong, filters.runtime_from.map(words::runtime));
    limit(Word::AtMostLong, filters.runtime_to.map(words::runtime));
    let named = [
        (filters.watchlist == WatchlistFilter::Only, Word::OnAWatchlist),
        (filters.watchlist == WatchlistFilter::Hide, Word::WatchlistHide),
        (filters.list.is_some(), Word::OnlyFromList),
        (filters.loved_directors, Word::DirectorsYouLove),
        (filters.fresh, Word::NewSinceVisit),
        (filters.include_low_quality, Word::LowRatedToo),
        (filters.include_series, Word::SeriesToo),
    ];
    set.extend(named.iter().filter(|(is_set, _)| *is_set).map(|(_, word)| say(*word).to_owned()));
    set
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::choices;

    #[test]
    fn every_filter_has_words() {
        let plain = Filters::default();
        let in_words = |filters: &Filters| in_words(filters, &str::to_uppercase);
        assert_eq!(in_words(&plain), Vec::<String>::new());
        let name = |name: &str| vec![name.to_owned()];
        let filters = Filters {
            genres: vec!["Drama".to_owned(), "War".to_owned()],
            without_genres: name("Horror"),
            languages: name("fr"),
            directors: name("Agnès Varda"),
            cast: name("Jean Seberg"),
            keywords: name("heist"),
            year_from: Some(1970),
            year_to: Some(1990),
            runtime_from: Some(60),
            runtime_to: Some(95),
            watchlist: WatchlistFilter::Only,
            ..plain
        };
        let expected = [
            "Drama, War",
            "not Horror",
            "by Agnès Varda",
            "with Jean Seberg",
            "on heist",
            "FR",
            "from 1970",
            "until 1990",
            "1h or longer",
            "1h 35m at most",
            "On somebody’s watchlist",
        ];
        assert_eq!(in_words(&filters), expected);
        // Every filter that the shelf counts as set is told of.
        for filter in choices::Filter::ALL {
            let mut lifted = Filters { loved_directors: true, fresh: true, list: Some(1), ..filters.clone() };
            let before = in_words(&lifted);
            filter.lift(&mut lifted);
            assert_ne!(in_words(&lifted), before, "{filter:?}");
        }
    }
}
