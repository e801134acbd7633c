import type { Webhook } from '@proofsheet/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Dialog, DialogTrigger, Heading, Modal } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Moment } from '../controls/moment.tsx';
import { Overlay } from '../controls/overlay.tsx';
import { Question } from '../controls/question.tsx';
import { Switch } from '../controls/switch.tsx';
import { inWords } from '../server/client.ts';
import { changeWebhook, deleteWebhook, rotateSecret, webhooksQuery } from '../server/webhooks.ts';
import { EndpointForm } from './endpoint-form.tsx';
import { NewSecret } from './new-secret.tsx';

/** What an endpoint is, and all that is done to it. */
export function Settings({ webhook }: { readonly webhook: Webhook }) {
  const { id, url, events, enabled, previousSecretUntil, failingSince } = webhook;
  const refresh = useRefresh();
  const switching = useMutation({
    mutationFn: (on: boolean) => changeWebhook(id, { enabled: on }),
    onSuccess: refresh,
  });
  return (
    <section className="panel" aria-label="Settings">
      <dl className="facts-list">
        <div>
          <dt>Address</dt>
          <dd className="mono">{url}</dd>
        </div>
        <div>
          <dt>Events</dt>
          <dd className={events ? 'mono' : ''}>{events?.join(', ') ?? 'All'}</dd>
        </div>
        {failingSince ? (
          <div>
            <dt>Failing since</dt>
            <dd>
              <Moment at={failingSince} />
            </dd>
          </div>
        ) : null}
        {previousSecretUntil ? (
          <div>
            <dt>The secret before signs until</dt>
            <dd>
              <Moment at={previousSecretUntil} />
            </dd>
          </div>
        ) : null}
      </dl>
      <div className="row">
        <Switch isSelected={enabled} isDisabled={switching.isPending} onChange={(on) => switching.mutate(on)}>
          Send events
        </Switch>
        <Edit webhook={webhook} />
        <NewSecret replace={(overlap) => rotateSecret(id, overlap)} onReplaced={refresh} />
        <Delete webhook={webhook} />
      </div>
      {switching.error ? (
        <p role="alert" className="wrong">
          {inWords(switching.error)}
        </p>
      ) : null}
    </section>
  );
}

function useRefresh() {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
}

function Edit({ webhook: { id, url, description, events } }: { readonly webhook: Webhook }) {
  const refresh = useRefresh();
  const change = useMutation({
    mutationFn: (changed: Parameters<typeof changeWebhook>[1]) => changeWebhook(id, changed),
  });
  // What is asked for by hand is no event of every type that there is.
  const known = { url, description, events: (events as Parameters<typeof changeWebhook>[1]['events']) ?? null };
  return (
    <DialogTrigger onOpenChange={(open) => open && change.reset()}>
      <Button>Change</Button>
      <Overlay className="overlay" isDismissable>
        <Modal className="modal roomy">
          <Dialog>
            {({ close }) => (
              <>
                <Heading slot="title">Change the endpoint</Heading>
                <EndpointForm
                  known={known}
                  error={change.error}
                  onSubmit={(changed) =>
                    change.mutate(changed, {
                      onSuccess: () => {
                        close();
                        refresh();
                      },
                    })
                  }
                >
                  <div className="actions">
                    <Button slot="close">Cancel</Button>
                    <Button look="main" type="submit" isBusy={change.isPending}>
                      Save
                    </Button>
                  </div>
                </EndpointForm>
              </>
            )}
          </Dialog>
        </Modal>
      </Overlay>
    </DialogTrigger>
  );
}

function Delete({ webhook: { id, url } }: { readonly webhook: Webhook }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteWebhook(id),
    onSuccess: async () => {
      await navigate({ to: '/webhooks' });
      // Its own page, which may still be there, would ask for what is gone.
      await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey, exact: true });
    },
  });
  return (
    <Question
      trigger={<Button>Delete</Button>}
      title="Delete this endpoint?"
      yes="Delete"
      no="Keep it"
      error={remove.error}
      isBusy={remove.isPending}
      onYes={() => remove.mutate()}
    >
      <p>
        Nothing more is sent to <b>{url}</b>, and its deliveries are gone. There is no way back.
      </p>
    </Question>
  );
}
