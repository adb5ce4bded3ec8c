// Every file of the page with every fault of a host or a network. Whatever comes of it, a member sees either the page as it
// should be or a sentence with a way on; and the way leads on once all is well.
import { NAME } from '../browsers.mjs';
import { FILES, LONG, expect, hurry, seeded, test as base } from './fixtures.mjs';
import { Server } from '../server.mjs';
import { PHONE, Visit } from '../visit.mjs';
import { drop, flip, hang, html, slow, stall, status, truncate } from './server.mjs';

const SLOW = /taking long to arrive.*load it again/s;
const STOPPED = /has stopped/;
/** The truer sentence comes first; hurried, and on a busy machine, the other may. */
const SILENT = /have stopped arriving|not answered for a while/;
const UNREACHABLE = /could not be fetched\. Check the connection/;
const MISSING = /did not give the films/;
const FOREIGN = /something else than the film library/;
const SHORT = /arrived incomplete/;
const DAMAGED = /arrived damaged/;
const NOT_STARTED = /not answered for a while|could not be started|cannot start|has stopped/;

/** Of a program that ends too early Firefox tells nobody, and waits. */
const CUT_SHORT = NAME === 'firefox' ? SLOW : STOPPED;
/** The page works all the same, and says nothing. */
const WORKS = null;
/** One bit may be of no account: it works as it should, or this is said. */
const or = (words) => ({ or: words });

const FAULTS = {
  'never comes': hang,
  'stops half-way': stall,
  'is cut off': drop,
  'is half of what it was': truncate,
  'has another bit': flip,
  'comes slowly': () => slow(8, 60),
  'is a page of the host': () => html(),
  'is not there': () => status(404),
  'makes the host fail': () => status(500),
};

/** What is said over each fault, in their order. */
const SAID = {
  'start script': [SLOW, SLOW, STOPPED, STOPPED, or(STOPPED), WORKS, STOPPED, STOPPED, STOPPED],
  glue: [SLOW, SLOW, STOPPED, STOPPED, or(STOPPED), WORKS, STOPPED, STOPPED, STOPPED],
  program: [SLOW, SLOW, STOPPED, CUT_SHORT, or(STOPPED), WORKS, STOPPED, STOPPED, STOPPED],
  worker: [NOT_STARTED, NOT_STARTED, NOT_STARTED, NOT_STARTED, or(NOT_STARTED), WORKS, NOT_STARTED, NOT_STARTED, NOT_STARTED],
  words: [WORKS, WORKS, WORKS, WORKS, WORKS, WORKS, WORKS, WORKS, WORKS],
  manifest: [SILENT, SILENT, UNREACHABLE, FOREIGN, or(/\w+ \w+ \w+/), WORKS, FOREIGN, MISSING, MISSING],
  base: [SILENT, SILENT, UNREACHABLE, SHORT, DAMAGED, WORKS, FOREIGN, MISSING, MISSING],
  details: [WORKS, WORKS, WORKS, WORKS, WORKS, WORKS, WORKS, WORKS, WORKS],
};

/** Where in a file it goes wrong: half-way, and in the long form also at its ends and somewhere. */
const places = (file, how) => (LONG ? [0, 0.001, 0.5, 0.999, 1, seeded(`${file} ${how}`)()] : [0.5]);

/** What goes another way of the same, or comes in one piece anyway: only in the long form. */
const isLong = (file, how) =>
  ['is cut off', 'makes the host fail'].includes(how) || (how === 'comes slowly' && !['program', 'base', 'details'].includes(file));

const test = base.extend({
  /** The shelf of the page's own made-up member where nothing goes wrong. */
  expected: [
    async ({ browser }, use) => {
      const server = await new Server().start();
      const page = await browser.newPage({ serviceWorkers: 'block' });
      const v = await new Visit(page, server).open();
      await v.by('sample-member').click();
      await v.settled();
      await use(await v.titles());
      await page.close();
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

// What it has kept would be here at once.
test.use({ serviceWorkers: 'block', viewport: PHONE, trace: 'off' });
test.describe.configure({ mode: 'parallel' });

/** Words with a way on: those of the first page, or the program's own. */
const said = (v) => v.page.locator('#slow, #stopped, [data-testid="notice"]').filter({ visible: true });

const wayOut = (v) => said(v).first().locator('a, button').first();

/** Waits until it works or something is said. Where that `isLong`, the first page's own clock is put forward. */
async function outcome(v, isLong) {
  for (;;) {
    const state = await v.page
      .evaluate((isLong) => {
        const slow = document.getAnimations().filter(({ effect }) => effect.target.id === 'slow');
        if (isLong) slow.forEach((animation) => animation.finish());
        return document.documentElement.dataset.ready ?? '';
      }, isLong)
      .catch(() => '');
    if (state) return 'works';
    if ((await said(v).count()) > 0) return (await said(v).first().innerText()).trim();
    await v.painted().catch(() => {});
  }
}

/** The page as it should be, to the last film. */
async function expectWorks(v, expected) {
  await v.ready('bundle');
  await v.by('sample-member').click();
  await v.ready('shelf');
  await v.expectTitles(expected);
}

for (const [file, words] of Object.entries(SAID)) {
  test.describe(`the ${file}`, () => {
    // Whose words have to be fetched.
    if (file === 'words') test.use({ locale: 'de-DE' });
    for (const [how, said] of Object.keys(FAULTS).map((how, place) => [how, words[place]])) {
      if (isLong(file, how) && !LONG) continue;
      for (const part of places(file, how)) {
        test(`${how}${LONG ? `, at ${part}` : ''}`, async ({ visit: v, server, expected }) => {
          server.fault(FILES[file], FAULTS[how](part));
          // What works has all the time it needs, also on a busy machine.
          if (said !== WORKS) await hurry(v);
          await v.open({ ready: null, waitUntil: 'commit' });
          const now = await outcome(v, said === SLOW);
          const mayWork = said === WORKS || said.or;
          if (now !== 'works' || !mayWork) {
            expect(now).toMatch(said?.or ?? said ?? /^works$/);
            server.mend();
            await wayOut(v).click();
            await v.ready('bundle');
          }
          if (now === 'works' || LONG) await expectWorks(v, expected);
        });
      }
    }
  });
}
