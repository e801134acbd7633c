import { follow } from '../events/follow.ts';
import type {
  CreatedReviewLink,
  NewReviewLink,
  OpenedReview,
  ReviewComment,
  ReviewDecision,
  ReviewLink,
  ReviewLinks,
  ReviewPin,
  ReviewSheet,
  Reviews,
} from '../generated/api.generated.ts';
import type { CallOptions, CreateOptions, Transport } from '../http/transport.ts';
import { freshId } from './fresh-id.ts';

export interface ReviewCalls {
  /** A link to the proof sheet of a generation. Its token, and the path with it, are in this answer only. */
  share(generationId: string, link: NewReviewLink, options?: CallOptions): Promise<CreatedReviewLink>;
  links(generationId: string, options?: CallOptions): Promise<ReviewLink[]>;
  revoke(linkId: string, options?: CallOptions): Promise<ReviewLink>;
  /** What was said by all links of the generation. */
  of(generationId: string, options?: CallOptions): Promise<Reviews>;
  /** Marks a comment as done, or as not done after all. */
  resolve(commentId: string, resolved: boolean, options?: CallOptions): Promise<ReviewComment>;
  /** Deletes a comment, whoever has written it. */
  deleteComment(commentId: string, options?: CallOptions): Promise<void>;
}

export function reviewCalls(transport: Transport): ReviewCalls {
  const below = (generationId: string, what: string) => `/v1/generations/${encodeURIComponent(generationId)}/${what}`;
  return {
    share: (generationId, json, { signal } = {}) =>
      transport.json({ method: 'POST', path: below(generationId, 'review-links'), json, signal }),
    async links(generationId, { signal } = {}) {
      const path = below(generationId, 'review-links');
      return (await transport.json<ReviewLinks>({ method: 'GET', path, signal })).links;
    },
    revoke: (linkId, { signal } = {}) =>
      transport.json({ method: 'DELETE', path: `/v1/review-links/${encodeURIComponent(linkId)}`, signal }),
    of: (generationId, { signal } = {}) =>
      transport.json({ method: 'GET', path: below(generationId, 'reviews'), signal }),
    resolve: (commentId, resolved, { signal } = {}) =>
      transport.json({
        ...{ method: 'PATCH', path: `/v1/review-comments/${encodeURIComponent(commentId)}` },
        ...{ json: { resolved }, signal },
      }),
    deleteComment: (commentId, { signal } = {}) =>
      transport.json({ method: 'DELETE', path: `/v1/review-comments/${encodeURIComponent(commentId)}`, signal }),
  };
}

/** In a page of the server itself, for who has a review link: its cookie is the key. Each change answers with the whole sheet. */
export interface ReviewerCalls {
  open(token: string, options?: CallOptions): Promise<OpenedReview>;
  sheet(options?: CallOptions): Promise<ReviewSheet>;
  decide(outputId: string, said: { name: string; decision: ReviewDecision | null }): Promise<ReviewSheet>;
  comment(
    outputId: string,
    said: { name: string; text: string; at: ReviewPin | null },
    options?: CreateOptions,
  ): Promise<ReviewSheet>;
  edit(commentId: string, text: string): Promise<ReviewSheet>;
  remove(commentId: string): Promise<ReviewSheet>;
  /** Comes at once, and whenever the sheet has become another one. Throws an ApiError when the link is over. */
  changes(options?: CallOptions): AsyncGenerator<unknown, void, undefined>;
}

export function reviewerCalls(transport: Transport, linkId: string): ReviewerCalls {
  const at = (below = '') => `/r/${encodeURIComponent(linkId)}${below}`;
  const output = (id: string) => at(`/outputs/${encodeURIComponent(id)}`);
  const comment = (id: string) => at(`/comments/${encodeURIComponent(id)}`);
  return {
    open: (token, { signal } = {}) =>
      transport.json({ method: 'POST', path: at(), json: { token }, changesNothing: true, signal }),
    sheet: ({ signal } = {}) => transport.json({ method: 'GET', path: at(), signal }),
    decide: (outputId, json) => transport.json({ method: 'PATCH', path: output(outputId), json }),
    comment: (outputId, json, { idempotencyKey = freshId(), signal } = {}) =>
      transport.json({ method: 'POST', path: `${output(outputId)}/comments`, json, idempotencyKey, signal }),
    edit: (id, text) => transport.json({ method: 'PATCH', path: comment(id), json: { text } }),
    remove: (id) => transport.json({ method: 'DELETE', path: comment(id) }),
    changes: ({ signal } = {}) => follow(transport, { path: at('/events'), signal }),
  };
}
