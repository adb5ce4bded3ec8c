// The browsers that the suite drives through Playwright: Chromium, and Firefox as it is, spoken to by WebDriver BiDi.
// HALFSTAR_BROWSER picks one of them, HALFSTAR_CHROMIUM and HALFSTAR_FIREFOX say where it is. WebKit: webdriver.mjs.

// Requests of service workers are reported only on demand.
process.env.PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS = '1';
const playwright = await import('playwright-core');

/** 'chromium' or 'firefox'. */
export const NAME = process.env.HALFSTAR_BROWSER ?? 'chromium';

/** For `test(…, { skip: only('chromium', why) }, …)`. */
export const only = (name, why) => (NAME === name ? false : `in ${name} only: ${why}`);

/** How Chromium is started, for tests that start one themselves. */
export const CHROMIUM = {
  executablePath: process.env.HALFSTAR_CHROMIUM,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // Nothing but our own server can be reached, whatever the page tries.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  ],
};

/** The same for Firefox: all that is not this machine goes through a proxy that is not there. */
const FIREFOX = {
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.allow_hijacking_localhost': false,
};

const running = new Map();

/** A browser for pages with these context options; the same one for the same wishes. */
export async function launch({ colorScheme, reducedMotion } = {}) {
  // Chromium is told what a member prefers page by page, Firefox at its start.
  const key = NAME === 'firefox' ? `${colorScheme} ${reducedMotion}` : '';
  if (!running.has(key)) running.set(key, NAME === 'firefox' ? firefox(colorScheme, reducedMotion) : playwright.chromium.launch(CHROMIUM));
  return running.get(key);
}

export async function closeAll() {
  for (const browser of running.values()) await (await browser).close();
  running.clear();
}

async function firefox(colorScheme = 'light', reducedMotion = 'no-preference') {
  const browser = await playwright.firefox.launch({
    channel: 'moz-firefox',
    executablePath: process.env.HALFSTAR_FIREFOX,
    firefoxUserPrefs: {
      ...FIREFOX,
      'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
      'ui.prefersReducedMotion': reducedMotion === 'reduce' ? 1 : 0,
    },
  });
  interpret(browser);
  return browser;
}

/** Firefox 153 and Playwright 1.65 mean the same by two things that they say differently. */
function interpret(browser) {
  const sessions = Object.getPrototypeOf(browser._connection.toImpl(browser)._browserSession);
  const { send, emit } = sessions;
  // Playwright sets a colour scheme whether asked or not; Firefox has no such command yet.
  sessions.send = async function (method, parameters) {
    try {
      return await send.call(this, method, parameters);
    } catch (error) {
      if (method === 'emulation.setMediaFeaturesOverride' && /unknown command/.test(error.message)) return {};
      throw error;
    }
  };
  // Playwright waits for a download's id; Firefox names what is downloaded by its address alone.
  sessions.emit = function (event, parameters) {
    if (/^browsingContext\.download/.test(event)) parameters.download ??= parameters.navigation ?? parameters.url;
    return emit.call(this, event, parameters);
  };
}

/** Before a screenshot Playwright touches the page's styles in Firefox, which the page's own policy forbids. */
export function leaveStyles(page) {
  if (NAME === 'firefox') page._connection.toImpl(page).delegate.shouldToggleStyleSheetToSyncAnimations = () => false;
}
