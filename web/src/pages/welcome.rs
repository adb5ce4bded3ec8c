//! The first page: what this is, and a place to drop an export.

use crate::components::artwork;
use crate::components::files::file_input;
use crate::components::markup::press;
use crate::components::progress::library_progress;
use crate::state::{Finding, Store};
use leptos::prelude::*;

/// Posters for the wall: title, year, genre. Any films do; these show every decade.
const WALL: [(&str, u16, &str); 15] = [
    ("Parasite", 2019, "Thriller"),
    ("In the Mood for Love", 2000, "Romance"),
    ("Metropolis", 1927, "Science Fiction"),
    ("Vertigo", 1958, "Mystery"),
    ("Playtime", 1967, "Comedy"),
    ("Once Upon a Time in the West", 1968, "Western"),
    ("Alien", 1979, "Horror"),
    ("Spirited Away", 2001, "Animation"),
    ("Stop Making Sense", 1984, "Music"),
    ("Aftersun", 2022, "Drama"),
    ("Laura", 1944, "Crime"),
    ("The Gleaners & I", 2000, "Documentary"),
    ("Ran", 1985, "War"),
    ("Stalker", 1979, "Science Fiction"),
    ("Moonlight", 2016, "Drama"),
];

/// The welcome page. `index.html` holds the same markup for the first paint: change both.
pub(super) fn welcome(store: Store) -> AnyView {
    let mut wall = String::new();
    for (title, year, genre) in WALL {
        wall += "<div class=\"poster\">";
        wall += &artwork::poster(title, Some(year), &[genre.to_owned()]);
        wall += "</div>";
    }
    view! {
        <div class="welcome" data-testid="welcome">
            <div class="wall" aria-hidden="true"><div class="wall-in" inner_html=wall></div></div>
            <div class="hello">
                <h1>"Films you will love, " <em>"and why."</em></h1>
                <p class="lead">
                    "Halfstar reads your Letterboxd export in this browser and finds the films you have not seen yet. Every pick tells its reason, every dial is yours."
                </p>
                <label class="drop" data-testid="drop-zone">
                    {file_input(store)}
                    <span class="drop-icon" aria-hidden="true"></span>
                    <strong>"Drop your export here"</strong>
                    <span>"or " <u>"choose the file"</u> ": Letterboxd, IMDb, MovieLens, Trakt or Simkl"</span>
                </label>
                <div class="or">
                    <button class="button" data-testid="sample-member" on:click=press(move || store.use_sample())>
                        "Look around with a sample member"
                    </button>
                    <button class="button quiet" data-testid="start-typing" on:click=press(move || store.find(Some(Finding::Rate)))>
                        "Start with films you know"
                    </button>
                    {library_progress(store)}
                </div>
            </div>
            <section class="how">
                <div>
                    <h2 class="section">"Where the export is"</h2>
                    <p>
                        "Open "
                        <a href="https://letterboxd.com/data/export" rel="noreferrer">"letterboxd.com/data/export"</a>
                        " and your download starts. By hand: Settings, then Data, then Export your data."
                    </p>
                </div>
                <div>
                    <h2 class="section">"What happens to it"</h2>
                    <p>"It never leaves this device. There is no account and no server: your films are read, matched and ranked right here."</p>
                </div>
                <div>
                    <h2 class="section">"When you are back"</h2>
                    <p>"After this first visit Halfstar works with no network at all. It remembers your export on this device until you press “Forget me”."</p>
                </div>
            </section>
        </div>
    }
    .into_any()
}
