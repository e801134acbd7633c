import { stat } from 'node:fs/promises';
import { openBrowser } from '@proofsheet/testkit/browser';
import { Film } from './film.ts';
import { walk } from './walk.ts';

/** Films the gallery of a running system, for the README: `npm run tour -- <the link that npm start prints> <file.webp>`. */
const [link, file] = process.argv.slice(2);
if (!link || !file) throw new Error('Give a link to sign in by, and the file to write.');
const browser = await openBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 760 }, colorScheme: 'light' });
  await page.goto(link);
  await page.getByRole('heading', { level: 1, name: 'Pictures' }).waitFor();
  const film = new Film(page);
  await walk(page, film);
  await film.save(file);
  process.stdout.write(`${file}: ${Math.ceil((await stat(file)).size / 1e3)} kB\n`);
} finally {
  await browser.close();
}
