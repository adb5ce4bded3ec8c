import { test } from "node:test";
import { visit, close, PHONE, DESK } from "./halfstar.mjs";
import { readdirSync, readFileSync } from "node:fs";
import { execSync } from "node:child_process";
test("shots", async (t) => {
  const dir = "../shared/data/exports/member-01";
  const files = execSync(`find ${dir} -name '*.csv'`).toString().trim().split("\n");
  for (const [name, size] of [["p", PHONE], ["d", DESK]]) {
    const v = await visit(t, { size }); const { page } = v;
    await v.choose(...files.map(f => ({ name: f.slice(dir.length + 1), mimeType: "text/csv", buffer: readFileSync(f) })));
    await v.ready("shelf");
    await page.waitForTimeout(2500);
    await page.screenshot({ path: `/tmp/x/shots/shelf-${name}.png` });
    await page.locator('[data-testid=tab]').nth(1).click();
    await page.waitForTimeout(2500);
    await page.screenshot({ path: `/tmp/x/shots/taste-${name}.png`, fullPage: true });
    if (name === "d") {
      const [dl] = await Promise.all([page.waitForEvent("download"), page.locator('[data-testid=save-picture]').click()]);
      await dl.saveAs("/tmp/x/shots/share.png");
    }
    console.log(v.errors);
  }
  await close();
});
