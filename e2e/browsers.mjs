// The browsers that the tests run in: Chromium, Firefox as it is (by WebDriver BiDi), and WebKit by its own driver, which
// webdriver.mjs speaks. HALFSTAR_BROWSER picks one; HALFSTAR_CHROMIUM, HALFSTAR_FIREFOX and HALFSTAR_WEBKIT say where it is.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** 'chromium', 'firefox' or 'webkit'. */
export const NAME = process.env.HALFSTAR_BROWSER ?? 'chromium';

/** How Chromium is started, for those that start one themselves. Without a path it is Playwright's own. */
export const CHROMIUM = {
  executablePath: process.env.HALFSTAR_CHROMIUM ?? onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'),
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

const FIREFOX = {
  executablePath: process.env.HALFSTAR_FIREFOX ?? onPath('firefox-esr', 'firefox'),
  // All that is not this machine goes through a proxy that is not there.
  firefoxUserPrefs: {
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': 9,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': 9,
    'network.proxy.allow_hijacking_localhost': false,
    'layout.css.prefers-color-scheme.content-override': 1,
  },
};

const WEBKIT_TESTS = '**/webkit.spec.mjs';
const FAULTS = '**/faults/*.spec.mjs';

const BROWSERS = {
  chromium: { use: { browserName: 'chromium', launchOptions: CHROMIUM } },
  firefox: {
    // Its driver loses a message now and then, and what is broken breaks twice.
    retries: 1,
    // What failed is not looked at in a trace: each step of one is another message.
    use: { browserName: 'firefox', channel: 'moz-firefox', launchOptions: FIREFOX, trace: 'off' },
  },
  webkit: { retries: 1, timeout: 300_000, use: { trace: 'off' } },
};

/** The projects of playwright.config.mjs in this browser: what goes right, and what may go wrong. */
export const PROJECTS =
  NAME === 'webkit'
    ? [{ name: NAME, testMatch: WEBKIT_TESTS, ...BROWSERS.webkit }]
    : [
        { name: NAME, testIgnore: [WEBKIT_TESTS, FAULTS], ...BROWSERS[NAME] },
        // So many pages are opened here that their traces take a third of the time; what failed is there in a picture.
        { name: `${NAME}-faults`, testMatch: FAULTS, ...BROWSERS[NAME], use: { ...BROWSERS[NAME].use, trace: 'off' } },
      ];

function onPath(...programs) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return programs.flatMap((program) => folders.map((folder) => join(folder, program))).find((file) => existsSync(file));
}

/** Firefox 153 and Playwright 1.65 mean the same by two things that they say differently. */
export function interpret(browser) {
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
  page._connection.toImpl(page).delegate.shouldToggleStyleSheetToSyncAnimations = () => false;
}
