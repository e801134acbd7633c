import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Mockup } from '@proofsheet/mockups';
import type { TemplateSummary } from '@proofsheet/render/workbench';
import sharp from 'sharp';
import { GOLDEN_CONTENTS, goldenMockups, readGolden } from './golden.ts';
import { hardMockups } from './hard-mockups.ts';

/** Pictures of one height side by side, rows of one width. */
const ROW = { width: 1800, height: 190, gap: 14, label: 22 };
const PAPER = '#f6f4f0';

interface Hung {
  readonly mockup: Mockup;
  readonly picture: Buffer;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Builds a contact sheet of the golden pictures in the folder: one PNG for each content, and a page with all of them.
 * Answers how many pictures it shows; 0 where no golden picture is kept.
 */
export async function buildSheet(templates: readonly TemplateSummary[], output: string): Promise<number> {
  await mkdir(output, { recursive: true });
  const pages: string[] = [];
  let count = 0;
  const sections: [string, Mockup[]][] = [
    ...GOLDEN_CONTENTS.map((content): [string, Mockup[]] => [content, goldenMockups(templates, [content])]),
    ['hard', hardMockups(templates)],
  ];
  for (const [content, mockups] of sections) {
    const { hung, height } = await hang(mockups);
    if (hung.length === 0) continue;
    await writeFile(path.join(output, `${content}.png`), await drawn(hung, height));
    pages.push(`<h2>${content}</h2>\n<img src="${content}.png" alt="All templates with the content ${content}">`);
    count += hung.length;
  }
  await writeFile(path.join(output, 'index.html'), page(pages, count));
  return count;
}

async function hang(mockups: readonly Mockup[]): Promise<{ hung: Hung[]; height: number }> {
  const hung: Hung[] = [];
  let [x, y] = [ROW.gap, ROW.gap];
  for (const mockup of mockups) {
    const golden = await readGolden(mockup);
    if (!golden || !('picture' in golden)) continue;
    const { width = 1, height = 1 } = await sharp(golden.picture).metadata();
    const scale = Math.min(ROW.height / height, ROW.width / 2 / width);
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    // The name below a narrow picture needs more room than the picture.
    const room = Math.max(size.width, 120) + ROW.gap;
    if (x + room > ROW.width) [x, y] = [ROW.gap, y + ROW.height + ROW.label + ROW.gap];
    hung.push({ mockup, picture: golden.picture, x, y, ...size });
    x += room;
  }
  return { hung, height: y + ROW.height + ROW.label + ROW.gap };
}

async function drawn(hung: readonly Hung[], height: number): Promise<Buffer> {
  const pictures = await Promise.all(
    hung.map(async ({ picture, x, y, width, height: tall }) => ({
      input: await sharp(picture).resize(width, tall).png().toBuffer(),
      left: x,
      top: y,
    })),
  );
  const names = hung.map(
    ({ mockup, x, y, height: tall }) =>
      `<text x="${x}" y="${y + tall + 15}">${mockup.template.name} ${mockup.aspect}</text>`,
  );
  const style = 'font: 12px sans-serif; fill: #716a60';
  const labels = `<svg xmlns="http://www.w3.org/2000/svg" width="${ROW.width}" height="${height}" style="${style}">${names.join('')}</svg>`;
  return sharp({ create: { width: ROW.width, height, channels: 3, background: PAPER } })
    .composite([...pictures, { input: Buffer.from(labels), left: 0, top: 0 }])
    .png({ compressionLevel: 6 })
    .toBuffer();
}

function page(sections: readonly string[], count: number): string {
  const style = `body { margin: 32px; background: ${PAPER}; color: #24211d; font: 15px/1.5 system-ui, sans-serif }
img { max-width: 100% }
h2 { margin: 40px 0 12px; font-weight: 600 }`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Golden pictures · Proofsheet</title>
<style>${style}</style>
<h1>${count} golden pictures</h1>
${sections.join('\n')}
</html>
`;
}
