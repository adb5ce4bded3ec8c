import { test, after } from 'node:test';
import { visit, close, PHONE, DESK } from './halfstar.mjs';
import { exportZip } from './export.mjs';
after(close);
test('x', async (t) => {
  const v = await visit(t, {context:{colorScheme:'light'}});
  await v.context.route('https://image.tmdb.org/**', (route) => { console.log('route', route.request().url(), route.request().serviceWorker() ? 'sw':'page'); return route.fulfill({ contentType: 'image/png', body: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAAAAACcgYFdAAAADUlEQVR4nGNoaGAAIwANiQMBNh/1KwAAAABJRU5ErkJggg==','base64'), headers: { 'access-control-allow-origin': '*' } }); });
  v.context.on('requestfailed', r=>console.log('failed', r.url(), r.failure()?.errorText));
  await v.choose(exportZip()); await v.ready('shelf');
  await v.by('posters-yes').waitFor();
  await v.page.screenshot({path:'/tmp/x/shots/light-d.png'});
  await v.by('posters-yes').click();
  await v.page.waitForTimeout(1500);
  console.log(await v.page.evaluate(()=>[...document.images].slice(0,3).map(i=>[i.src,i.complete,i.naturalWidth])), v.errors.slice(0,3));
  await v.page.screenshot({path:'/tmp/x/shots/posters-d.png'});
});
