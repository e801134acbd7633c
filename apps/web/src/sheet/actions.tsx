import type { GenerationWithOutputs } from '@proofsheet/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Code, Ellipsis, PenLine } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Share } from '../reviews/share.tsx';
import { inWords, server } from '../server/client.ts';
import { archiveOf, hasEnded } from '../server/generations.ts';
import { useSending } from '../server/use-sending.ts';
import { JobLink } from './job-link.tsx';
import { OrderDialog } from './order-dialog.tsx';
import { useOrder } from './use-order.ts';

/** What can be done with a whole order. */
export function Actions({ generation }: { readonly generation: GenerationWithOutputs }) {
  const { id, outputs } = generation;
  const queries = useQueryClient();
  const refreshed = () => queries.invalidateQueries({ queryKey: ['generation', id] });
  const cancel = useMutation({ mutationFn: () => server.generations.cancel(id), onSuccess: refreshed });
  const retry = useSending({ mutationFn: () => server.generations.retry(id), onSuccess: refreshed });
  const again = useOrder(generation);
  const failed = cancel.error ?? retry.error ?? again.error;
  const ended = hasEnded(generation);
  return (
    <div className="actions sheet-actions">
      {failed ? <p role="alert">{inWords(failed)}</p> : null}
      <JobLink id={id} />
      {ended ? null : (
        <Button onPress={() => cancel.mutate()} isBusy={cancel.isPending}>
          Cancel
        </Button>
      )}
      {generation.status === 'FAILED' || generation.missing.length > 0 ? (
        <Button onPress={() => retry.mutate()} isBusy={retry.isPending}>
          {outputs.length > 0 ? 'Retry what failed' : 'Try again'}
        </Button>
      ) : null}
      {ended && outputs.length > 0 ? (
        <>
          <Button onPress={() => again.mutate({})} isBusy={again.isPending}>
            Other proofs
          </Button>
          <Share generationId={id} />
          <a className="button main" href={archiveOf(id)} download>
            Download all
          </a>
        </>
      ) : null}
      <More generation={generation} />
    </div>
  );
}

function More({ generation }: { readonly generation: GenerationWithOutputs }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <MenuTrigger>
        <AriaButton className="icon" aria-label="More">
          <Ellipsis aria-hidden size={20} />
        </AriaButton>
        <Popover className="popover menu" placement="bottom end">
          <Menu aria-label="More">
            <MenuItem
              className="option"
              textValue="Order again with changes"
              onAction={() => router.history.push(`/create?from=${generation.id}`)}
            >
              <PenLine aria-hidden size={18} />
              Order again with changes
            </MenuItem>
            <MenuItem className="option" textValue="Order as curl or JSON" onAction={() => setOpen(true)}>
              <Code aria-hidden size={18} />
              Order as curl or JSON
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <OrderDialog generation={generation} isOpen={open} onOpenChange={setOpen} />
    </>
  );
}
