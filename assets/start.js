// Starts the program. On a first visit, once the page's first words are painted: what the program needs is a hundred times
// their size, and takes nothing of a slow line from them. `cargo xtask finish` writes this script into the page, below the
// guard, and keeps what Trunk would have fetched at once in `data-later` and `data-start`.
{
  const painted = new Promise((on) => {
    // On any other visit all is on the device; and in a tab in the background nothing is painted.
    if (document.hidden || (navigator.serviceWorker && navigator.serviceWorker.controller)) return on();
    setTimeout(on, 500);
    new PerformanceObserver(on).observe({ type: "paint", buffered: true });
  });
  painted.then(() => {
    for (const link of document.querySelectorAll("link[data-later]")) link.rel = link.dataset.later;
    return import(document.documentElement.dataset.start);
  });
}
