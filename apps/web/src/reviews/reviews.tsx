import type { Reviews as AllReviews, GenerationWithOutputs, Output } from '@proofsheet/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../controls/failure.tsx';
import { useKeptFocus } from '../controls/use-kept-focus.ts';
import { previewOf } from '../server/outputs.ts';
import { reviewsQuery, summaryOf } from '../server/reviews.ts';
import { OwnerComments } from './owner-comments.tsx';
import { PinnedPicture } from './pinned-picture.tsx';
import { Verdicts } from './verdicts.tsx';
import '../styles/review.css';

const SHOWN_PX = 640;

/** What reviewers said of the pictures of a sheet, as they say it. Nothing where nobody has said anything. */
export function Reviews({ generation }: { readonly generation: GenerationWithOutputs }) {
  const { data: reviews, error, refetch } = useQuery(reviewsQuery(generation.id));
  const section = useKeptFocus<HTMLElement>(reviews?.comments.length ?? 0);
  if (error && !reviews) return <Failure error={error} again={refetch} />;
  const summary = reviews && summaryOf(reviews);
  if (!reviews || !summary) return null;
  const said = generation.outputs.filter(({ id }) => isSaidOf(reviews, id));
  return (
    <section className="reviews" aria-label="Reviews" ref={section} tabIndex={-1}>
      <div className="reviews-head">
        <h2>Reviews</h2>
        <p role="status">{summary}</p>
      </div>
      {said.map((output) => (
        <Reviewed key={output.id} generation={generation} output={output} reviews={reviews} />
      ))}
    </section>
  );
}

function isSaidOf({ decisions, comments }: AllReviews, outputId: string): boolean {
  return [...decisions, ...comments].some((said) => said.outputId === outputId);
}

interface ReviewedProps {
  readonly generation: GenerationWithOutputs;
  readonly output: Output;
  readonly reviews: AllReviews;
}

function Reviewed({ generation, output, reviews }: ReviewedProps) {
  const { id, format, width, height, placeholder } = output;
  const [chosen, setChosen] = useState<string>();
  const place = generation.outputs.findIndex((one) => one.id === id) + 1;
  const comments = reviews.comments.filter(({ outputId }) => outputId === id);
  const name = `Picture ${place}, ${format}`;
  return (
    <article className="reviewed" aria-label={name}>
      <div className="reviewed-picture">
        <PinnedPicture
          src={previewOf(output, SHOWN_PX)}
          alt={name}
          {...{ width, height, placeholder, comments, chosen }}
          onChoose={setChosen}
        />
      </div>
      <div className="reviewed-said">
        <h3>{name}</h3>
        <Verdicts decisions={reviews.decisions.filter(({ outputId }) => outputId === id)} />
        <OwnerComments generationId={generation.id} {...{ comments, chosen }} onChoose={setChosen} />
      </div>
    </article>
  );
}
