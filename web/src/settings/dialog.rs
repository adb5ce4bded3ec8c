//! The settings: what a member sets once, their data, and the way to be forgotten.

use crate::import::input;
use crate::language::{Label, say};
use crate::settings::language::language_picker;
use crate::settings::theme;
use crate::shared::hooks;
use crate::shared::markup::{Html, Markup, effect, live_html, on, press_inside, whether};
use crate::shared::tab::Tab;
use crate::store::Store;
use leptos::ev::Event;
use leptos::prelude::*;

/// What has the focus when it is asked whether all is to be forgotten, and what had it before.
const KEEP: &str = "settings-keep";
const FORGET: &str = "settings-forget";

/// The dialog, shut until it is wanted.
pub(crate) fn settings(store: Store) -> impl IntoView {
    let (open, asks) = (store.settings.open, store.settings.asks);
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    effect(move || {
        let (wanted, Some(dialog)) = (open.get(), dialog.get()) else { return };
        if wanted && !dialog.open() {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    // Drawn when it opens: what is chosen in it is seen to be, and keeps the focus.
    let looks = live_html(move || if open.get() { looks(store) } else { Html::default() });
    let data = live_html(move || match (open.get(), asks.get()) {
        (false, _) => Html::default(),
        (true, false) => data(store),
        (true, true) => question(),
    });
    let set = move |event: Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        match input.name().as_str() {
            "theme" => theme::choose(&input.value()),
            "posters" => store.settings.want_posters(input.value() == "yes"),
            _ => {}
        }
    };
    let ask = move |so: bool| {
        asks.set(so);
        hooks::after_paint(move || hooks::focus(if so { KEEP } else { FORGET }));
    };
    let act = press_inside("act", move |act| match act {
        "backup" => store.back_up(),
        "files" => input::open(input::FROM_SETTINGS),
        "damaged" => store.take_damaged(),
        "report" => {
            open.set(false);
            store.tabs.go(Tab::Shelf);
            hooks::after_paint(move || store.open_report());
        }
        "ask" => ask(true),
        "keep" => ask(false),
        _ => store.forget_soon(),
    });
    let press = press_inside("close", move |closes| {
        if closes == "yes" {
            open.set(false);
        }
    });
    let closed = move |_: Event| {
        open.set(false);
        asks.set(false);
    };
    let asked = whether(move || asks.get());
    view! {
        <dialog
            class="details settings"
            data-close="yes"
            data-testid="settings-dialog"
            node_ref=dialog
            aria-labelledby="settings-title"
            on:close=on(closed)
            on:click=press
        >
            <div class="settings-in" data-close="no" hidden=whether(move || !open.get())>
                <h2 id="settings-title" tabindex="-1" autofocus>{say(Label::Settings)}</h2>
                <div class="settings-looks" hidden=asked>
                    <div class="setting"><span>{say(Label::Language)}</span>{language_picker(store)}</div>
                    <div class="settings-looks" on:change=on(set) prop:html=looks></div>
                </div>
                <div class="settings-data" on:click=act prop:html=data></div>
                <div hidden=whether(|| true)>{input::settings_input(store)}</div>
                <div class="details-ways" hidden=asked>
                    <button class="button" data-testid="settings-done" data-close="yes">{say(Label::Done)}</button>
                </div>
            </div>
        </dialog>
    }
}

/// How the page looks.
fn looks(store: Store) -> Html {
    let mut markup = Markup::default();
    let theme = theme::remembered();
    let themes = [(theme::SYSTEM, Label::ThemeSystem), ("light", Label::ThemeLight), ("dark", Label::ThemeDark)];
    choice(&mut markup, "theme", Label::Theme, &themes, &theme);
    markup.raw("</fieldset>");
    let wanted = if store.settings.posters.get_untracked() == Some(true) { "yes" } else { "no" };
    choice(&mut markup, "posters", Label::Posters, &[("no", Label::PostersDrawn), ("yes", Label::PostersTmdb)], wanted);
    markup.raw("<p class=\"faint\">").say(Label::PostersHint).raw("</p></fieldset>");
    markup.finish()
}

/// Begins a choice of one of several.
fn choice(markup: &mut Markup, name: &'static str, heading: Label, choices: &[(&'static str, Label)], chosen: &str) {
    markup.raw("<fieldset class=\"setting\"><legend>").say(heading).raw("</legend><div class=\"chips\">");
    for &(value, word) in choices {
        markup.raw("<label class=\"chip\"><input class=\"hidden\" type=\"radio\" name=\"").raw(name);
        markup.raw("\" value=\"").raw(value).raw(if value == chosen { "\" checked>" } else { "\">" });
        markup.say(word).raw("</label>");
    }
    markup.raw("</div>");
}

/// The member's data.
fn data(store: Store) -> Html {
    let someone = store.member.state.with(|member| member.report().is_some());
    let mut markup = Markup::default();
    markup.raw("<section><h3 class=\"section\">").say(Label::YourData).raw("</h3><div class=\"chips\">");
    if someone && !store.member.is_sample() {
        button(&mut markup, "backup", Label::TakeBackup);
    }
    button(&mut markup, "files", Label::BringBackup);
    button(&mut markup, "files", if someone { Label::NewExport } else { Label::MyExport });
    if someone {
        button(&mut markup, "report", Label::WhatWasFound);
    }
    if store.library.has_aside() {
        button(&mut markup, "damaged", Label::TakeDamaged);
    }
    markup.raw("</div><p class=\"faint\">").say(Label::BackupHint).raw("</p></section>");
    markup.raw("<section><h3 class=\"section\">").say(Label::ForgetMe).raw("</h3><p>").say(Label::ForgetHint);
    markup.raw("</p><button class=\"button quiet small danger\" id=\"").raw(FORGET);
    markup.raw("\" data-testid=\"forget\" data-act=\"ask\">").say(Label::ForgetMeAsk).raw("</button></section>");
    markup.finish()
}

fn button(markup: &mut Markup, act: &'static str, word: Label) {
    markup.raw("<button class=\"button quiet small\" data-act=\"").raw(act).raw("\">").say(word).raw("</button>");
}

/// Whether all is to be forgotten.
fn question() -> Html {
    let mut markup = Markup::default();
    markup
        .raw("<section role=\"group\" aria-labelledby=\"forget-title\"><h3 id=\"forget-title\">")
        .say(Label::ForgetAll);
    markup.raw("</h3><p>").say(Label::ForgetAllText).raw("</p><div class=\"details-ways\">");
    markup.raw("<button class=\"button\" id=\"").raw(KEEP).raw("\" data-act=\"keep\">").say(Label::KeepMe);
    markup.raw("</button><button class=\"button quiet danger\" data-testid=\"forget-yes\" data-act=\"forget\">");
    markup.say(Label::ForgetAllYes).raw("</button></div></section>");
    markup.finish()
}
