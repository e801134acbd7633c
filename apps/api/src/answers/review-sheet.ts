import {
  type CommentRow,
  commentsOf,
  type Db,
  type DecisionRow,
  decisionsOf,
  findGeneration,
  findReviewer,
  type OutputRow,
  outputsOfGeneration,
} from '@proofsheet/database';
import {
  emphasisIn,
  Fault,
  type GenerationSpec,
  generationKindSchema,
  isTerminal,
  outputMediaTypeSchema,
} from '@proofsheet/domain';
import { z } from 'zod';
import type { Reviewing } from '../reviews/reviewer.ts';
import { id, time } from './fields.ts';
import { seenComment, seenCommentSchema, seenDecision, seenDecisionSchema } from './review.ts';

const size = z.int().min(0);

const seenOutputSchema = z
  .object({
    id,
    index: size.describe('Its place among the pictures: the best comes first.'),
    variant: size,
    format: z.string(),
    width: size,
    height: size,
    mediaType: outputMediaTypeSchema,
    placeholder: z.string().describe('A thumbhash, base64.'),
    decisions: z.array(seenDecisionSchema),
    comments: z.array(seenCommentSchema),
  })
  .meta({ id: 'SeenOutput', description: 'A picture, and what was said of it by this link.' });
type SeenOutput = z.infer<typeof seenOutputSchema>;

/** All that a reviewer is shown: nothing of the owner but this sheet. */
export const reviewSheetSchema = z
  .object({
    id: id.describe('Of the link.'),
    name: z.string().describe('What the link is called.'),
    contact: z.string().nullable().describe('Whom to ask.'),
    allowDownload: z.boolean(),
    expiresAt: time,
    kind: generationKindSchema,
    finished: z.boolean().describe('Whether all pictures are there that there are going to be.'),
    headline: z.string(),
    words: z.array(z.string()).describe('What else stands on the pictures.'),
    reviewer: z.string().nullable().describe('As you called yourself; null until you have said something.'),
    outputs: z.array(seenOutputSchema),
  })
  .meta({ id: 'ReviewSheet', description: 'A proof sheet as reviewers see it.' });

export async function reviewSheet(db: Db, { link, hash }: Reviewing): Promise<z.infer<typeof reviewSheetSchema>> {
  const { id: linkId, generationId, userId, name, contact, allowDownload, expiresAt } = link;
  const generation = await findGeneration(db, { userId, id: generationId });
  // Deleted since the link was found.
  if (!generation) throw new Fault('review_over', 'The pictures of this link were deleted. Ask who sent it to you.');
  const outputs = await outputsOfGeneration(db, generationId);
  const reviewer = await findReviewer(db, { linkId, hash });
  const decisions = Map.groupBy(await decisionsOf(db, { generationId, linkId }), ({ outputId }) => outputId);
  const comments = Map.groupBy(await commentsOf(db, { generationId, linkId }), ({ outputId }) => outputId);
  return {
    ...{ id: linkId, name, contact, allowDownload, expiresAt: expiresAt.toISOString(), kind: generation.kind },
    finished: isTerminal(generation.status),
    ...wordsOf(generation.spec),
    reviewer: reviewer?.name ?? null,
    outputs: outputs.map((row) =>
      seenOutput(row, { decisions: decisions.get(row.id), comments: comments.get(row.id), reviewerId: reviewer?.id }),
    ),
  };
}

interface SaidOf {
  readonly decisions: readonly DecisionRow[] | undefined;
  readonly comments: readonly CommentRow[] | undefined;
  readonly reviewerId: string | undefined;
}

function seenOutput(row: OutputRow, { decisions = [], comments = [], reviewerId }: SaidOf): SeenOutput {
  const { id, index, variant, format, width, height, mediaType, placeholder } = row;
  return {
    ...{ id, index, variant, format, width, height, mediaType, placeholder },
    decisions: decisions.map((one) => seenDecision(one, reviewerId)),
    comments: comments.map((one) => seenComment(one, reviewerId)),
  };
}

/** Without the stars that mark what is emphasised. */
function wordsOf({ copy }: GenerationSpec): { headline: string; words: string[] } {
  const { headline, subline, points = [], price, badge, button, legal } = copy;
  const written = [subline, ...points, price, badge, button, legal].filter((text) => text !== undefined);
  const plain = (text: string) =>
    emphasisIn(text)
      .map((part) => part.text)
      .join('');
  return { headline: plain(headline), words: written.map(plain) };
}
