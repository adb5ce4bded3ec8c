// The page's last resort: should its program not start, or stop for good, say so and offer to load it again.
// #stopped is part of index.html and needs nothing else to work.
{
  let started = false;
  // Sent by the start script that Trunk writes.
  addEventListener("TrunkApplicationStarted", () => (started = true));
  const look = (error) => {
    if (!started || error instanceof WebAssembly.RuntimeError) document.getElementById("stopped")?.removeAttribute("hidden");
  };
  // Before the start, a script that does not load counts too; it tells only those who listen on the way down.
  addEventListener("error", (event) => (event.error || event.target?.tagName === "SCRIPT") && look(event.error), true);
  addEventListener("unhandledrejection", (event) => look(event.reason));
}
