import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectDatabase, createSignInLink } from '@proofsheet/database';
import { startLocalSystem } from '@proofsheet/local-system';
import { aUser } from '@proofsheet/testkit';
import { openBrowser } from '@proofsheet/testkit/browser';
import { seedOutputs } from './seed-outputs.ts';

/*
 * How smoothly a hundred thousand pictures scroll: `node scripts/run.mjs apps/web/test/scroll-frames.ts [number]` prints,
 * for each way of scrolling, the times between frames, the tasks of more than 50 ms, and what is in the page.
 */

const COUNT = Number(process.argv[2] ?? 100_000);
const WEB = join(import.meta.dirname, '..');
const VITE = join(WEB, '../../node_modules/vite/bin/vite.js');

const RECORD = `(() => {
  window.frames_ = [];
  window.tasks_ = [];
  let last = performance.now();
  const frame = (at) => { window.frames_.push(at - last); last = at; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => window.tasks_.push(duration)))
    .observe({ entryTypes: ['longtask'] });
})()`;

const REPORT = `() => {
  const frames = window.frames_.splice(0).sort((a, b) => a - b);
  const tasks = window.tasks_.splice(0);
  const at = (share) => Math.round(frames[Math.floor((frames.length - 1) * share)] * 10) / 10;
  return {
    frames: frames.length, p50: at(0.5), p95: at(0.95), p99: at(0.99),
    longTasks: tasks.length, longestTask: Math.round(Math.max(0, ...tasks)),
    elements: document.querySelectorAll('*').length, heapMb: Math.round(performance.memory.usedJSHeapSize / 1e6),
  };
}`;

const folder = await mkdtemp(join(tmpdir(), 'proofsheet-scroll-'));
const env = { ...process.env, NODE_ENV: 'production', GALLERY_FOLDER: join(folder, 'pages') };
await promisify(execFile)(process.execPath, [VITE, 'build', WEB, '--outDir', env.GALLERY_FOLDER], { env });
const system = await startLocalSystem({ folder: join(folder, 'system'), durable: false, env });
const db = connectDatabase({ url: system.databaseUrl, statementSeconds: 300 });
const browser = await openBrowser();
try {
  const userId = await aUser(db);
  await seedOutputs(db, userId, COUNT);
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  let lists = 0;
  page.on('request', (request) => {
    if (/\/v1\/outputs(\/outline)?\?/.test(request.url())) lists += 1;
  });
  await page.goto(new URL(`/sign-in#enter=${await createSignInLink(db, { userId, minutes: 5 })}`, system.api).href);
  const began = performance.now();
  await page.locator('.cell .picture').first().waitFor();
  process.stdout.write(`${COUNT} pictures; the first ones after ${Math.round(performance.now() - began)} ms\n`);
  await page.evaluate(RECORD);
  const wheel = async () => {
    for (let turn = 0; turn < 100; turn += 1) {
      await page.mouse.wheel(0, 240);
      await page.waitForTimeout(16);
    }
  };
  const jump = (share: number) =>
    page.evaluate(
      `(() => { const grid = document.querySelector('.grid'); grid.scrollTop = grid.scrollHeight * ${share}; })()`,
    );
  await page.mouse.move(640, 500);
  const ways: Record<string, () => Promise<unknown>> = {
    'from the top by the wheel': wheel,
    'a jump to the middle': () => jump(0.5),
    'on from there by the wheel': wheel,
    'a jump to the end': () => jump(1),
  };
  for (const [name, scroll] of Object.entries(ways)) {
    await scroll();
    await page.waitForTimeout(1_000);
    const measured = await page.evaluate(`(${REPORT})()`);
    process.stdout.write(`${name}: ${JSON.stringify({ ...(measured as object), listRequests: lists })}\n`);
  }
} finally {
  await browser.close();
  await db.destroy();
  await system.stop();
  await rm(folder, { recursive: true, force: true });
}
