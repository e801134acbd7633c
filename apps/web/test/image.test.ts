import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gallery, HAS_BROWSER, openGallery, PATIENCE_MS } from './gallery.ts';

/** Before a plain ground, so that it is cut out by itself, without a model. */
const ball = () =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900"><rect width="1200" height="900" fill="#f4f4f2"/><circle cx="600" cy="450" r="260" fill="#a03020"/><circle cx="540" cy="390" r="120" fill="#c05a30"/></svg>',
    ),
  )
    .jpeg()
    .toBuffer();

/** Where the ball stands in a picture of the page. */
async function redBox(shown: Buffer) {
  const { data, info } = await sharp(shown).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const [across, down]: [number[], number[]] = [[], []];
  for (let at = 0; at < data.length; at += 3) {
    if ((data[at] ?? 0) - (data[at + 2] ?? 0) < 60) continue;
    across.push((at / 3) % info.width);
    down.push(Math.floor(at / 3 / info.width));
  }
  const least = (places: readonly number[]) => places.reduce((one, other) => Math.min(one, other), Infinity);
  const most = (places: readonly number[]) => places.reduce((one, other) => Math.max(one, other), -Infinity);
  return { left: least(across), top: least(down), width: most(across) - least(across) + 1 };
}

describe.runIf(HAS_BROWSER)('an image: what is corrected by hand', () => {
  let gallery: Gallery;
  beforeAll(async () => {
    gallery = await openGallery();
    await gallery.signIn();
  });
  afterAll(() => gallery?.close());

  /** The alpha of the stored cut-out in the middle of the image; 0 beside it. */
  const alphaInMiddle = (id: string) =>
    gallery.page.evaluate(async (asset) => {
      const { analysis } = await (await fetch(`/v1/assets/${asset}`)).json();
      const answer = await fetch(`/v1/assets/${asset}/cutout`);
      if (!answer.ok) return undefined;
      const cutout = await createImageBitmap(await answer.blob());
      const { x, y, width, height } = analysis.cutout.bounds;
      const canvas = new OffscreenCanvas(cutout.width, cutout.height);
      const context = canvas.getContext('2d');
      context?.drawImage(cutout, 0, 0);
      const [left, top] = [((0.5 - x) / width) * cutout.width, ((0.5 - y) / height) * cutout.height];
      return context?.getImageData(Math.floor(left), Math.floor(top), 1, 1).data[3];
    }, id);

  test(
    'a stroke of the brush changes the cut-out; it is switched off, taken back, saved, and left behind only after a question',
    async () => {
      const { page, at } = gallery;
      await page.goto(at('/images'));
      await page
        .locator('input[type=file]:not([capture])')
        .setInputFiles([{ name: 'ball.jpg', mimeType: 'image/jpeg', buffer: await ball() }]);
      await page.getByText('One image is there').waitFor();
      await page.getByRole('row', { name: /ball\.jpg/ }).click();
      await page.getByRole('heading', { name: 'ball.jpg' }).waitFor();
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      const stage = page.getByRole('application', { name: /^Cut-out/ });
      // The analysis is real, beside all other tests.
      await stage.waitFor({ timeout: 120_000 });
      await gallery.expectAccessible();
      expect(await alphaInMiddle(id)).toBe(255);

      await page.getByRole('radio', { name: 'Remove' }).click();
      await page.getByRole('textbox', { name: 'Size in pixels' }).fill('300');
      await page.keyboard.press('Enter');
      const { x, y, width, height } = (await stage.boundingBox()) ?? expect.fail('the stage is seen');
      const [middleX, middleY] = [x + width / 2, y + height / 2];
      const before = await page.screenshot();
      await page.mouse.move(middleX - 30, middleY);
      await page.mouse.down();
      await page.mouse.move(middleX + 30, middleY, { steps: 6 });
      await page.mouse.up();
      await page.getByText('Not saved yet').waitFor();
      expect((await page.screenshot()).equals(before)).toBe(false);
      await page.keyboard.press('Control+z');
      await page.getByText('Found by itself').waitFor();
      await page.keyboard.press('Control+Shift+z');

      await page.getByRole('link', { name: 'Pictures', exact: true }).click();
      const question = page.getByRole('alertdialog', { name: 'Leave without saving?' });
      await gallery.expectAccessible();
      await question.getByRole('button', { name: 'Stay' }).click();
      await page.getByRole('button', { name: 'Save the cut-out' }).click();
      await page.getByText('Drawn by hand').waitFor();
      expect(await alphaInMiddle(id)).toBe(0);
      await page.reload();
      await page.getByText('Drawn by hand').waitFor();

      // By keys alone: the brush stands in the middle, and adds.
      await stage.focus();
      await page.keyboard.press(']');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Save the cut-out' }).click();
      await expect.poll(() => alphaInMiddle(id)).toBe(255);

      await page.getByText('Use the cut-out').click();
      await page.getByText('Pictures show the whole photograph').waitFor();
      expect(await alphaInMiddle(id)).toBeUndefined();
      await page.getByText('Use the cut-out').click();
      await expect.poll(() => alphaInMiddle(id)).toBe(255);
      await page.getByRole('button', { name: 'Back to automatic' }).click();
      await page.getByText('Found by itself').waitFor();
      gallery.complaints.length = 0;
    },
    PATIENCE_MS,
  );

  test(
    'two fingers move the image by as much as their middle, and enlarge it by as much as they part',
    async () => {
      const { page, context } = gallery;
      const stage = page.getByRole('application', { name: /^Cut-out/ });
      await page.getByRole('radio', { name: 'White' }).click();
      const { x, y, width, height } = (await stage.boundingBox()) ?? expect.fail('the stage is seen');
      const middle = [x + width / 2, y + height / 2] as const;
      const devtools = await context.newCDPSession(page);
      /** From beside the middle, at a distance from each other, to where the middle is moved and they lie further apart. */
      const fingers = async (by: readonly [number, number], apart: readonly [number, number]) => {
        const at = (share: number) => {
          const half = (apart[0] + (apart[1] - apart[0]) * share) / 2;
          const [left, top] = [middle[0] + by[0] * share, middle[1] + by[1] * share];
          return [-half, half].map((beside, id) => ({ id, x: left + beside, y: top }));
        };
        const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: ReturnType<typeof at>) =>
          devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
        await send('touchStart', at(0).slice(0, 1));
        await send('touchStart', at(0));
        for (const step of [0.2, 0.4, 0.6, 0.8, 1]) await send('touchMove', at(step));
        await send('touchEnd', []);
      };
      const fits = await redBox(await stage.screenshot());
      await fingers([0, 0], [80, 120]);
      const larger = await redBox(await stage.screenshot());
      expect(larger.width / fits.width).toBeCloseTo(1.5, 1);
      await fingers([30, 40], [100, 100]);
      const aside = await redBox(await stage.screenshot());
      expect(Math.abs(aside.width - larger.width)).toBeLessThanOrEqual(2);
      expect(Math.abs(aside.left - larger.left - 30)).toBeLessThanOrEqual(2);
      expect(Math.abs(aside.top - larger.top - 40)).toBeLessThanOrEqual(2);
      // The first finger lay there alone for a moment, and has drawn nothing.
      await page.getByText('Found by itself').waitFor();
      await devtools.detach();
    },
    PATIENCE_MS,
  );

  test(
    'the focus is moved by keys and kept; the role is changed; an image is deleted after a question',
    async () => {
      const { page } = gallery;
      await page.getByRole('tab', { name: 'Focus' }).click();
      const focus = page.getByRole('slider', { name: /^Focus/ });
      await focus.focus();
      await page.keyboard.press('Shift+ArrowLeft');
      await page.keyboard.press('Shift+ArrowUp');
      const placed = await focus.getAttribute('aria-valuetext');
      await page.getByText('Set by hand').waitFor();
      await gallery.expectAccessible();
      await page.reload();
      await page.getByRole('tab', { name: 'Focus' }).click();
      expect(await focus.getAttribute('aria-valuetext')).toBe(placed);
      await page.getByRole('button', { name: /What ball.jpg shows/ }).click();
      await page.getByRole('option', { name: 'Background' }).click();
      await page.getByRole('button', { name: 'Background What ball.jpg shows' }).waitFor();

      await page.getByRole('button', { name: 'Use in a picture' }).click();
      await page.getByRole('button', { name: 'Background What ball.jpg shows' }).waitFor();
      await page.goBack();
      await page.getByRole('button', { name: 'Delete' }).click();
      const question = page.getByRole('alertdialog', { name: 'Delete “ball.jpg”?' });
      await gallery.expectAccessible();
      await question.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('heading', { name: 'Images' }).waitFor();
      await expect.poll(() => page.getByRole('row', { name: /ball\.jpg/ }).count()).toBe(0);
      expect(gallery.complaints).toEqual([]);
    },
    PATIENCE_MS,
  );
});
