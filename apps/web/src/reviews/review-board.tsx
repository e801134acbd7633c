import type { ReviewSheet } from '@proofsheet/client';
import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { inWords } from '../server/client.ts';
import { LargeView } from './large-view.tsx';
import { NameQuestion } from './name-question.tsx';
import { ReviewCard } from './review-card.tsx';
import { useReviewer } from './use-reviewer.ts';

/** All pictures of a link side by side; one of them is looked at closely. */
export function ReviewBoard({ sheet }: { readonly sheet: ReviewSheet }) {
  const { headline, name, contact, expiresAt, outputs, finished } = sheet;
  const reviewer = useReviewer(sheet);
  const [opened, setOpened] = useState<string>();
  const decided = outputs.filter(({ decisions }) => decisions.some(({ own }) => own)).length;
  return (
    <>
      <title>{`${headline} · Review`}</title>
      <header className="review-head">
        <img src="/mark.svg" alt="" width="28" height="28" />
        <div className="review-title">
          <p className="over">
            <bdi title={name}>{name}</bdi>
          </p>
          <h1>
            <bdi title={headline}>{headline}</bdi>
          </h1>
        </div>
        <div className="review-facts">
          <p role="status">
            {outputs.length === 0 ? '' : decided === 0 ? 'None decided yet' : `${decided} of ${outputs.length} decided`}
          </p>
          {reviewer.name === null ? null : (
            <Button look="quiet" onPress={reviewer.ask}>
              You are <bdi>{reviewer.name}</bdi>
            </Button>
          )}
        </div>
      </header>
      <main className="review-main">
        <p className="review-hint">
          Approve or reject each picture. Open one to comment on a place of it.
          {contact ? (
            <>
              {' '}
              Questions go to <bdi>{contact}</bdi>.
            </>
          ) : null}{' '}
          This page works until {new Date(expiresAt).toLocaleDateString(undefined, { dateStyle: 'long' })}.
        </p>
        {reviewer.saying.error ? (
          <p role="alert" className="failure">
            {inWords(reviewer.saying.error)}
          </p>
        ) : null}
        {outputs.length === 0 ? (
          <div className="empty">
            <h2>{finished ? 'There is no picture here any more' : 'The pictures are being made'}</h2>
            <p>{finished ? 'Ask who sent you the link.' : 'They come by themselves; leave this page open.'}</p>
          </div>
        ) : null}
        <ul className="review-cards">
          {outputs.map((output) => (
            <ReviewCard
              key={output.id}
              sheet={sheet}
              output={output}
              reviewer={reviewer}
              onOpen={() => setOpened(output.id)}
            />
          ))}
        </ul>
      </main>
      <LargeView sheet={sheet} opened={opened} reviewer={reviewer} onOpen={setOpened} />
      <NameQuestion
        isOpen={reviewer.isAsking}
        known={reviewer.name}
        onName={reviewer.answer}
        onClose={reviewer.dismiss}
      />
    </>
  );
}
