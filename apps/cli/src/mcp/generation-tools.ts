import type { Ended, GenerationRequest } from '@proofsheet/client';
import { z } from 'zod';
import { bytesIn } from '../commands/preview.ts';
import { type Content, judged, picturesOf, said, shownPicture } from './pictures.ts';
import type { Call, Tools } from './tools.ts';

const request = {
  kind: z.enum(['THUMBNAIL', 'AD']),
  assets: z.array(z.string()).max(12).optional().describe('Ids of uploaded images, the most important first.'),
  headline: z.string().describe('**two stars** mark what stands out.'),
  subline: z.string().optional(),
  button: z.string().optional().describe('The call to action of an ad.'),
  price: z.string().optional(),
  formats: z
    .array(z.union([z.string(), z.object({ width: z.int(), height: z.int() })]))
    .optional()
    .describe('Names or presets of list_formats, or sizes.'),
  template: z.string().optional().describe('A name of list_templates.'),
  variants: z.int().min(1).max(8).optional(),
  seed: z.int().min(0).optional().describe('Another number gives other palettes and crops.'),
  moreLike: z.string().optional().describe('The id of an output that is good already.'),
  strict: z.boolean().optional().describe('Deliver no image with a finding of severity error.'),
};
type Asked = z.infer<z.ZodObject<typeof request>>;

/** Making, looking, and trying again. */
export function addGenerationTools(tools: Tools): void {
  const { tool, proofsheet } = tools;
  tool(
    'generate_images',
    'Make thumbnails or ads, and wait for them: the images, the best first, each with its score and the findings of its inspection. Look at both, correct, and generate again.',
    request,
    async (asked, call) => {
      // Never aborted: what was submitted without its answer could not be cancelled.
      const { id } = await proofsheet.generations.create(requestOf(asked));
      try {
        return await finished(tools, await proofsheet.generations.wait(id, waiting(call)), call);
      } catch (error) {
        // Nobody waits for it any more. It may have ended meanwhile.
        if (call.signal.aborted) await proofsheet.generations.cancel(id).catch(() => {});
        throw error;
      }
    },
  );
  tool(
    'preview_images',
    'See at once what a request would look like: one small image of each format with its findings, in a moment. Nothing is made or kept. Change words, template or seed until it is good; then generate_images with the same template and seed.',
    request,
    async (asked, { signal }) => {
      const { seed, template, outputs, missing } = await proofsheet.previews.create(requestOf(asked), { signal });
      const shown = outputs.flatMap(({ format, score, report: { findings }, picture: { url, mediaType } }) => [
        said({ format, score, findings }),
        shownPicture(bytesIn(url), mediaType),
      ]);
      return [said({ template, seed, missing }), ...shown];
    },
  );
  tool(
    'wait_for_generation',
    'The images of a generation that was submitted before, when they are there.',
    { generationId: z.string() },
    async ({ generationId }, call) =>
      finished(tools, await proofsheet.generations.wait(generationId, waiting(call)), call),
  );
  tool(
    'retry_generation',
    'Have what is missing or failed made again, and wait for it.',
    { generationId: z.string() },
    async ({ generationId }, call) => {
      const { id } = await proofsheet.generations.retry(generationId, { signal: call.signal });
      return finished(tools, await proofsheet.generations.wait(id, waiting(call)), call);
    },
  );
  tool(
    'inspect_output',
    'One image with its whole inspection: contrast of each text, what covers what, sizes, findings.',
    { outputId: z.string() },
    async ({ outputId }, { signal }) => {
      const output = await proofsheet.outputs.get(outputId, { signal });
      return [said({ ...judged(output), report: output.report }), ...(await picturesOf(proofsheet, [output], signal))];
    },
  );
  tool(
    'list_outputs',
    'The newest images, with scores and findings, without the pictures.',
    { limit: z.int().min(1).max(100).optional(), kind: z.enum(['THUMBNAIL', 'AD']).optional() },
    async ({ limit = 20, kind }, { signal }) => {
      const { items } = await proofsheet.outputs.list({ limit, kind, signal }).page();
      return [said(items.map(judged))];
    },
  );
}

function requestOf(asked: Asked): GenerationRequest {
  const { kind, assets = [], headline, subline, button, price, formats, template, variants, seed, ...more } = asked;
  const { moreLike, strict } = more;
  const all = {
    ...{ kind, formats, template, variants, seed, strict },
    assets: assets.map((assetId) => ({ assetId })),
    copy: { headline, subline, button, price },
    like: moreLike === undefined ? undefined : { outputId: moreLike },
  };
  // What is undefined is not written into JSON.
  return JSON.parse(JSON.stringify(all));
}

function waiting({ signal, progress }: Call) {
  return { signal, onProgress: ({ done, total }: { done: number; total: number }) => progress(done, total) };
}

async function finished({ proofsheet }: Tools, generation: Ended, { signal }: Call): Promise<Content[]> {
  const { id, status, error, missing, outputs } = generation;
  const summary = { generationId: id, status, error, missing, outputs: outputs.map(judged) };
  return [said(summary), ...(await picturesOf(proofsheet, outputs, signal))];
}
