import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** What a page looked like, one picture after the other, and for how long each is shown. */
export class Film {
  readonly #page: Page;
  readonly #frames: Buffer[] = [];
  readonly #delays: number[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  async take(milliseconds: number): Promise<void> {
    await this.#page.evaluate(
      'Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))',
    );
    const shown = await this.#page.screenshot({ caret: 'initial' });
    this.#frames.push(await sharp(shown).removeAlpha().png().toBuffer());
    this.#delays.push(milliseconds);
  }

  /** An animated WebP that begins anew for ever. */
  async save(file: string): Promise<void> {
    await sharp(this.#frames, { join: { animated: true } })
      .webp({ quality: 76, effort: 6, smartSubsample: true, loop: 0, delay: this.#delays })
      .toFile(file);
  }
}
