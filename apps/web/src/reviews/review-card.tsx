import type { ReviewSheet, SeenOutput } from '@proofsheet/client';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Placeholder } from '../grid/placeholder.tsx';
import { seenPicture } from '../server/review.ts';
import { DecisionButtons } from './decision-buttons.tsx';
import { proportionsOf } from './geometry.ts';
import type { Reviewer } from './use-reviewer.ts';
import { Verdicts } from './verdicts.tsx';

const SHOWN_PX = 480;

export interface ReviewCardProps {
  readonly sheet: ReviewSheet;
  readonly output: SeenOutput;
  readonly reviewer: Reviewer;
  readonly onOpen: () => void;
}

/** One picture among the others, with what is decided of it. */
export function ReviewCard({ sheet, output, reviewer, onOpen }: ReviewCardProps) {
  const { id, width, height, decisions, comments } = output;
  const [shown, setShown] = useState(false);
  const name = nameOf(sheet, output);
  const own = decisions.find((one) => one.own)?.decision ?? null;
  const others = decisions.filter((one) => !one.own);
  const said =
    comments.length === 0 ? 'Comment' : `${comments.length} ${comments.length === 1 ? 'comment' : 'comments'}`;
  return (
    <li className="review-card">
      <Button className="review-open" onPress={onOpen}>
        <span className="review-frame">
          <span className="review-picture" style={proportionsOf(output)}>
            <Placeholder thumbhash={output.placeholder} covered={shown} />
            <img
              className={shown ? 'shown' : 'coming'}
              src={seenPicture(sheet.id, output, SHOWN_PX)}
              alt={`${titleOf(sheet, output)}: ${[sheet.headline, ...sheet.words].join('. ')}.`}
              {...{ width, height }}
              decoding="async"
              draggable={false}
              onLoad={() => setShown(true)}
            />
          </span>
        </span>
        <span className="review-caption">
          <span>{output.format}</span>
          <span className="facts">{said}</span>
        </span>
      </Button>
      <DecisionButtons
        label={name}
        decision={own}
        isBusy={reviewer.isDeciding(id)}
        onDecide={(decision) => reviewer.say({ does: 'decide', outputId: id, decision })}
      />
      <Verdicts decisions={others} />
    </li>
  );
}

export function nameOf({ outputs }: ReviewSheet, { id, format }: Pick<SeenOutput, 'id' | 'format'>): string {
  return `picture ${outputs.findIndex((one) => one.id === id) + 1} of ${outputs.length}, ${format}`;
}

/** The same as the beginning of a line. */
export function titleOf(sheet: ReviewSheet, output: Pick<SeenOutput, 'id' | 'format'>): string {
  const name = nameOf(sheet, output);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
