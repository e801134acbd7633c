import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { Answered } from './harness.ts';

/** A small real picture. */
export function picture(width = 64, height = 48, format: 'jpeg' | 'png' | 'webp' | 'gif' = 'jpeg'): Promise<Buffer> {
  const background = { r: 200, g: 80, b: 40 };
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
}

/** A JPEG of exactly so many bytes: what follows the end marker is not looked at. */
export async function pictureOf(bytes: number): Promise<Buffer> {
  const head = await picture();
  return Buffer.concat([head, randomBytes(bytes - head.length)]);
}

export type Part = string | Buffer | readonly [string, string | Buffer];

/** A form in the order given: a string is a `role`, a buffer a `file`, a pair any other field. */
export function form(...parts: readonly Part[]): FormData {
  const data = new FormData();
  for (const part of parts) {
    const [name, value] = typeof part === 'string' ? ['role', part] : Buffer.isBuffer(part) ? ['file', part] : part;
    if (typeof value === 'string') data.append(name, value);
    else data.append(name, new Blob([new Uint8Array(value)]), 'photo.jpg');
  }
  return data;
}

/** Sends a form over a real connection. */
export async function post(url: string, key: string, body: FormData, more = {}): Promise<Answered> {
  const response = await fetch(url, { method: 'POST', body, headers: { authorization: `Bearer ${key}`, ...more } });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.json() };
}
