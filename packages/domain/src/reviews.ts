import { z } from 'zod';

/** What a reviewer says of a picture. */
export const REVIEW_DECISIONS = ['APPROVED', 'REJECTED'] as const;
export const reviewDecisionSchema = z.enum(REVIEW_DECISIONS).meta({ id: 'ReviewDecision' });
export type ReviewDecision = z.infer<typeof reviewDecisionSchema>;

export const REVIEW_LIMITS = {
  /** How long a link works where nothing else is asked for, and at most. */
  days: { usual: 14, most: 365 },
  /** Links of one generation, those included that are over. */
  links: 100,
  /** People who say something by one link. */
  reviewers: 50,
  /** Comments by one link, and of one generation by all of its links. */
  comments: { link: 300, generation: 1_000 },
  name: 60,
  text: 2_000,
  /** As wide as a picture is shown that may not be downloaded, where it is not so wide itself. */
  ownWidth: 480,
} as const;

/** Characters that turn the order of what comes after them, beyond their own text; direction marks and joiners stay. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
const CONTROLS = /[\p{Cc}\u2028\u2029\ufff9-\ufffb]/gu;

/** Something that is seen: not only spaces, marks and what is to be ignored. */
const seen = (text: string) => /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
const NOTHING_SEEN = 'must have something to read in it';

/** What a reviewer is called: one line. */
export const reviewerNameSchema = z
  .string()
  .overwrite((text) => text.replace(TURNING, '').replace(CONTROLS, ' ').replace(/\s+/g, ' ').trim())
  .min(1)
  .max(REVIEW_LIMITS.name)
  .refine(seen, NOTHING_SEEN);

/** Plain text in lines. It is never markup, wherever it is shown. */
export const reviewTextSchema = z
  .string()
  .overwrite((text) =>
    text
      .replace(/\r\n?|\u2028|\u2029/g, '\n')
      .replace(TURNING, '')
      .replace(CONTROLS, (control) => (control === '\n' ? '\n' : ' '))
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  )
  .min(1)
  .max(REVIEW_LIMITS.text)
  .refine(seen, NOTHING_SEEN);

const share = z.number().min(0).max(1);

/** Where a comment is pinned: shares of the picture's width and height, from the upper left. */
export const reviewPinSchema = z.strictObject({ x: share, y: share }).meta({ id: 'ReviewPin' });
export type ReviewPin = z.infer<typeof reviewPinSchema>;

/** What an event tells of a review. */
export const toldReviewSchema = z
  .object({
    linkId: z.uuid(),
    link: z.string().describe('What the link is called.'),
    outputId: z.uuid(),
    reviewer: z.string().describe('As they call themselves: nobody has checked it.'),
    decision: reviewDecisionSchema.nullable().optional().describe('Of `review.decided`; null where it was taken back.'),
    comment: z
      .object({
        id: z.uuid(),
        number: z.int().min(1).describe('Among those of its picture.'),
        text: z.string().describe('Plain text of a stranger: never markup.').optional(),
        at: reviewPinSchema.nullable().optional(),
        edited: z.boolean().optional(),
      })
      .optional()
      .describe('Of `review.commented`, and of `review.comment_deleted` without its text.'),
  })
  .meta({ id: 'ToldReview', description: 'What a reviewer said of an output, by a review link.' });
export type ToldReview = z.infer<typeof toldReviewSchema>;
