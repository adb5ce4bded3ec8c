// Files that the system hands to the installed page: shared to it, which its service worker takes in, or opened with it. They
// go the way of files that are chosen in the settings, once the program is ready for any. This script is written into the
// page, as guard.js is (`cargo xtask finish`): what is handed over comes before the program.
{
  const root = document.documentElement;
  let waiting = [];
  const give = () => {
    const input = document.getElementById("settings-files");
    if (waiting.length === 0 || !input || !root.dataset.ready) return;
    const files = new DataTransfer();
    for (const file of waiting) files.items.add(file);
    waiting = [];
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const take = (files) => {
    waiting.push(...files);
    give();
  };
  new MutationObserver(give).observe(root, { attributes: true, attributeFilter: ["data-ready"] });
  if (globalThis.launchQueue) {
    launchQueue.setConsumer(async ({ files }) => take(await Promise.all(files.map((file) => file.getFile()))));
  }
  const worker = navigator.serviceWorker;
  if (worker) {
    worker.addEventListener("message", ({ data }) => Array.isArray(data) && take(data));
    worker.startMessages();
    if (worker.controller) worker.controller.postMessage("shared");
  }
}
