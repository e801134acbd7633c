import { Webhook } from 'standardwebhooks';

export interface Message {
  /** The same for every attempt: receivers drop what they have had. */
  readonly id: string;
  /** Of this attempt. */
  readonly sentAt: Date;
  readonly body: string;
}

/**
 * The headers of Standard Webhooks, one signature for each secret that counts: while a secret is being replaced, receivers
 * that know either take the message.
 */
export function signedHeaders({ id, sentAt, body }: Message, secrets: readonly string[]): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': `${Math.floor(sentAt.getTime() / 1000)}`,
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(' '),
  };
}
