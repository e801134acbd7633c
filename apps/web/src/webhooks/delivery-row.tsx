import type { Delivery } from '@proofsheet/client';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Failure } from '../controls/failure.tsx';
import { Moment } from '../controls/moment.tsx';
import { deliveryQuery } from '../server/webhooks.ts';
import { DeliveryLog } from './delivery-log.tsx';
import { DeliveryState } from './state.tsx';

/** One line; opened, all that was asked and answered. */
export function DeliveryRow({ delivery }: { readonly delivery: Delivery }) {
  const [isOpen, setOpen] = useState(false);
  const { type, attempts, createdAt, nextAttemptAt } = delivery;
  return (
    <Disclosure className="delivery" isExpanded={isOpen} onExpandedChange={setOpen}>
      <Heading level={3}>
        <Button slot="trigger" className="delivery-line">
          <ChevronRight aria-hidden size={16} className="chevron" />
          <DeliveryState {...delivery} />
          <span className="mono">{type}</span>
          <span className="over end">
            {attempts === 1 ? '1 attempt' : `${attempts} attempts`}
            {nextAttemptAt && attempts > 0 ? (
              <>
                {' · next '}
                <Moment at={nextAttemptAt} />
              </>
            ) : null}
            {' · '}
            <Moment at={createdAt} />
          </span>
        </Button>
      </Heading>
      <DisclosurePanel>{isOpen ? <Whole delivery={delivery} /> : null}</DisclosurePanel>
    </Disclosure>
  );
}

function Whole({ delivery }: { readonly delivery: Delivery }) {
  const { data, error, refetch } = useQuery(deliveryQuery(delivery));
  if (error) return <Failure error={error} again={() => refetch()} />;
  return data ? <DeliveryLog delivery={data} /> : <p className="over">Loading …</p>;
}
