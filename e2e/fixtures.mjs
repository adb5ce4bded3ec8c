// What the tests begin with. Every test has a browser profile and a server of its own; both are gone when it ends.
import { test as base, expect } from '@playwright/test';
import { NAME, interpret, leaveStyles } from './browsers.mjs';
import { exportZip } from './export.mjs';
import { DIST, Server } from './server.mjs';
import { Visit } from './visit.mjs';

export { expect };

export const test = base.extend({
  /** The folder of the host that the page is in. */
  folder: ['/', { option: true }],

  /** What serves the page; made to go wrong before the page is opened, if at all. */
  server: async ({ folder }, use) => {
    const server = await new Server(DIST, folder).start();
    await use(server);
    await server.stop().catch(() => {});
  },

  browser: [
    async ({ browser }, use) => {
      if (NAME === 'firefox') interpret(browser);
      await use(browser);
    },
    { scope: 'worker' },
  ],

  context: async ({ context }, use) => {
    await use(context);
    // Else its driver goes on with what `route` began, in the whole browser: no service worker would be asked in later tests.
    if (NAME === 'firefox') await context.unrouteAll({ behavior: 'ignoreErrors' });
  },

  page: async ({ page }, use) => {
    if (NAME === 'firefox') leaveStyles(page);
    await use(page);
  },

  /** A visit that has yet to `open`. */
  visit: async ({ page, server }, use) => use(new Visit(page, server)),

  /** The first page, its films at hand. */
  welcome: async ({ visit }, use) => use(await visit.open()),

  /** The shelf of the made-up member of films.mjs, who has dropped their export. Nothing more comes by itself. */
  shelf: async ({ welcome }, use) => {
    await welcome.choose(exportZip());
    await welcome.settled();
    await use(welcome);
  },

  /** The shelf of the page's own made-up member. */
  sample: async ({ welcome }, use) => {
    await welcome.by('sample-member').click();
    await welcome.settled();
    await use(welcome);
  },
});

/** For a test, or a group of them, that looks at what only one browser has or shows. */
export const onlyIn = (browser, why) => test.skip(NAME !== browser, `in ${browser} only: ${why}`);

/** A group for every pair of a phone or a desk with a light or dark system, in which nothing moves. */
export function eachLook(sizes, tests) {
  for (const [name, viewport] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark']) {
      test.describe(() => {
        test.use({ viewport, colorScheme, contextOptions: { reducedMotion: 'reduce' } });
        tests(`${name}, ${colorScheme}`, colorScheme);
      });
    }
  }
}
