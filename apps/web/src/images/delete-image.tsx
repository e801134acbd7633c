import { ApiError, type WholeAsset } from '@proofsheet/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Dialog, DialogTrigger, Heading, Modal } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Overlay } from '../controls/overlay.tsx';
import { assetQuery, deleteAsset } from '../server/assets.ts';
import { inWords } from '../server/client.ts';

/** Asks first; once more where unfinished orders use it. */
export function DeleteImage({ asset }: { readonly asset: WholeAsset }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const deleting = useMutation({
    mutationFn: (force: boolean) => deleteAsset(asset.id, force),
    async onSuccess() {
      await navigate({ to: '/images', ignoreBlocker: true });
      queries.removeQueries({ queryKey: assetQuery(asset.id).queryKey });
      await queries.invalidateQueries({ queryKey: ['assets'] });
    },
  });
  const isUsed = deleting.error instanceof ApiError && deleting.error.code === 'asset_in_use';
  return (
    <DialogTrigger onOpenChange={(open) => open && deleting.reset()}>
      <Button look="quiet">Delete</Button>
      <Overlay className="overlay" isDismissable>
        <Modal className="modal">
          <Dialog role="alertdialog">
            {({ close }) => (
              <>
                <Heading slot="title">
                  Delete “<bdi>{asset.originalName}</bdi>”?
                </Heading>
                <p>
                  {isUsed
                    ? 'Orders that are not finished use it. They are cancelled with it.'
                    : 'Pictures that were made with it stay.'}
                </p>
                {deleting.error && !isUsed ? <p role="alert">{inWords(deleting.error)}</p> : null}
                <div className="actions">
                  <Button onPress={close}>Keep it</Button>
                  <Button look="main" isBusy={deleting.isPending} onPress={() => deleting.mutate(isUsed)}>
                    {isUsed ? 'Cancel the orders and delete' : 'Delete'}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </Overlay>
    </DialogTrigger>
  );
}
