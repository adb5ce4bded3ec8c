//! One program for the page and its worker: fetched once, compiled once, and what both need is in it once.

fn main() {
    if halfstar_web::worker::is_here() {
        halfstar_web::worker::start();
    } else {
        halfstar_web::begin(|| leptos::mount::mount_to_body(halfstar_web::app::page::App));
    }
}
