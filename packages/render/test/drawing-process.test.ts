import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, FormatChoice } from '@proofsheet/domain';
import { ends, isRunning } from '@proofsheet/testkit/processes';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Sheet } from '../src/engine/takumi.ts';
import { loadFonts } from '../src/fonts/font-library.ts';
import { createRenderer } from '../src/index.ts';
import { type DrawingLimits, drawingProcess } from '../src/sandbox/drawing-process.ts';
import { OWN_TEMPLATES } from '../src/templates/folders.ts';
import { person } from './order-images.ts';
import { SOUND, writeTemplates } from './template-folder.ts';

const FRAME = { css: '', width: 1280, height: 720, families: ['Inter'], foreign: 'mine' };
const BOX = { position: 'absolute', left: 200, top: 200, width: 400, height: 300, backgroundColor: '#d33' } as const;

function sheet(style: object = {}, size: Partial<Sheet> = {}): Sheet {
  const root = { type: 'container', style: { width: '100%', height: '100%' }, children: [] } as const;
  return {
    ...FRAME,
    ...size,
    root: { ...root, children: [{ type: 'container', style: { ...BOX, ...style } }] } as Sheet['root'],
  };
}
/** Drawn to the end they take minutes: a test that ends in time has stopped them. */
const shadows = Array.from({ length: 600 }, (_, index) => `${index}px 0 500px #000`).join();

function open(limits: Partial<DrawingLimits> = {}) {
  const process = drawingProcess({ seconds: 20, memoryMb: 1500, ...limits });
  onTestFinished(() => process.close());
  return process;
}

test('a sheet that takes too long is stopped by name, and the next one finds a fresh process', async () => {
  const drawing = open({ seconds: 15 });
  expect((await drawing.draw(sheet())).length).toBe(1280 * 720 * 4);
  const first = drawing.pid as number;
  await expect(drawing.draw(sheet({ boxShadow: shadows }))).rejects.toMatchObject({
    code: 'template_timeout',
    message: expect.stringContaining('The template mine was stopped: it took longer than 15 s.'),
  });
  expect(await isRunning(first)).toBe(false);
  expect((await drawing.draw(sheet())).length).toBe(1280 * 720 * 4);
  expect(drawing.pid).not.toBe(first);
});

test('a sheet that needs too much memory is stopped by name', async () => {
  const drawing = open({ memoryMb: 300 });
  await expect(drawing.draw(sheet({}, { width: 8000, height: 8000 }))).rejects.toMatchObject({
    code: 'template_failed',
    message: expect.stringContaining('it needed more than 300 MB'),
  });
});

test('the signal ends a drawing, and the next one in the queue is drawn', async () => {
  const drawing = open();
  const stop = new AbortController();
  const [stopped, next] = [drawing.draw(sheet({ boxShadow: shadows }), stop.signal), drawing.draw(sheet())];
  setTimeout(() => stop.abort(new Error('no longer wanted')), 1500);
  await expect(stopped).rejects.toThrow('no longer wanted');
  expect((await next).length).toBe(1280 * 720 * 4);
});

test('fonts that come while others are on their way to the process are not forgotten', async () => {
  const library = await loadFonts();
  const [hebrew, japanese] = [await library.supply('למה'), await library.supply('音')];
  const words = {
    ...FRAME,
    families: japanese.families,
    root: { type: 'text', text: '音', style: { fontSize: 200 } },
  } as const;
  const [hurried, patient] = [open(), open()];
  await hurried.register(hebrew.files);
  const first = hurried.draw(sheet());
  // The process is starting, and the first fonts wait for it.
  await sleep(50);
  await hurried.register(japanese.files);
  await first;
  await patient.register(japanese.files);
  expect((await hurried.draw(words)).equals(await patient.draw(words))).toBe(true);
});

test('a fresh process has the fonts of the one before', async () => {
  const { files, families } = await (await loadFonts()).supply('音');
  const words = { ...FRAME, families, root: { type: 'text', text: '音', style: { fontSize: 200 } } } as const;
  const drawing = open();
  await drawing.register(files);
  const before = await drawing.draw(words);
  process.kill(drawing.pid as number, 'SIGKILL');
  await expect.poll(() => drawing.pid).toBeUndefined();
  expect((await drawing.draw(words)).equals(before)).toBe(true);
});

test('the process ends with its parent, even one that is killed', async () => {
  const parent = fork(path.join(import.meta.dirname, 'drawing-parent.ts'), { execArgv: [] });
  const [pid] = (await once(parent, 'message')) as [number];
  expect(await isRunning(pid)).toBe(true);
  parent.kill('SIGKILL');
  expect(await ends(pid)).toBe(true);
});

