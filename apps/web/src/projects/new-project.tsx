import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Dialog, DialogTrigger, Form, Heading, Modal } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { Overlay } from '../controls/overlay.tsx';
import { inWords, server } from '../server/client.ts';
import { useSending } from '../server/use-sending.ts';

export const LONGEST_NAME = 100;

/** Asks for a name, and leads to the project. */
export function NewProject() {
  const [name, setName] = useState('');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const make = useSending({
    mutationFn: () => server.projects.create({ name: name.trim() }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['projects'] }),
  });
  return (
    <DialogTrigger>
      <Button look="main">
        <Plus size={18} aria-hidden="true" />
        New project
      </Button>
      <Overlay className="overlay" isDismissable>
        <Modal className="modal">
          <Dialog>
            {({ close }) => (
              <Form
                className="ask"
                onSubmit={(event) => {
                  event.preventDefault();
                  make.mutate(undefined, {
                    onSuccess({ id }) {
                      // Before the page is left: the dialog would hold the focus that the next one takes.
                      close();
                      void navigate({ to: '/projects/$id', params: { id } });
                    },
                  });
                }}
              >
                <Heading slot="title">New project</Heading>
                <Field
                  label="Name"
                  placeholder="Spring sale"
                  autoFocus
                  most={LONGEST_NAME}
                  value={name}
                  onChange={setName}
                  wrong={make.error ? inWords(make.error) : undefined}
                />
                <div className="actions">
                  <Button onPress={close}>Cancel</Button>
                  <Button look="main" type="submit" isDisabled={name.trim() === ''} isBusy={make.isPending}>
                    Create
                  </Button>
                </div>
              </Form>
            )}
          </Dialog>
        </Modal>
      </Overlay>
    </DialogTrigger>
  );
}
