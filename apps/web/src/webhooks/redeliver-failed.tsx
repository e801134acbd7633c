import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Question } from '../controls/question.tsx';
import { serverTime } from '../server/clock.ts';
import { useSending } from '../server/use-sending.ts';
import { redeliverSince, webhooksQuery } from '../server/webhooks.ts';

const HOURS: Readonly<Record<string, string>> = {
  1: 'In the last hour',
  24: 'In the last day',
  168: 'In the last week',
  720: 'In the last 30 days',
};

/** After the receiver has been mended. */
export function RedeliverFailed({ id }: { readonly id: string }) {
  const [hours, setHours] = useState('24');
  const queries = useQueryClient();
  const again = useSending({
    mutationFn: () => redeliverSince(id, new Date(serverTime().getTime() - Number(hours) * 3_600_000)),
    onSuccess: () => queries.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  });
  return (
    <>
      <span role="status" className="over">
        {again.data ? wordsFor(again.data.deliveries) : null}
      </span>
      <Question
        trigger={<Button>Redeliver all failed</Button>}
        title="Redeliver what failed?"
        yes="Redeliver"
        error={again.error}
        isBusy={again.isPending}
        onYes={(close) => again.mutate(undefined, { onSuccess: close })}
      >
        <RadioGroup className="radios" value={hours} onChange={setHours}>
          <Label>Also what happened while it was switched off</Label>
          {Object.entries(HOURS).map(([value, name]) => (
            <Radio key={value} value={value} className="radio">
              {name}
            </Radio>
          ))}
        </RadioGroup>
      </Question>
    </>
  );
}

function wordsFor(deliveries: number): string {
  return deliveries === 0 ? 'Nothing is to be sent again' : `${deliveries} on their way`;
}