describe("an operator's template that is slow in spite of the budgets", () => {
  /**
   * A fast machine takes six times as long for the huge one; a process starts, or draws the smallest, in a tenth of it.
   */
  const SECONDS = 5;
  const HUGE = { width: 5120, height: 2880 } as const;
  const SMALLEST = { width: 480, height: 270 } as const;

  /** With a price, which few templates show, so that it is among the first to be tried. */
  async function slowTemplate() {
    const blur = Array.from({ length: 8 }, (_, index) => `${index}px 0 calc(var(--u) * 12) #000`).join();
    const css = ['a', 'b', 'c', 'd', 'e'].map(
      (name) => `.${name} { box-shadow: ${blur}; position: absolute; inset: 0 }`,
    );
    const boxes = css.map((_, index) => `<div class="${'abcde'[index]}"></div>`).join('');
    const manifest = JSON.parse(SOUND['template.json']);
    const price = { ink: 'ink', boxes: { wide: { width: 20, height: 20, least: 6, most: 12 } } };
    const { root, remove } = await writeTemplates({
      'thumbnail/slow': {
        'template.html': SOUND['template.html'].replace(
          '</div></div>',
          `</div><div data-slot="price"></div>${boxes}</div>`,
        ),
        'template.css': SOUND['template.css'] + css.join('\n'),
        'template.json': JSON.stringify({ ...manifest, slots: { ...manifest.slots, price } }),
      },
    });
    onTestFinished(remove);
    const broken: Fault[] = [];
    const onBroken = (fault: Fault) => broken.push(fault);
    const renderer = await createRenderer({ templatesDir: root, templateSeconds: SECONDS }, { onBroken });
    onTestFinished(() => renderer.close());
    return { renderer, broken };
  }

  const order = {
    kind: 'THUMBNAIL',
    copy: { headline: 'Slow', price: '€9' },
    brand: {},
    variants: 1,
    mediaType: 'image/webp',
    images: [],
    seed: 1,
  } as const;
  const timeout = { code: 'template_timeout', field: 'template', permanent: true };

  test('ends the order that asks for it by name, and no other', async () => {
    const { renderer, broken } = await slowTemplate();
    const render = (template: string, format: FormatChoice) =>
      Array.fromAsync(renderer.render({ ...order, formats: [format], template }));
    await expect(render('slow', HUGE)).rejects.toMatchObject(timeout);
    expect(broken).toEqual([expect.objectContaining(timeout)]);
    expect((await render('poster', 'youtube-thumbnail')).length).toBe(1);
  });

  test('loses only the formats in which it is slow, where those may be missing', async () => {
    const { renderer } = await slowTemplate();
    const formats = [HUGE, SMALLEST] as const;
    const entries = await Array.fromAsync(
      renderer.render({ ...order, formats, template: 'slow', onOutputError: 'skip' }),
    );
    expect(entries).toMatchObject([
      { index: 0, missing: { code: 'template_timeout' } },
      { index: 1, template: 'slow', width: 480 },
    ]);
  });

  test('is waited for once, and others take its place', async () => {
    const { renderer, broken } = await slowTemplate();
    const outputs = await Array.fromAsync(renderer.render({ ...order, formats: [HUGE], variants: 2 }));
    expect(outputs.map(({ template }) => template)).not.toContain('slow');
    expect(outputs).toHaveLength(2);
    expect(broken).toHaveLength(1);
  });
});

test("an operator's template draws the same bytes as ours would, in its own process", async () => {
  const { root, remove } = await writeTemplates({});
  onTestFinished(remove);
  await cp(path.join(OWN_TEMPLATES, 'thumbnail/spotlight'), path.join(root, 'thumbnail/mine'), { recursive: true });
  const renderer = await createRenderer({ templatesDir: root });
  onTestFinished(() => renderer.close());
  const render = async (template: string) => {
    const copy = { headline: 'Why **orange** 🔥' };
    const order = {
      kind: 'THUMBNAIL',
      copy,
      brand: {},
      formats: ['youtube-thumbnail'],
      images: [await person()],
    } as const;
    const [output] = await Array.fromAsync(
      renderer.render({ ...order, template, variants: 1, mediaType: 'image/png', seed: 2 }),
    );
    return output?.sha256;
  };
  expect(await render('mine')).toBe(await render('spotlight'));
});
