// The tests in a browser. `cargo xtask test --only e2e -- film` builds what they look at and runs those of e2e/film.spec.mjs;
// once that is built, `npx playwright test film` does as well, and `-g "words of a title"` runs one.
import { defineConfig } from '@playwright/test';
import { NAME, PROJECTS } from './e2e/browsers.mjs';
import { DESK } from './e2e/visit.mjs';

const REPORT = process.env.HALFSTAR_REPORT;

export default defineConfig({
  testDir: 'e2e',
  outputDir: `e2e/test-results/${NAME}`,
  // What `cargo xtask` reads, to tell at its end what failed.
  reporter: REPORT ? [['list'], ['json', { outputFile: REPORT }]] : 'list',
  reportSlowTests: null,
  forbidOnly: Boolean(process.env.CI),
  // A machine may have other things to do; what is slow is no failure here. Timings: `cargo xtask bench --page`.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    viewport: DESK,
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    // Without a film of the screen, which would take more than the page itself does.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    serviceWorkers: 'allow',
  },
  projects: PROJECTS,
});
