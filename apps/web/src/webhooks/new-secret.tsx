import { useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Question } from '../controls/question.tsx';
import { ShownOnce } from '../controls/shown-once.tsx';
import { useSending } from '../server/use-sending.ts';

const HOUR = 3600;
const OVERLAPS: Readonly<Record<string, string>> = {
  [24 * HOUR]: 'For a day: change your receiver at any time until then',
  [7 * 24 * HOUR]: 'For a week',
  0: 'Not at all: it has leaked',
};

export interface NewSecretProps {
  readonly replace: (overlapSeconds: number) => Promise<{ readonly secret: string }>;
  readonly onReplaced: () => void;
}

/** Replaces a secret, with a time in which both sign. */
export function NewSecret({ replace, onReplaced }: NewSecretProps) {
  const [overlap, setOverlap] = useState(String(24 * HOUR));
  const make = useSending({ mutationFn: replace, onSuccess: onReplaced });
  return (
    <>
      <Question
        trigger={<Button>New secret</Button>}
        title="Make a new secret?"
        yes="Make a new secret"
        error={make.error}
        isBusy={make.isPending}
        onYes={(close) => make.mutate(Number(overlap), { onSuccess: close })}
      >
        <RadioGroup className="radios" value={overlap} onChange={setOverlap}>
          <Label>The one before goes on signing</Label>
          {Object.entries(OVERLAPS)
            .reverse()
            .map(([seconds, name]) => (
              <Radio key={seconds} value={seconds} className="radio">
                {name}
              </Radio>
            ))}
        </RadioGroup>
      </Question>
      {make.data ? <ShownOnce secret={make.data.secret} /> : null}
    </>
  );
}
