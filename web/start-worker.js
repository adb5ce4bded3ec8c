// Starts the page's program in a worker: the page's first message is its script and its compiled module. Whatever goes
// wrong is told to the page as plain text; a script that does not load, and a trap inside a promise, would otherwise
// end here without a sound.
const tell = (error) => postMessage(String(error?.stack ?? error?.message ?? error));
addEventListener("unhandledrejection", (event) => tell(event.reason));
onmessage = async ({ data: [script, module] }) => {
  onmessage = null;
  try {
    const { default: init } = await import(script);
    await init({ module_or_path: module });
  } catch (error) {
    tell(error);
  }
};
