// The page's last resort. Should the browser lack what the program needs, #lacking says what and which browsers have it.
// Should the program not start, or stop, #stopped says so and offers to load it again, for as long as that is so. Both are part of
// index.html and need nothing else to work; nothing here is newer than what it looks for. This script is written into the
// page (`cargo xtask finish`), so it runs before any other and cannot fail to arrive. What does not fail but hangs is in
// nobody's hands but the style's: #slow shows by itself after a while, and goes with the first page.
{
  // The smallest modules with a SIMD instruction, and with a reference.
  const simd = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];
  const reference = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 7, 1, 5, 0, 208, 112, 26, 11];
  const understands = (module) => WebAssembly.validate(new Uint8Array(module));

  const lacking = () => {
    if (typeof WebAssembly !== "object") return "WebAssembly";
    if (!understands(simd)) return "WebAssembly’s vectors (SIMD)";
    if (!understands(reference)) return "WebAssembly’s references";
    if (typeof Worker !== "function") return "workers";
    if (!("noModule" in HTMLScriptElement.prototype)) return "JavaScript modules";
    if (typeof HTMLDialogElement !== "function") return "dialogs";
  };

  const show = (id, so = true) => {
    const element = document.getElementById(id);
    if (element) element.hidden = !so;
    return element;
  };

  const what = lacking();
  if (what) {
    // Half a program would be worse than none.
    window.WebAssembly = undefined;
    show("lacking").querySelector("span").textContent = what;
    document.getElementById("boot").className += " idle";
  } else {
    let started = false;
    // Whoever sets something on the root element (shared/hooks.rs) works, or works again.
    const signs = new MutationObserver(() => started && show("stopped", false));
    signs.observe(document.documentElement, { attributes: true });
    // Sent by the start script that Trunk writes.
    addEventListener("TrunkApplicationStarted", () => {
      started = true;
      show("stopped", false);
    });
    const look = (error) => {
      if (started && !(error instanceof WebAssembly.RuntimeError)) return;
      show("stopped");
      // Signs from before the error are none.
      signs.takeRecords();
    };
    // Before the start, a script that does not load counts too; it tells only those who listen on the way down.
    addEventListener("error", (event) => (event.error || event.target.tagName === "SCRIPT") && look(event.error), true);
    addEventListener("unhandledrejection", (event) => look(event.reason));
  }
}
