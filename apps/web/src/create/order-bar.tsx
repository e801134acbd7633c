import type { Preview } from '@proofsheet/client';
import { LIMITS } from '@proofsheet/domain/limits';
import { Button as AriaButton } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { inWords } from '../server/client.ts';
import { fieldsInWords } from './problems.ts';

export interface OrderBarProps {
  readonly formats: number;
  readonly variants: number;
  readonly preview: Preview | undefined;
  /** Whether files are still going up. */
  readonly isWaiting: boolean;
  readonly isOrdering: boolean;
  readonly error: unknown;
  /** What has to be corrected before it is sent. */
  readonly hindrance: string | undefined;
}

/** What the order comes to, and the button that sends it. */
export function OrderBar({ formats, variants, preview, isWaiting, isOrdering, error, hindrance }: OrderBarProps) {
  const count = formats * variants;
  const trouble = hindrance ?? (error ? (fieldsInWords(error)?.join(' ') ?? inWords(error)) : undefined);
  const first = preview?.outputs[0]?.picture;
  return (
    <div className="order-bar">
      {first ? (
        <AriaButton className="peek" aria-label="Go to the preview" onPress={showPreview}>
          <img src={first.url} alt="" />
        </AriaButton>
      ) : null}
      <div className="order-sum">
        {trouble ? (
          <p role="alert" className="order-wrong">
            {trouble}
          </p>
        ) : (
          <p className={count > LIMITS.outputs ? 'order-wrong' : 'order-hint'}>{sumOf(formats, variants)}</p>
        )}
      </div>
      <Button look="main" type="submit" isDisabled={isWaiting} isBusy={isOrdering}>
        {isWaiting ? 'Waiting for the uploads …' : isOrdering ? 'Sending …' : nameOfOrder(formats, variants)}
      </Button>
    </div>
  );
}

/** `3 formats × 4 proofs = 12 pictures`, and that it is too many, where it is. */
function sumOf(formats: number, variants: number): string {
  const count = formats * variants;
  const sum = `${counted(formats, 'format')} × ${counted(variants, 'proof')} = ${counted(count, 'picture')}`;
  return count > LIMITS.outputs ? `${sum}; at most ${LIMITS.outputs} are made` : sum;
}

function showPreview(): void {
  document.getElementById('preview')?.scrollIntoView();
}

function nameOfOrder(formats: number, variants: number): string {
  if (formats <= 1) return variants === 1 ? 'Make one proof' : `Make ${variants} proofs`;
  return `Make ${formats * variants} pictures`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
