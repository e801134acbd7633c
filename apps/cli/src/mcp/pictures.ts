import type { Output, Proofsheet } from '@proofsheet/client';

export type Content =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly data: string; readonly mimeType: string };

/** What agents take in one answer: some refuse more than a megabyte, and base64 makes four bytes of three. */
const MOST_BYTES = 600_000;

/** The pictures, the best first, as many as fit into one answer; the others are named. */
export async function picturesOf(
  proofsheet: Proofsheet,
  outputs: readonly Output[],
  signal: AbortSignal,
): Promise<Content[]> {
  const content: Content[] = [];
  const left: string[] = [];
  let bytes = 0;
  for (const output of outputs) {
    if (bytes + output.bytes > MOST_BYTES) {
      left.push(output.id);
      continue;
    }
    bytes += output.bytes;
    const picture = await proofsheet.outputs.download(output, { signal });
    content.push({ type: 'text', text: `Output ${output.id}, ${output.format}, template ${output.template}:` });
    content.push(shownPicture(picture, output.mediaType));
  }
  if (left.length > 0) content.push({ type: 'text', text: `Not shown here: ${left.join(', ')}. See inspect_output.` });
  return content;
}

export function shownPicture(bytes: Uint8Array, mimeType: string): Content {
  return { type: 'image', data: Buffer.from(bytes).toString('base64'), mimeType };
}

/** What an agent decides by: how good it is, and what is wrong with it. */
export function judged({ id, index, format, width, height, template, score, report, url }: Output) {
  return { id, rank: index + 1, format, size: `${width}x${height}`, template, score, findings: report.findings, url };
}

export function said(value: unknown): Content {
  return { type: 'text', text: JSON.stringify(value) };
}
