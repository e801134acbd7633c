import { useState } from 'react';
import { Dialog, Form, Heading, Modal } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { Overlay } from '../controls/overlay.tsx';

const MOST = 60;

export interface NameQuestionProps {
  readonly isOpen: boolean;
  readonly known: string | null;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

/** Asked once, before the first word; who sent the link sees it beside everything that is said. */
export function NameQuestion({ isOpen, known, onName, onClose }: NameQuestionProps) {
  return (
    <Overlay className="overlay" isDismissable isOpen={isOpen} onOpenChange={(open) => open || onClose()}>
      <Modal className="modal">
        <Dialog>
          <Question known={known} onName={onName} onClose={onClose} />
        </Dialog>
      </Modal>
    </Overlay>
  );
}

function Question({ known, onName, onClose }: Omit<NameQuestionProps, 'isOpen'>) {
  const [name, setName] = useState(known ?? '');
  return (
    <Form
      className="question"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') onName(name.trim());
      }}
    >
      <Heading slot="title">Who are you?</Heading>
      <Field
        label="Your name"
        hint="It is shown beside what you say. You need no account."
        autoComplete="name"
        autoFocus
        maxLength={MOST}
        value={name}
        onChange={setName}
      />
      <div className="actions">
        <Button onPress={onClose}>Cancel</Button>
        <Button type="submit" look="main" isDisabled={name.trim() === ''}>
          Go on
        </Button>
      </div>
    </Form>
  );
}
