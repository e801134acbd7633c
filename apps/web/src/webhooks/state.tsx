import type { Delivery, Webhook } from '@proofsheet/client';
import { Badge } from '../controls/badge.tsx';

const WHY: Readonly<Record<NonNullable<Webhook['disabledReason']>, string>> = {
  user: 'Switched off',
  gone: 'Off: it answered 410, gone',
  failing: 'Off: it failed for days',
};

export function EndpointState({ enabled, disabledReason, failingSince }: Webhook) {
  if (!enabled)
    return <Badge look={disabledReason === 'user' ? 'quiet' : 'poor'}>{WHY[disabledReason ?? 'user']}</Badge>;
  return failingSince ? <Badge look="fair">Failing</Badge> : <Badge look="good">On</Badge>;
}

const STATES: Readonly<Record<Delivery['status'], readonly ['good' | 'fair' | 'poor' | 'quiet', string]>> = {
  PENDING: ['fair', 'Waiting'],
  DELIVERING: ['fair', 'Sending'],
  DELIVERED: ['good', 'Delivered'],
  FAILED: ['poor', 'Failed'],
};

export function DeliveryState({ status }: Pick<Delivery, 'status'>) {
  const [look, name] = STATES[status];
  return <Badge look={look}>{name}</Badge>;
}
