import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog, DialogTrigger, Heading, Modal } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Overlay } from '../controls/overlay.tsx';
import { ShownOnce } from '../controls/shown-once.tsx';
import { useSending } from '../server/use-sending.ts';
import { createWebhook, webhooksQuery } from '../server/webhooks.ts';
import { EndpointForm } from './endpoint-form.tsx';

/** Its secret is in no later answer, so the dialog stays until it is closed by hand. */
export function NewEndpoint() {
  const [isOpen, setOpen] = useState(false);
  const queries = useQueryClient();
  const make = useSending({
    mutationFn: createWebhook,
    onSuccess: () => queries.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  });
  const show = (open: boolean) => {
    if (open) make.reset();
    setOpen(open);
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={show}>
      <Button look="main">Add an endpoint</Button>
      <Overlay className="overlay" isDismissable={make.data === undefined}>
        <Modal className="modal roomy">
          <Dialog>
            {make.data ? (
              <>
                <Heading slot="title">Keep the secret</Heading>
                <p>
                  It verifies the signature of each message. No page shows it again; a new one can be made at any time.
                </p>
                <ShownOnce secret={make.data.secret} />
                <div className="actions">
                  <Button look="main" slot="close">
                    I have kept it
                  </Button>
                </div>
              </>
            ) : (
              <>
                <Heading slot="title">Add an endpoint</Heading>
                <EndpointForm error={make.error} onSubmit={(webhook) => make.mutate(webhook)}>
                  <div className="actions">
                    <Button slot="close">Cancel</Button>
                    <Button look="main" type="submit" isBusy={make.isPending}>
                      Add
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
