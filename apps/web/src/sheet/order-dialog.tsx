import type { GenerationWithOutputs } from '@proofsheet/client';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Dialog, Heading, Modal, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Overlay } from '../controls/overlay.tsx';
import { asCurl, asJson } from './order-code.ts';

export interface OrderDialogProps {
  readonly generation: GenerationWithOutputs;
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The order as programs send it. */
export function OrderDialog({ generation, isOpen, onOpenChange }: OrderDialogProps) {
  return (
    <Overlay className="overlay" isDismissable isOpen={isOpen} onOpenChange={onOpenChange}>
      <Modal className="modal wide">
        <Dialog>
          {({ close }) => (
            <>
              <Heading slot="title">This order, for programs</Heading>
              <p>Sent again, it makes the same pictures. The key is one that you make on the page Keys.</p>
              <Tabs className="code-tabs">
                <TabList aria-label="Written as" className="segments">
                  <Tab id="curl">curl</Tab>
                  <Tab id="json">JSON</Tab>
                </TabList>
                <TabPanel id="curl">
                  <Code name="curl" text={asCurl(generation, location.origin)} />
                </TabPanel>
                <TabPanel id="json">
                  <Code name="JSON" text={asJson(generation)} />
                </TabPanel>
              </Tabs>
              <div className="actions">
                <Button onPress={close}>Close</Button>
              </div>
            </>
          )}
        </Dialog>
      </Modal>
    </Overlay>
  );
}

function Code({ name, text }: { readonly name: string; readonly text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="code">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too. */}
      <section tabIndex={0} className="code-text" aria-label={`The order as ${name}`} dir="ltr">
        <pre>{text}</pre>
      </section>
      <Button onPress={copy}>
        {copied ? <Check aria-hidden size={16} /> : <Copy aria-hidden size={16} />}
        <span aria-live="polite">{copied ? 'Copied' : `Copy ${name}`}</span>
      </Button>
    </div>
  );
}
