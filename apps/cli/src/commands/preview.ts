import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { GenerationRequest, Preview, Proofsheet } from '@proofsheet/client';
import { shownInTerminal } from '../terminal/picture.ts';

export interface PreviewTools {
  readonly proofsheet: Proofsheet;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  readonly env: NodeJS.ProcessEnv;
}

export interface Previewed {
  readonly preview: Preview;
  readonly files: readonly string[];
}

/** Draws what would be made, small and at once, and puts it into a folder. Nothing is submitted. */
export async function previewOf(request: GenerationRequest, out: string, tools: PreviewTools): Promise<Previewed> {
  const { proofsheet, signal, say, env } = tools;
  const preview = await proofsheet.previews.create(request, { signal });
  if (preview.outputs.length > 0) await mkdir(out, { recursive: true });
  const files: string[] = [];
  for (const { format, template, report, picture } of preview.outputs) {
    const name = `preview-${format}.jpg`;
    const bytes = bytesIn(picture.url);
    await writeFile(join(resolve(out), name), bytes);
    files.push(join(resolve(out), name));
    const shown = await shownInTerminal(bytes, { env, terminal: process.stdout.isTTY === true });
    const findings = (report.findings ?? []).map(({ code, message }) => `  ${code}: ${message}`);
    say([`${shown}${join(out, name)}  ${template}  seed ${preview.seed}`, ...findings].join('\n'));
  }
  return { preview, files };
}

/** Of a `data:` address. */
export function bytesIn(url: string): Buffer {
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}
