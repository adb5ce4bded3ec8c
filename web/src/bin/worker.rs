//! Not used: the worker runs the page's own program (see `main.rs`). To be deleted together with its line in `index.html`.

fn main() {
    halfstar_web::worker::start();
}
